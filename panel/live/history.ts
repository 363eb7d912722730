// Rates for the plots, since the panel was opened. Kept while one moves about.

import { follow, itemsOf } from './live.ts';

/** Fifteen minutes of seconds. */
const MOST_SAMPLES = 900;
const EVERY_MS = 1_000;

export interface Samples {
  /** Epoch seconds, as uPlot wants them. */
  readonly at: number[];
  readonly bitsPerSecond: number[];
  readonly viewers: number[];
}

const samples: Samples = { at: [], bitsPerSecond: [], viewers: [] };
const listeners = new Set<() => void>();
let isStarted = false;

export const history = {
  samples,
  start(): void {
    if (isStarted) return;
    isStarted = true;
    follow('sessions', () => undefined); // asked for while the view is closed, too
    setInterval(sample, EVERY_MS);
  },
  onChanged(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function sample(): void {
  const sessions = [...itemsOf('sessions').values()];
  samples.at.push(Math.round(Date.now() / 1_000));
  samples.bitsPerSecond.push(sessions.reduce((sum, session) => sum + session.bits_per_second, 0));
  samples.viewers.push(sessions.reduce((sum, session) => sum + session.viewer_count, 0));
  if (samples.at.length > MOST_SAMPLES) for (const values of Object.values(samples) as number[][]) values.shift();
  for (const listener of listeners) listener();
}
