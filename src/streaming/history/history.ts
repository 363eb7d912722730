// Remembers what happened on air: starts, ends, fail-overs, failures; which streams failed. All of it bounded, so that a bad night forgets its own beginning and nothing else.

import type { Clock } from '../../kernel/clock.ts';
import { MINUTE_MS } from '../../kernel/units.ts';
import type { AirRecord, FailedStream, Happening } from './record.ts';

const KEPT_HAPPENINGS = 500;
const KEPT_STREAMS = 200;
/** Failures of one stream that come closer together than this are one. */
const ALIKE_WITHIN_MS = 2 * MINUTE_MS;

/** What is known of a happening beside its number and its instant. */
export type NewHappening = Omit<Happening, 'at' | 'count' | 'id'>;

export class AirHistory {
  readonly #clock: Clock;
  #happenings: readonly Happening[];
  readonly #failed: Map<string, FailedStream>;
  #nextId: number;
  #edition = 0;

  constructor(clock: Clock, kept: AirRecord) {
    this.#clock = clock;
    this.#happenings = kept.happenings;
    this.#failed = new Map(kept.failed_streams.map((one) => [one.stream_id, one]));
    this.#nextId = (kept.happenings.at(-1)?.id ?? 0) + 1;
  }

  /** Another one after every change. */
  get edition(): number {
    return this.#edition;
  }

  /** The newest last. */
  get happenings(): readonly Happening[] {
    return this.#happenings;
  }

  /** Those that failed last first; one that is on air again stays until it is pushed out. */
  get failedStreams(): readonly FailedStream[] {
    return [...this.#failed.values()].toReversed();
  }

  add(happening: NewHappening): void {
    const at = this.#clock.now();
    this.#edition += 1;
    if (happening.kind === 'failed') this.#countFailure(happening, at);
    const last = this.#happenings.findLast(({ channel_id: id }) => id === happening.channel_id);
    if (last && isAlike(last, happening) && at - last.at < ALIKE_WITHIN_MS) {
      const again = { ...last, message: happening.message, at, count: last.count + 1 };
      this.#happenings = this.#happenings.map((one) => (one === last ? again : one));
      return;
    }
    const added = { ...happening, id: this.#nextId, at, count: 1 };
    this.#nextId += 1;
    this.#happenings = [...this.#happenings, added].slice(-KEPT_HAPPENINGS);
  }

  /** As it is kept. */
  record(): AirRecord {
    return {
      happenings: [...this.#happenings],
      failed_streams: [...this.#failed.values()],
    };
  }

  #countFailure(failure: NewHappening, at: number): void {
    const { stream_id: id, stream_name, channel_id, channel_name, provider_id, reason, message } = failure;
    if (id === '' || provider_id === null) return;
    const failure_count = (this.#failed.get(id)?.failure_count ?? 0) + 1;
    this.#failed.delete(id); // and put last
    this.#failed.set(id, {
      stream_id: id,
      stream_name,
      provider_id,
      channel_id,
      channel_name,
      failure_count,
      failed_at: at,
      reason,
      message,
    });
    const [oldest] = this.#failed.keys();
    if (this.#failed.size > KEPT_STREAMS && oldest !== undefined) this.#failed.delete(oldest);
  }
}

const isAlike = (last: Happening, { kind, stream_id: stream, reason }: NewHappening): boolean =>
  (kind === 'failed' || kind === 'refused') &&
  last.kind === kind &&
  last.stream_id === stream &&
  last.reason === reason;
