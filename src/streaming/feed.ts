// Keeps a session supplied: takes a slot, dials, watches that packets come, and dials again when they end.
//
//   choose a stream ──► take its slot ──► dial ──► carry until it is over
//     ▲  no picture yet: the next stream                │
//     └──────────────── wait (back-off) ◄───────────────┤ on air: the same stream, the slot is kept
//                                                       └──► given up

import { backoffDelayMs } from '../kernel/backoff.ts';
import { sleep, type Clock } from '../kernel/clock.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import { MINUTE_MS, SECOND_MS } from '../kernel/units.ts';
import type { StreamId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import type { StreamSource } from '../model/stream.ts';
import { Gate } from './gate.ts';
import { atLogin, loginsOf } from './slots/logins.ts';
import type { Slot, SlotHolder, SlotRequest, Slots } from './slots/slots.ts';
import type { Splice } from './splice/splice.ts';
import type { Upstream, UpstreamKind } from './upstream.ts';
import { Watch } from './watch.ts';

/** A host on the same continent answers within a second; more is a host that will not. */
const CONNECT_MS = 4 * SECOND_MS;
/** A zapping viewer's new request may overtake the end of its old one, which holds the only slot. */
const SLOT_WAIT_MS = 1 * SECOND_MS;
/** The slot is that of the channel which the same client is leaving: its old request may end late. */
const OWN_SLOT_WAIT_MS = 5 * SECOND_MS;
/** A stream that lived this long has proven itself: its next failure is a new one. */
const SETTLED_MS = 10 * SECOND_MS;
const FIRST_RETRY_MS = 250;
const SLOW_RETRY_MS = 5 * SECOND_MS;
/** Viewers on air are kept this long without a picture. */
const GIVE_UP_MS = 1 * MINUTE_MS;

export interface FeedOptions {
  readonly clock: Clock;
  readonly slots: Slots;
  readonly holder: SlotHolder;
  readonly kinds: readonly UpstreamKind[];
  /** In fail-over order. */
  readonly sources: () => readonly StreamSource[];
  readonly settings: () => Settings['streaming'];
  readonly splice: Splice;
  readonly onBytes: (count: number) => void;
  /** A stream went on air. */
  readonly onPicture: () => void;
  /** The upstream is over; the feed goes on trying. */
  readonly onLost: (reason: AppError) => void;
  /** Uniform in [0, 1), for the jitter. */
  readonly random?: () => number;
}

export class Feed {
  readonly #options: FeedOptions;
  readonly #stopping = new AbortController();
  #source: StreamSource | undefined;
  #slot: Slot | undefined;
  #upstream: Upstream | undefined;
  #hadPicture = false;
  #lacksSlot = false;
  /** Failures in a row. */
  #failures = 0;
  #lostAtMs: number | undefined;
  /** Streams of which there is nothing to hope for. */
  readonly #hopeless = new Set<StreamId>();

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** No account has a free connection for it, so far. */
  get lacksSlot(): boolean {
    return this.#lacksSlot;
  }

  get source(): StreamSource | undefined {
    return this.#source;
  }

  holds(slot: Slot): boolean {
    return this.#slot === slot;
  }

  /** Resolves with the reason when it gives up or is stopped. */
  async run(): Promise<AppError> {
    let reason: AppError;
    try {
      do {
        reason = await this.#attempt();
        if (!this.#stopping.signal.aborted) this.#options.onLost(reason);
      } while (await this.#mayTryAgain(reason));
    } catch (error) {
      reason = toAppError(error);
    }
    await this.stop();
    return reason;
  }

  /** Resolves when the connection is closed and the slot returned. */
  async stop(): Promise<void> {
    if (!this.#stopping.signal.aborted) this.#stopping.abort(new AppError('process.stopping', 'The session has ended'));
    await this.#upstream?.close();
    this.#slot?.release();
  }

  async #attempt(): Promise<AppError> {
    const source = await this.#chooseSource();
    const slot = this.#slot!;
    await slot.ready(String(source.streamId), this.#stopping.signal);
    try {
      return await this.#carry(atLogin(source, slot.login), slot);
    } finally {
      slot.hungUp();
    }
  }

  /** On air the stream stays what it is; before, each failure moves on to the next. Comes with its slot. */
  async #chooseSource(): Promise<StreamSource> {
    if (this.#hadPicture && this.#source) return (this.#source = this.#refreshed(this.#source));
    const { clock } = this.#options;
    const startedMs = clock.monotonicMs();
    for (;;) {
      const source = this.#takeAny();
      this.#lacksSlot = source === undefined;
      if (source) return (this.#source = source);
      const leftMs = startedMs + this.#slotWaitMs() - clock.monotonicMs();
      if (leftMs <= 0) throw new AppError('upstream.no-slot', 'All connections are in use', { retryable: true });
      await this.#slotFreed(leftMs);
    }
  }

  #takeAny(): StreamSource | undefined {
    const sources = this.#options.sources().filter((source) => !this.#hopeless.has(source.streamId));
    if (sources.length === 0) throw new AppError('channel.no-stream', 'The channel has no stream');
    const first = this.#failures % sources.length;
    for (const source of [...sources.slice(first), ...sources.slice(0, first)]) {
      if (this.#slot && this.#slot.providerId === source.providerId) return source;
      const slot = this.#options.slots.take(requestFor(source), this.#options.holder);
      if (!slot) continue;
      this.#slot?.release();
      this.#slot = slot;
      return source;
    }
    return undefined;
  }

  #slotWaitMs(): number {
    const { slots, holder, sources } = this.#options;
    const clients = holder.clients ?? [];
    const isOwn = sources().some((source) => slots.isHeldBy(clients, requestFor(source)));
    return isOwn ? OWN_SLOT_WAIT_MS : SLOT_WAIT_MS;
  }

  async #slotFreed(waitMs: number): Promise<void> {
    const waiting = new AbortController();
    const signal = AbortSignal.any([waiting.signal, this.#stopping.signal]);
    const forget = this.#options.slots.onFreed(() => waiting.abort(), this.#options.holder.clients);
    await sleep(this.#options.clock, waitMs, signal).catch(() => undefined);
    forget();
    this.#stopping.signal.throwIfAborted();
  }

  /** A sync may have brought another address for the same stream, or taken it away. */
  #refreshed(source: StreamSource): StreamSource {
    try {
      return this.#options.sources().find((other) => other.streamId === source.streamId) ?? source;
    } catch {
      return source;
    }
  }

  async #carry(source: StreamSource, slot: Slot): Promise<AppError> {
    const { clock, splice, kinds, settings } = this.#options;
    const kind = kinds.find((candidate) => candidate.accepts(source));
    if (!kind) return new AppError('upstream.unsupported', 'This kind of stream is not supported yet');
    const gate: Gate = new Gate({
      clock,
      onPicture: () => {
        gate.goOnAir(splice);
        this.#hadPicture = true;
        watch.sawPicture();
        slot.accepted();
        this.#options.onPicture();
      },
    });
    const watch = new Watch({ clock, gate, settings: settings() });
    const upstream = kind.dial({
      source,
      clock,
      limits: { connectMs: CONNECT_MS, firstByteMs: settings().first_byte_seconds * SECOND_MS },
      onBytes: (chunk) => {
        watch.received();
        this.#options.onBytes(chunk.length);
        gate.push(chunk);
      },
      onBreak: () => gate.break(),
    });
    this.#upstream = upstream;
    const reason = await Promise.race([upstream.over, watch.over]);
    watch.stop();
    gate.close();
    await upstream.close();
    if (watch.pictureLastedMs >= SETTLED_MS) this.#failures = 0;
    if (watch.pictureLastedMs === 0) return slot.refused(reason);
    this.#lostAtMs = clock.monotonicMs();
    return reason;
  }

  /** Waits as long as it should; false when there is no use in going on. */
  async #mayTryAgain(reason: AppError): Promise<boolean> {
    const signal = this.#stopping.signal;
    const delayMs = signal.aborted ? undefined : this.#nextDelayMs(reason);
    if (delayMs === undefined) return false;
    this.#failures += 1;
    await sleep(this.#options.clock, delayMs, signal);
    return true;
  }

  #nextDelayMs(reason: AppError): number | undefined {
    const { clock, settings, random } = this.#options;
    const { retry_attempts: attempts, retry_backoff_multiplier: factor } = settings();
    if (attempts === 0) return undefined;
    const isExhausted = this.#failures >= attempts;
    if (!this.#hadPicture) {
      if (!reason.retryable && this.#source) this.#hopeless.add(this.#source.streamId);
      const sources = this.#options.sources();
      if (isExhausted || sources.every((source) => this.#hopeless.has(source.streamId))) return undefined;
      if (this.#failures < sources.length - 1) return 0; // there is one that has not been tried
    }
    if (isExhausted) return clock.monotonicMs() - (this.#lostAtMs ?? 0) < GIVE_UP_MS ? SLOW_RETRY_MS : undefined;
    if (this.#hadPicture && this.#failures === 0) return 0;
    const backoff = { firstMs: FIRST_RETRY_MS, factor, maxMs: SLOW_RETRY_MS, jitter: 0.2 };
    return backoffDelayMs(this.#failures, random ? { ...backoff, random } : backoff);
  }
}

const requestFor = (source: StreamSource): SlotRequest => ({
  providerId: source.providerId,
  logins: loginsOf(source),
});
