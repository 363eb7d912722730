// How the database of channels stands, in the words of the API.

import type { SyncFault } from '../status.ts';

export const KNOWLEDGE_STATES = ['off', 'empty', 'fetching', 'ready', 'stale'] as const;

export interface KnowledgeStatus {
  /** `stale`: what is there is in use, the last attempt to renew it failed. */
  readonly state: (typeof KNOWLEDGE_STATES)[number];
  /** Epoch milliseconds. */
  readonly fetched_at: number | null;
  readonly checked_at: number | null;
  readonly next_at: number | null;
  readonly channel_count: number;
  readonly name_count: number;
  readonly skipped_count: number;
  readonly error: SyncFault | null;
}
