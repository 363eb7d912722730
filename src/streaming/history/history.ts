// Remembers what happened on air: starts, ends, fail-overs, failures; which streams failed, and what is watched most. All of
// it bounded, so that a bad night forgets its own beginning and nothing else.

import type { Clock } from '../../kernel/clock.ts';
import { DAY_MS, MINUTE_MS } from '../../kernel/units.ts';
import type { AirRecord, FailedStream, Happening, WatchedChannel } from './record.ts';

const KEPT_HAPPENINGS = 500;
const KEPT_STREAMS = 200;
const KEPT_DAYS = 8;
const KEPT_CHANNELS_A_DAY = 300;
/** Failures of one stream that come closer together than this are one. */
const ALIKE_WITHIN_MS = 2 * MINUTE_MS;

/** What is known of a happening beside its number and its instant. */
export type NewHappening = Omit<Happening, 'at' | 'count' | 'id'>;

export class AirHistory {
  readonly #clock: Clock;
  #happenings: readonly Happening[];
  readonly #failed: Map<string, FailedStream>;
  readonly #days: { readonly day: string; readonly channels: Map<string, { name: string; seconds: number }> }[];
  #nextId: number;
  #edition = 0;

  constructor(clock: Clock, kept: AirRecord) {
    this.#clock = clock;
    this.#happenings = kept.happenings;
    this.#failed = new Map(kept.failed_streams.map((one) => [one.stream_id, one]));
    this.#days = kept.watched.map(({ day, channels }) => ({ day, channels: new Map(Object.entries(channels)) }));
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

  /** @param seconds of all its viewers together */
  watched({ id, name, seconds }: { readonly id: string; readonly name: string; readonly seconds: number }): void {
    if (seconds <= 0) return;
    this.#edition += 1;
    const { channels } = this.#today();
    const known = channels.get(id);
    if (!known && channels.size >= KEPT_CHANNELS_A_DAY) dropLeast(channels);
    channels.set(id, { name: name || (known?.name ?? ''), seconds: (known?.seconds ?? 0) + seconds });
  }

  /** @param days back from now, today included @param limit of channels */
  topChannels(days: number, limit: number): WatchedChannel[] {
    const from = dayOf(this.#clock.now() - (days - 1) * DAY_MS);
    const sums = new Map<string, { name: string; seconds: number }>();
    for (const { day, channels } of this.#days) {
      if (day < from) continue;
      for (const [id, { name, seconds }] of channels) {
        sums.set(id, { name, seconds: (sums.get(id)?.seconds ?? 0) + seconds });
      }
    }
    return [...sums]
      .toSorted(([, one], [, other]) => other.seconds - one.seconds)
      .slice(0, limit)
      .map(([id, { name, seconds }]) => ({ channel_id: id, channel_name: name, watched_seconds: Math.round(seconds) }));
  }

  /** As it is kept. */
  record(): AirRecord {
    return {
      happenings: [...this.#happenings],
      failed_streams: [...this.#failed.values()],
      watched: this.#days.map(({ day, channels }) => ({ day, channels: Object.fromEntries(channels) })),
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

  #today(): { readonly channels: Map<string, { name: string; seconds: number }> } {
    const day = dayOf(this.#clock.now());
    const last = this.#days.at(-1);
    if (last?.day === day) return last;
    const today = { day, channels: new Map<string, { name: string; seconds: number }>() };
    this.#days.push(today);
    if (this.#days.length > KEPT_DAYS) this.#days.shift();
    return today;
  }
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

const isAlike = (last: Happening, { kind, stream_id: stream, reason }: NewHappening): boolean =>
  (kind === 'failed' || kind === 'refused') &&
  last.kind === kind &&
  last.stream_id === stream &&
  last.reason === reason;

function dropLeast(channels: Map<string, { readonly seconds: number }>): void {
  let least: string | undefined;
  for (const [id, { seconds }] of channels) {
    if (least === undefined || seconds < channels.get(least)!.seconds) least = id;
  }
  if (least !== undefined) channels.delete(least);
}
