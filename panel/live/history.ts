// What was seen since the panel was opened: rates for the plots, happenings for the timeline. Kept while one moves about.

import { happeningsBetween, type Happening } from './happenings.ts';
import { follow, itemsOf } from './live.ts';
import type { LiveSession } from './topics.ts';

/** Fifteen minutes of seconds. */
const MOST_SAMPLES = 900;
const MOST_HAPPENINGS = 200;
const EVERY_MS = 1_000;

export interface Samples {
  /** Epoch seconds, as uPlot wants them. */
  readonly at: number[];
  readonly bitsPerSecond: number[];
  readonly viewers: number[];
}

const samples: Samples = { at: [], bitsPerSecond: [], viewers: [] };
const happenings: Happening[] = [];
const listeners = new Set<() => void>();
let before: ReadonlyMap<string, LiveSession> | undefined;
let isStarted = false;

export const history = {
  samples,
  /** The newest first. */
  happenings: happenings as readonly Happening[],
  start(): void {
    if (isStarted) return;
    isStarted = true;
    follow('sessions', note);
    setInterval(sample, EVERY_MS);
  },
  onChanged(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function note(): void {
  const after = itemsOf('sessions');
  if (before) happenings.unshift(...happeningsBetween(before, after, Date.now()));
  happenings.length = Math.min(happenings.length, MOST_HAPPENINGS);
  before = after;
}

function sample(): void {
  const sessions = [...itemsOf('sessions').values()];
  samples.at.push(Math.round(Date.now() / 1_000));
  samples.bitsPerSecond.push(sessions.reduce((sum, session) => sum + session.bits_per_second, 0));
  samples.viewers.push(sessions.reduce((sum, session) => sum + session.viewer_count, 0));
  if (samples.at.length > MOST_SAMPLES) for (const values of Object.values(samples) as number[][]) values.shift();
  for (const listener of listeners) listener();
}
