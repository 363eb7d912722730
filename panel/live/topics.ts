// What can be followed, item by item: the shapes are those of the API's answers.

import type { Happening, Provider, Session, SyncStatus, Viewer } from '../api/routes.ts';
import type { LogLine } from '../../src/kernel/log-book.ts';

export type LiveSession = Omit<Session, 'viewers'> & { readonly viewer_count: number };
export type LiveViewer = Viewer & { readonly channel_id: string; readonly profile: string | null };

export interface LiveProvider {
  readonly name: string;
  readonly kind: string;
  readonly enabled: boolean;
  readonly state: SyncStatus['state'];
  /** Since when none of its streams is to be had, epoch milliseconds. */
  readonly down_since: number | null;
  /** Why: a code of the last failure. */
  readonly down_code: string | null;
  readonly connections_used: number;
  readonly connections_limit: Provider['max_connections'];
}

/** One item for each name. */
export interface LiveStatus {
  readonly lineup: {
    readonly revision: string;
    readonly published_at: number;
    /** When it was last made anew, whatever came of it; 0 for not since the start. */
    readonly built_at: number;
    readonly channel_count: number;
  };
  readonly tuners: { readonly count: number; readonly in_use: number };
  readonly streaming: Readonly<Record<string, number>>;
}

export interface LiveItems {
  readonly sessions: LiveSession;
  readonly viewers: LiveViewer;
  readonly sync: SyncStatus;
  readonly providers: LiveProvider;
  readonly status: LiveStatus[keyof LiveStatus];
  readonly log: LogLine;
  readonly happenings: Happening;
}
