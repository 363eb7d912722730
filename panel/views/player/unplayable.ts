// Why there is no picture, in words.

import { Problem } from '../../api/problem.ts';
import { known, t } from '../../locale/locale.ts';

/** This browser cannot play it: another player may. */
export class BrowserTrouble extends Error {}

/** It is this browser for which nothing more can be made. */
const BROWSERS_OWN = new Set(['process.busy', 'process.too-slow', 'upstream.unsupported']);

/** As Masthead says beside an empty answer that hls.js got. */
export function codeIn(details: unknown): string | undefined {
  const code = details instanceof XMLHttpRequest ? details.getResponseHeader('x-masthead-error') : null;
  return code ?? undefined;
}

export function unplayable(response: Response): Error {
  const code = response.headers.get('x-masthead-error');
  return code === null ? explain(false, response.status, '') : refused(code);
}

export function refused(code: string): Error {
  if (code === 'upstream.no-slot') return new Error(t('player.no-slot'));
  const why = known(`reason.${code}`, code);
  return BROWSERS_OWN.has(code)
    ? new BrowserTrouble(t('player.not-here', { why }))
    : new Error(t('player.refused', { why }));
}

/** @param status of the answer; undefined without one */
export function explain(isMedia: boolean, status: number | undefined, details: string): Error {
  if (isMedia) return new BrowserTrouble(t('player.cannot-decode'));
  if (status === 503) return new Error(t('player.no-slot'));
  if (status === undefined || status === 0) return new Problem({ status: 0, code: 'offline', detail: '' });
  return new Error(t('player.failed', { status, details }));
}
