// One channel's programmes out of several guides: the first is taken whole, the next ones fill what it leaves open,
// programme by programme.

import { MINUTE_MS } from '../kernel/units.ts';
import type { Programme } from '../model/programme.ts';

export interface GuideWindow {
  /** Epoch milliseconds. */
  readonly fromAt: number;
  readonly untilAt: number;
}

/** Where a programme is from: the place of a guide among those of its channel, its name, or a template. */
export type ProgrammeOrigin = number | 'name' | 'template';

export interface Placed {
  readonly programme: Programme;
  readonly from: ProgrammeOrigin;
}

/**
 * One guide's programmes that touch a window, in order, none reaching into the next, and the neighbours on either side
 * where there are any: where a gap begins and ends must not depend on the window.
 */
export type ProgrammesIn = (window: GuideWindow) => Iterable<Programme>;

export interface ChannelSource {
  readonly from: ProgrammeOrigin;
  readonly programmesIn: ProgrammesIn;
}

/** Shorter ones are advertisements and roundings. */
const LEAST_GAP_MS = 5 * MINUTE_MS;
/** What is left of a programme that is cut: less than half of it says something only when it is as long as this. */
const LEAST_REST_MS = 15 * MINUTE_MS;

/** @param guides the preferred first; a later one is read only where the ones before have a gap */
export function* filled(guides: readonly ChannelSource[], window: GuideWindow): Generator<Placed> {
  for (const placed of inGap(guides, 0, { window, fromAt: -Infinity, untilAt: Infinity, titles: [] })) {
    const { startAt, stopAt } = placed.programme;
    if (stopAt > window.fromAt && startAt < window.untilAt) yield placed;
  }
}

interface Gap extends GuideWindow {
  /** What is asked for: the gap may reach beyond it. */
  readonly window: GuideWindow;
  /** Of its neighbours, folded. */
  readonly titles: readonly string[];
}

function* inGap(guides: readonly ChannelSource[], place: number, gap: Gap): Generator<Placed> {
  const guide = guides[place];
  if (!guide) return;
  const { window } = gap;
  const asked = { fromAt: Math.max(window.fromAt, gap.fromAt), untilAt: Math.min(window.untilAt, gap.untilAt) };
  let coveredUntil = gap.fromAt;
  let before = gap.titles[0] ?? '';
  const isLast = place === guides.length - 1;
  const open = (untilAt: number, after: string): Generator<Placed> | readonly Placed[] => {
    const isSeen = untilAt > window.fromAt && coveredUntil < window.untilAt;
    if (isLast || !isSeen || untilAt - coveredUntil < LEAST_GAP_MS) return [];
    return inGap(guides, place + 1, { window, fromAt: coveredUntil, untilAt, titles: [before, after] });
  };
  for (const whole of guide.programmesIn(asked)) {
    const programme = place === 0 ? whole : cut(whole, gap);
    if (!programme) continue;
    yield* open(programme.startAt, folded(programme));
    yield { programme, from: guide.from };
    coveredUntil = programme.stopAt;
    if (!isLast) before = folded(programme);
  }
  yield* open(gap.untilAt, gap.titles[1] ?? '');
}

/** As much of it as the gap has room for; undefined where that is too little. */
function cut(programme: Programme, gap: Gap): Programme | undefined {
  const startAt = Math.max(programme.startAt, gap.fromAt);
  const stopAt = Math.min(programme.stopAt, gap.untilAt);
  const [left, whole] = [stopAt - startAt, programme.stopAt - programme.startAt];
  if (left === whole) return programme;
  // The neighbour is the same programme, and the two guides differ about when it begins.
  const isTold = gap.titles.includes(folded(programme));
  if (left <= 0 || (left * 2 < whole && (left < LEAST_REST_MS || isTold))) return undefined;
  return { ...programme, startAt, stopAt };
}

const folded = ({ title }: Programme): string => title.trim().toLowerCase();
