// One request to the Supervisor or to Home Assistant's Core, with a limit of time, and one set of errors.

import { AppError } from '../kernel/errors.ts';
import { SECOND_MS } from '../kernel/units.ts';

export interface Ask {
  readonly token: string;
  /** Sent as JSON, by POST. */
  readonly body?: unknown;
}

const ANSWER_WITHIN_MS = 10 * SECOND_MS;

/**
 * @returns the answer's JSON
 * @throws AppError `home-assistant.refused` for 4xx, `home-assistant.unavailable` (retryable) for anything else
 */
export async function askJson(url: string, { token, body }: Ask): Promise<unknown> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    text = await response.text();
  } catch (cause) {
    throw unavailable('Home Assistant does not answer', cause);
  }
  if (response.status >= 500) throw unavailable(`Home Assistant answered ${response.status}`);
  if (!response.ok) throw new AppError('home-assistant.refused', reasonOf(text, response.status));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unavailable('Home Assistant answered something that is no JSON', cause);
  }
}

const unavailable = (message: string, cause?: unknown): AppError =>
  new AppError('home-assistant.unavailable', message, { cause, retryable: true });

const LONGEST_REASON = 300;

/** Both say why as `{"message": …}`. */
function reasonOf(text: string, status: number): string {
  const said = /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text;
  return `Home Assistant refused (${status}): ${said.slice(0, LONGEST_REASON)}`;
}
