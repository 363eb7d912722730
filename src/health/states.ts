// How a stream stands, in one word, and as SQL over its row.

export const STREAM_STATES = ['alive', 'failing', 'dead', 'unknown'] as const;
export type StreamState = (typeof STREAM_STATES)[number];

const CONDITIONS: Readonly<Record<StreamState, string>> = {
  alive: 'seen_at > 0 AND failures = 0',
  failing: 'failures > 0 AND dead_since IS NULL',
  dead: 'dead_since IS NOT NULL',
  unknown: 'seen_at = 0',
};

export const stateCondition = (state: StreamState): string => CONDITIONS[state];
