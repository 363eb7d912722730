// What a feed is given, and what it tells.

import type { Clock } from '../kernel/clock.ts';
import type { AppError } from '../kernel/errors.ts';
import type { StreamId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import type { StreamSource } from '../model/stream.ts';
import type { RecentFailures } from './rotation.ts';
import type { Change } from './session-view.ts';
import type { Slots } from './slots/slots.ts';
import type { KnownTrack } from './splice/foretold.ts';
import type { Splice } from './splice/splice.ts';
import type { SessionHolder } from './supply.ts';
import type { UpstreamKind } from './upstream.ts';

/** The picture changed over to another upstream. */
export interface Switch {
  readonly from: StreamId;
  readonly to: StreamId;
  /** Why the one before is not on air any more. */
  readonly cause: SwitchCause;
  /** Between the last packet that was shown and the new picture. */
  readonly gapMs: number;
}

/** Picture first; `undefined` for a stream that was never looked at. */
export type TracksOf = (source: StreamSource) => readonly KnownTrack[] | undefined;

export type SwitchCause = AppError | Change;

export interface FeedOptions {
  readonly clock: Clock;
  readonly slots: Slots;
  readonly holder: SessionHolder;
  readonly kinds: readonly UpstreamKind[];
  /** In fail-over order. */
  readonly sources: () => readonly StreamSource[];
  /** Not to be shown any longer than it takes to show another. */
  readonly isUnwanted?: ((source: StreamSource) => boolean) | undefined;
  readonly settings: () => Settings['streaming'];
  readonly recent: RecentFailures;
  readonly splice: Splice;
  /** What a stream was made of when it was last looked at; asked once. */
  readonly tracksOf?: TracksOf | undefined;
  readonly onBytes: (count: number) => void;
  /** A picture is on air; `change` says instead of what, unless it is the first or goes on by itself. */
  readonly onPicture: (source: StreamSource, change: Switch | undefined) => void;
  /** A line is over; the feed goes on trying. */
  readonly onLost: (reason: AppError, source: StreamSource) => void;
  /** Uniform in [0, 1), for the jitter. */
  readonly random?: () => number;
}
