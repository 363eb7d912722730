// Pushover: https://pushover.net/api#messages. A 4xx is final by its rules, 5xx may be tried again after 5 s at the earliest.

import * as z from 'zod';
import { SECOND_MS } from '../../kernel/units.ts';
import type { Severity } from '../../model/alert.ts';
import { cut } from '../message.ts';
import { post, refused, unavailable } from '../post.ts';
import type { AlertTargetKind } from '../target-kind.ts';

/** Characters: 250 and 1024. */
const LONGEST_TITLE = 250;
const LONGEST_MESSAGE = 1_024;
const REST_MS = 5 * SECOND_MS;

/** 1 goes past the quiet hours of the phone; 2 would have to be confirmed by hand. */
const PRIORITY: Readonly<Record<Severity, string>> = { info: '-1', warning: '0', critical: '1' };

const answer = z.looseObject({ status: z.number(), errors: z.array(z.string()).optional() });

export const pushover: AlertTargetKind<'pushover'> = {
  kind: 'pushover',
  async send({ event, title, text, severity, at }, { api_url, app_token, user_key, device }, signal) {
    const body = new URLSearchParams({
      token: app_token,
      user: user_key,
      title: cut(title, LONGEST_TITLE),
      message: cut(text, LONGEST_MESSAGE),
      priority: PRIORITY[event === 'resolved' && severity === 'critical' ? 'warning' : severity], // that it is over wakes nobody
      timestamp: String(Math.floor(at / SECOND_MS)),
      ...(device !== '' && { device }),
    });
    const {
      status,
      headers,
      text: said,
    } = await post({
      url: `${api_url.replace(/\/$/, '')}/1/messages.json`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: body.toString(),
      to: 'Pushover',
      signal,
    });
    const { status: verdict, errors } = read(said);
    if (status === 200 && verdict === 1) return;
    if (status === 429) {
      throw unavailable('Pushover: the messages of this month are used up.', { retryAfterMs: untilReset(headers) });
    }
    if (status >= 500 || status === 200) throw unavailable(`Pushover answered ${status}.`, { retryAfterMs: REST_MS });
    throw refused(`Pushover refused: ${errors?.join('; ') ?? `status ${status}`}`);
  },
};

/** `X-Limit-App-Reset`: when the month's limit begins anew, in seconds of the epoch. */
function untilReset(headers: Headers): number | undefined {
  const at = Number(headers.get('x-limit-app-reset') ?? Number.NaN) * SECOND_MS;
  return Number.isFinite(at) ? Math.max(REST_MS, at - Date.now()) : undefined;
}

function read(text: string): z.output<typeof answer> {
  try {
    return answer.catch({ status: 0 }).parse(JSON.parse(text));
  } catch {
    return { status: 0 };
  }
}
