// Remembers what happened on air: starts, ends, fail-overs, failures; which streams failed. All of it bounded, so that a bad night forgets its own beginning and nothing else.

import type { Clock } from '../../kernel/clock.ts';
import { MINUTE_MS } from '../../kernel/units.ts';
import type { AirRecord, FailedStream, Happening } from './record.ts';

const KEPT_HAPPENINGS = 500;
const KEPT_STREAMS = 200;
/** Failures of one stream that come closer together than this are one. */
const ALIKE_WITHIN_MS = 2 * MINUTE_MS;

/** What is known of a happening beside its number and its instant. */
export type NewHappening = Omit<Happening, 'at' | 'count' | 'first_at' | 'id'>;

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
    this.#nextId = Math.max(0, ...kept.happenings.map(({ id }) => id)) + 1;
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
    const known = this.#alikeBefore(happening, at);
    if (known) {
      const again = { ...known, message: happening.message, at, count: known.count + 1 };
      this.#happenings = [...this.#happenings.filter((one) => one !== known), again];
      return;
    }
    const added = { ...happening, id: this.#nextId, at, first_at: at, count: 1 };
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

  /** Streams of one channel are tried in turn: as long as nothing but failures came between, it is the same one again. */
  #alikeBefore(happening: NewHappening, at: number): Happening | undefined {
    for (const one of this.#happenings.toReversed()) {
      if (at - one.at >= ALIKE_WITHIN_MS) return undefined;
      if (one.channel_id !== happening.channel_id) continue;
      if (!isFailure(one)) return undefined;
      if (isAlike(one, happening)) return one;
    }
    return undefined;
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

const isFailure = ({ kind }: Pick<Happening, 'kind'>): boolean => kind === 'failed' || kind === 'refused';

const isAlike = (last: Happening, { kind, stream_id: stream, reason }: NewHappening): boolean =>
  isFailure(last) && last.kind === kind && last.stream_id === stream && last.reason === reason;
