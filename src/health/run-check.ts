// One check from its slot to its answer: dialled up to three times, as a viewer's session would give it time to come back.

import { sleep, type Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import { SECOND_MS } from '../kernel/units.ts';
import type { Settings } from '../model/settings.ts';
import type { CheckAnswer, CheckRequest } from './check/request.ts';
import type { CheckSlot, CheckSource, Dialled } from './ports.ts';

/** No provider counts a closed connection for longer: what is refused after it is refused for another reason. */
const COUNTED_MS = 31 * SECOND_MS;

export interface CheckRun extends CheckSource {
  readonly slot: CheckSlot;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly settings: Settings;
  readonly dialled: Dialled;
  readonly position: string | null;
  readonly want: { readonly bytes: number; readonly ms: number };
  readonly check: (request: CheckRequest, signal: AbortSignal) => Promise<CheckAnswer>;
}

/** The connection is closed when it resolves; the slot is still held. @throws AppError `upstream.no-slot`, the signal's reason */
export async function runCheck(run: CheckRun): Promise<CheckAnswer> {
  const {
    grace_enabled: isGraced,
    grace_period_ms: firstMs,
    grace_timeout_seconds: secondSeconds,
  } = run.settings.streaming;
  const waits = isGraced ? [firstMs, secondSeconds * SECOND_MS] : [];
  let answer = await dial(run);
  for (const waitMs of waits) {
    if (answer.code === null || !answer.isRetryable) return answer;
    await sleep(run.clock, waitMs, run.signal);
    answer = await dial(run);
  }
  if (answer.code !== 'upstream.limit-reached') return answer;
  await sleep(run.clock, COUNTED_MS, run.signal);
  return dial(run);
}

async function dial({
  source,
  slot,
  signal,
  settings,
  dialled,
  position,
  want,
  check,
}: CheckRun): Promise<CheckAnswer> {
  await slot.ready(String(source.streamId), signal);
  try {
    const timeoutMs = settings.health.timeout_seconds * SECOND_MS;
    const more = { timeoutMs, wantBytes: want.bytes, wantMs: want.ms, position };
    const answer = await check({ ...dialled(source, slot.login), ...more }, signal);
    if (answer.code === null) {
      slot.accepted();
      return answer;
    }
    const { code, message, retryable } = slot.refused(
      new AppError(answer.code, answer.message, { retryable: answer.isRetryable }),
    );
    return { ...answer, code, message, isRetryable: retryable };
  } finally {
    slot.hungUp();
  }
}
