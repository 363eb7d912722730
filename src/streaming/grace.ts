// What to do when the picture falters: the rules, and nothing else. The feed asks after everything that happens and ten times a
// second, and does as it is told, until there is nothing left to do.
//
//   the picture stops ──► hiccup ────────────► stall: the line is over
//         0               300 ms (or twice what is usual)      3 s
//                           └─ a backup is dialled beside it: whichever shows a picture first goes on air
//   it comes too slowly ──► lack of half a stall: as a hiccup ──► lack of a stall: another stream
//   the line is over ──► the same stream anew, a backup beside it ──► grace time over (2 s): the next stream
//
// One line is the lead: on air, or the one that is to be. At most one other is beside it.

import { SECOND_MS } from '../kernel/units.ts';
import type { Settings } from '../model/settings.ts';
import type { LinePurpose } from './session-view.ts';

export interface LineSight {
  readonly purpose: LinePurpose;
  readonly isOnAir: boolean;
  /** It holds a picture and could go on air. */
  readonly isReady: boolean;
  readonly hasBytes: boolean;
  /** It has held a picture before: silence is judged by the stall limit, not by how long ago it was dialled. */
  readonly hadPicture: boolean;
  /** How much less than its own time it sends, in milliseconds; 0 while it keeps up. */
  readonly lackMs: number;
  /** Such a lack is as bad as silence that counts as a stall. */
  readonly mostLackMs: number;
  /** Since it was dialled. */
  readonly ageMs: number;
  /** Of its stream, in a row. */
  readonly failures: number;
}

export interface Situation {
  readonly settings: Settings['streaming'];
  readonly lead: LineSight | undefined;
  readonly beside: LineSight | undefined;
  /** Since the last packet that was shown; before the first picture, since the beginning. */
  readonly silentMs: number;
  /** How much longer viewers can show what they were sent. */
  readonly aheadMs: number;
  /** Silence of the line on air that is more than its usual pauses. */
  readonly hiccupMs: number;
  /** There has been a picture. */
  readonly wasOnAir: boolean;
}

export type Step =
  /** Nothing but wait. */
  | 'wait'
  | 'show lead'
  | 'show beside'
  /** It was not needed after all. */
  | 'drop beside'
  /** It has had its time, and another stream may be better. */
  | 'fail lead'
  | 'fail beside'
  | 'dial lead'
  | 'dial beside';

/** A line that has sent something is likely to show a picture soon: a key frame is awaited. */
const BYTES_PATIENCE = 2;

/** Viewers who were sent more than this in advance (bursts, HLS) do not notice yet that nothing comes. */
const AHEAD_MS = 1 * SECOND_MS;
/** Of how many stalls the lack has to be where there is no other stream to try. */
const ONLY_ONE_PATIENCE = 4;

export interface Chances {
  /** A line beside the lead may be dialled now. */
  readonly mayRace: boolean;
  /** Whether there is a stream to dial besides those that are; asked only when it matters. */
  readonly hasOthers: () => boolean;
}

export function nextStep(situation: Situation, chances: Chances): Step {
  const { lead, beside, silentMs, hiccupMs, settings, wasOnAir, aheadMs } = situation;
  if (lead?.isReady) return 'show lead';
  const isSlow = lead?.isOnAir === true && isLacking(lead);
  if (lead?.isOnAir && silentMs <= hiccupMs && !isSlow) return whileItFlows(beside);
  const isUnnoticed = silentMs < settings.grace_period_ms || (lead?.isOnAir && aheadMs > AHEAD_MS);
  const isGraceful = settings.grace_enabled && wasOnAir && !isSlow && isUnnoticed;
  const isBetter = beside?.isReady && !isGraceful && !(isSlow && isLacking(beside));
  if (beside?.isReady && (beside.purpose === 'move' || isBetter)) return 'show beside';
  if (!lead) return 'dial lead';
  if (!beside && chances.mayRace && isRaceDue(situation, lead) && chances.hasOthers()) return 'dial beside';
  if (isSlow && isTooSlow(lead, beside !== undefined || chances.hasOthers())) return 'fail lead';
  return impatience(situation, chances);
}

const isLacking = ({ lackMs, mostLackMs }: LineSight): boolean => lackMs > mostLackMs / 2;

/** Where there is nothing else, a slow picture is better than none, unless it is very slow: dialled anew it may be quicker. */
const isTooSlow = ({ lackMs, mostLackMs, failures }: LineSight, hasOthers: boolean): boolean =>
  lackMs > mostLackMs * 2 ** Math.min(failures, 4) * (hasOthers ? 1 : ONLY_ONE_PATIENCE);

function whileItFlows(beside: LineSight | undefined): Step {
  if (beside?.purpose === 'move' && beside.isReady) return 'show beside';
  return beside?.purpose === 'backup' ? 'drop beside' : 'wait';
}

function isRaceDue({ settings, silentMs, hiccupMs, wasOnAir }: Situation, lead: LineSight): boolean {
  if (!settings.grace_enabled) return false;
  if (lead.isOnAir || lead.hadPicture) return silentMs > hiccupMs || isLacking(lead); // off air its next key frame is awaited
  return wasOnAir || lead.ageMs >= settings.grace_timeout_seconds * SECOND_MS;
}

/** Whoever shows nothing in its time makes way for a stream that has not been tried, the elder first. */
function impatience({ settings, lead, beside }: Situation, { hasOthers }: Chances): Step {
  const isLate = (line: LineSight | undefined): boolean =>
    line !== undefined && !line.hadPicture && line.ageMs >= patienceMs(line, settings);
  const isElderBeside = beside !== undefined && isLate(beside) && (!isLate(lead) || beside.ageMs > (lead?.ageMs ?? 0));
  if (!isElderBeside && !isLate(lead)) return 'wait';
  return hasOthers() ? (isElderBeside ? 'fail beside' : 'fail lead') : 'wait';
}

/** Grows with each failure, so that streams which are all slow do not take turns for ever. */
function patienceMs({ hasBytes, failures }: LineSight, settings: Settings['streaming']): number {
  return settings.grace_timeout_seconds * SECOND_MS * 2 ** Math.min(failures, 4) * (hasBytes ? BYTES_PATIENCE : 1);
}
