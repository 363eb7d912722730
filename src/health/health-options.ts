// What health needs to be built.

import type { DatabaseSync } from 'node:sqlite';
import type { Announcements } from '../model/announcements.ts';
import type { ProviderId, StreamId } from '../model/ids.ts';
import type { Book } from './book.ts';
import type { ChecksOptions } from './checks.ts';
import type { StreamDecisions } from './decisions.ts';
import type { AnnounceHealth } from './observer.ts';
import type { HandOrder } from './ranking.ts';
import type { HealthWork } from './work.ts';

type Announced = Parameters<AnnounceHealth>[0] | 'channel.upgraded';

export interface HealthOptions extends Pick<
  ChecksOptions,
  'clock' | 'log' | 'settings' | 'slots' | 'sourceOf' | 'dialled' | 'check' | 'tickMs'
> {
  readonly book: Book;
  readonly database: DatabaseSync;
  readonly decisions: StreamDecisions;
  readonly work: HealthWork;
  /** Enabled ones, the preferred first. */
  readonly providers: () => readonly { readonly id: ProviderId; readonly cost: number }[];
  readonly freeSlotsOf: (id: ProviderId) => number | null;
  /** Whether the same picture from several of its channels means that it is a clip; the demo has few films for many. */
  readonly mayShowClips: (id: ProviderId) => boolean;
  /** Nothing is to be checked: maintenance. */
  readonly isPaused: () => boolean;
  /** IANA name. */
  readonly zone: string;
  /** What is on air with a picture now. */
  readonly onAir: () => readonly StreamId[];
  /** Channels that a person has ordered, by printed id. */
  readonly hands: () => Readonly<Record<string, HandOrder>>;
  /** Reads the providers anew before a better stream is looked for; whatever comes of it. */
  readonly sync: () => Promise<void>;
  /** Whether this machine is known to have no network any more; without it nobody knows. */
  readonly isLineLost?: () => boolean;
  readonly announce: <Name extends Announced>(name: Name, fact: Announcements[Name]) => void;
}
