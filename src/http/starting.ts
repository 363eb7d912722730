// What every path answers while Masthead is starting: nothing is there yet, and whoever asks again soon will find it.

import { Hono } from 'hono';
import { AppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { ALERT_LANGUAGES } from '../model/alert-settings.ts';
import { browserHeaders } from './browser.ts';
import { answerError } from './errors.ts';
import type { LanEnv } from './lan-env.ts';
import { PAGE_HEADERS } from './panel/headers.ts';

/** `upgrading`: what an older Masthead has left is brought up to date, which may take a minute. */
export type StartPhase = 'starting' | 'upgrading';

export interface StartingDeps {
  readonly phase: () => StartPhase;
  readonly log: Log;
}

const RETRY_AFTER_SECONDS: Readonly<Record<StartPhase, number>> = { starting: 1, upgrading: 3 };

const DETAILS: Readonly<Record<StartPhase, string>> = {
  starting: 'Masthead is starting. Try again in a moment.',
  upgrading: 'Masthead is bringing its data up to date after an update: that takes up to some minutes, once.',
};

/** As the page has them, which the panel's own translations have not come to yet. */
const PAGES: Readonly<Record<(typeof ALERT_LANGUAGES)[number], Readonly<Record<StartPhase, string>>>> = {
  en: {
    starting: 'Masthead is starting …',
    upgrading: 'Masthead is bringing its data up to date after an update. That takes up to some minutes, once.',
  },
  de: {
    starting: 'Masthead startet …',
    upgrading:
      'Masthead bringt nach einer Aktualisierung seine Daten auf den neuen Stand. Das dauert bis zu einigen Minuten, einmal.',
  },
  es: {
    starting: 'Masthead se está iniciando…',
    upgrading:
      'Masthead está poniendo sus datos al día tras una actualización. Tarda como mucho unos minutos, una sola vez.',
  },
  fr: {
    starting: 'Masthead démarre…',
    upgrading:
      'Masthead met ses données à jour après une mise à jour. Cela prend quelques minutes au plus, une seule fois.',
  },
  nl: {
    starting: 'Masthead start …',
    upgrading: 'Masthead werkt na een update zijn gegevens bij. Dat duurt hooguit enkele minuten, één keer.',
  },
};

const NO_STORE = { 'cache-control': 'no-store' };

/**
 * `/health` is 503 in the second or two that a start takes, and 200 while data are brought up to date: whoever restarts what is
 * not healthy would begin that again and again.
 */
export function startingRoutes({ phase, log }: StartingDeps): Hono<LanEnv> {
  const routes = new Hono<LanEnv>();
  routes.onError((error, c) => answerError(c, error, log));
  routes.use(browserHeaders);
  routes.get('/health', (c) => {
    const now = phase();
    c.header('retry-after', String(RETRY_AFTER_SECONDS[now]));
    return c.json({ status: now }, now === 'upgrading' ? 200 : 503, NO_STORE);
  });
  for (const path of ['/', '/setup']) {
    routes.get(path, (c) => {
      const language = languageOf(c.req.header('accept-language') ?? '');
      const now = phase();
      const again = RETRY_AFTER_SECONDS[now];
      const headers = { ...PAGE_HEADERS, ...NO_STORE, 'retry-after': String(again) };
      return c.html(pageOf(language, PAGES[language][now], again), 503, headers);
    });
  }
  routes.all('*', () => {
    const now = phase();
    const context = { retryAfterSeconds: RETRY_AFTER_SECONDS[now] };
    throw new AppError('process.starting', DETAILS[now], { retryable: true, context });
  });
  return routes;
}

/** Browsers name the likeliest first: `de-DE,de;q=0.9,en;q=0.8`. */
const languageOf = (accepted: string): keyof typeof PAGES =>
  accepted
    .split(',')
    .map((word) => word.trim().slice(0, 2).toLowerCase())
    .flatMap((word) => ALERT_LANGUAGES.find((language) => language === word) ?? [])[0] ?? 'en';

/** It looks again by itself. */
const pageOf = (language: string, text: string, againSeconds: number): string =>
  `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="${againSeconds}">
<title>Masthead</title><h1>Masthead</h1><p role="status">${text}</p></html>`;
