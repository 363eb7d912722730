// Which checks look into the bytes of a stream, and not only for a sign of life: what was found is old, or its picture was not well.

import type { Clock } from '../kernel/clock.ts';
import { DAY_MS } from '../kernel/units.ts';
import type { ProviderId, StreamId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import type { Book } from './book.ts';
import { faultyInARow } from './picture-findings.ts';
import type { StreamRecord } from './stream-row.ts';
import { CANDIDATES } from './timetable.ts';

const AT_ONCE = 2;

export interface ProbeChoiceOptions {
  readonly clock: Clock;
  readonly book: Book;
  readonly settings: () => Settings;
  /** How many are under way, or have brought bytes that are being looked into. */
  readonly running: () => number;
}

export class ProbeChoice {
  readonly #options: ProbeChoiceOptions;

  constructor(options: ProbeChoiceOptions) {
    this.#options = options;
  }

  /** Whether there is a place for another one. */
  get hasPlace(): boolean {
    return this.#options.settings().health.probe_streams && this.#options.running() < AT_ONCE;
  }

  wants(id: StreamId): boolean {
    if (!this.hasPlace) return false;
    const { book, clock, settings } = this.#options;
    const record = book.stream(id);
    return record !== undefined && (isStale(record, clock.now(), settings().health) || this.mustLookAt(id));
  }

  /** Its picture was not well the last time. */
  mustLookAt(id: StreamId): boolean {
    const { book, settings } = this.#options;
    const { picture_checks: isLooked, probe_streams: isProbed } = settings().health;
    return isLooked && isProbed && faultyInARow(book.stream(id)?.standing.looks ?? []) > 0;
  }

  /** One that is not due, and of which little is known. */
  next(provider: ProviderId, isFree: (id: StreamId) => boolean): StreamId | undefined {
    if (!this.hasPlace) return undefined;
    const { book, clock, settings } = this.#options;
    const before = clock.now() - settings().health.probe_days * DAY_MS;
    return book.unprobed(provider, before).find(isFree);
  }
}

/** What is not seldom watched is looked into more often. */
function isStale({ probedAt, place, standing }: StreamRecord, now: number, health: Settings['health']): boolean {
  const days = place < CANDIDATES ? health.probe_days : 4 * health.probe_days;
  return standing.deadSince === null && now - probedAt > days * DAY_MS;
}
