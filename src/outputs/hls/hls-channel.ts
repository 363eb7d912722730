// One channel for all who watch it as HLS: a segmenter that reads the channel once, and a viewer in the sessions' list for
// each client, which is there as long as it asks.

import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import type { ChannelId } from '../../model/ids.ts';
import type { Sink, Subscription, Viewer } from '../../streaming/sink.ts';
import type { PageAbility } from '../../streaming/fit/fit.ts';
import type { Workshop } from '../../streaming/fit/fitting.ts';
import type { Joinable } from '../live-response.ts';
import { FittedSink } from './fitted-sink.ts';
import { Segmenter, type Segment } from './segmenter.ts';
import { SegmentWindow } from './segment-window.ts';

/** As fast as segments of two seconds can be had without a target that is longer than it must be. */
const LEAST_TARGET_SECONDS = 4;
const LEAST_SEGMENT_SECONDS = 1.75;
/** Before the target is known; a group of pictures is hardly ever longer. */
const MOST_SEGMENT_MS = 12 * SECOND_MS;
/** Enough to begin with: three segments, or what lasts until there are more. */
const ENOUGH_SEGMENTS = 3;
const ENOUGH_SECONDS = 6;
/** hls.js waits 10 s for a playlist. */
const HOLD_MS = 8 * SECOND_MS;
/** Who has not asked for so many target durations has gone, or has been paused for long. */
const GONE_AFTER_TARGETS = 4;
/** Who asks for another channel is given up here soon, unless it asks here, too. */
const LEFT_AFTER_MS = 5 * SECOND_MS;

export interface HlsChannelOptions {
  readonly hub: Joinable;
  readonly channelId: ChannelId;
  readonly clock: Clock;
  readonly firstSequence: number;
  readonly breaksBefore: number;
  readonly isBreak: boolean;
  readonly maxBytes: () => number;
  /** What its players are able to, and who makes the rest; without it they get the channel as it is. */
  readonly fit?: { readonly ability: PageAbility; readonly workshop: Workshop } | undefined;
  /** A person ended this client: it is not to come back by itself. */
  readonly onEnded: (id: string) => void;
  /** Nobody watches any more, or the channel is off air. */
  readonly onOver: () => void;
}

interface Client {
  readonly viewer: Viewer;
  /** Resolves when there is enough to begin with. */
  ready: Promise<void>;
  subscription: Subscription | undefined;
  goneAtMs: number;
}

interface Entering {
  readonly signal: AbortSignal;
  /** The channel is on air for it. */
  readonly onJoined?: () => void;
}

const wentAway = (): AppError => new AppError('upstream.ended', 'The viewer has left', { retryable: true });

/** A viewer's sink: its bytes go by segments, so all that it learns is that it shall go. */
class Absent implements Sink {
  readonly #onEnd: () => void;
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }
  write(): boolean {
    return true;
  }
  cork(): void {}
  uncork(): boolean {
    return true;
  }
  end(): void {
    this.#onEnd();
  }
}

export class HlsChannel {
  readonly window: SegmentWindow;
  readonly #options: HlsChannelOptions;
  readonly #clients = new Map<string, Client>();
  readonly #segmenter: Segmenter;
  readonly #fitted: FittedSink | undefined;
  #reading: Promise<void> | undefined;
  #reader: Subscription | undefined;
  readonly #waiting = new Set<() => void>();
  #isOver = false;
  #failure: AppError | undefined;

  constructor(options: HlsChannelOptions) {
    const { clock, fit } = options;
    this.#options = options;
    this.window = new SegmentWindow(options);
    this.#segmenter = new Segmenter({
      clock,
      mostMs: () => (this.#isPlayable ? this.targetSeconds * SECOND_MS : MOST_SEGMENT_MS),
      onSegment: (segment) => this.#add(segment),
      onEnd: () => this.close(),
    });
    const onFailed = (error: AppError): void => {
      this.#failure = error;
      this.close();
    };
    this.#fitted =
      fit && new FittedSink({ ...fit.workshop, ability: fit.ability, segmenter: this.#segmenter, onFailed });
  }

  get channelId(): ChannelId {
    return this.#options.channelId;
  }

  /** Why it could not be made for its players. */
  get failure(): AppError | undefined {
    return this.#failure;
  }

  /** What its players are told of the tracks; undefined while they are not known, and where nobody asked. */
  get tracks(): string | undefined {
    return this.#fitted?.tracks;
  }

  get targetSeconds(): number {
    return this.window.targetSeconds(() => {
      const longest = Math.max(
        this.window.longestSeconds,
        LEAST_SEGMENT_SECONDS + this.#segmenter.longestGapMs / SECOND_MS,
      );
      return Math.max(LEAST_TARGET_SECONDS, Math.ceil(longest));
    });
  }

  /** Whether it is one of its clients, or is about to be. */
  has(id: string): boolean {
    return this.#clients.has(id);
  }

  /**
   * Resolves when there is enough to begin with. The client is a viewer from now on.
   * @throws AppError why there is no picture; the signal's reason
   */
  async enter(id: string, viewer: Viewer, entering: Entering): Promise<void> {
    const known = this.#clients.get(id);
    if (known) return await known.ready;
    const client: Client = { viewer, subscription: undefined, goneAtMs: Infinity, ready: Promise.resolve() };
    this.#clients.set(id, client);
    client.ready = this.#admit(id, client, entering);
    await client.ready;
  }

  async #admit(id: string, client: Client, { signal, onJoined }: Entering): Promise<void> {
    const { viewer } = client;
    try {
      const sink = new Absent(() => this.#ended(id));
      client.subscription = await this.#options.hub.join(this.#options.channelId, viewer, sink, signal);
      if (this.#clients.get(id) !== client) throw wentAway(); // while it waited for the channel
      onJoined?.();
      this.#reading ??= this.#read(viewer);
      await this.#reading;
      await this.#enough(signal);
      this.touch(id);
    } catch (error) {
      client.subscription?.close();
      if (this.#clients.get(id) === client) this.leave(id);
      throw error;
    }
  }

  /** The client is there. */
  touch(id: string, sentBytes = 0): void {
    const client = this.#clients.get(id);
    if (!client) return;
    client.goneAtMs = this.#options.clock.monotonicMs() + GONE_AFTER_TARGETS * this.targetSeconds * SECOND_MS;
    if (sentBytes > 0) client.subscription?.count(sentBytes);
  }

  /** How long the client is to be sent nothing, in milliseconds; undefined for one that is not in (any more). */
  waitMsOf(id: string): number | undefined {
    return this.#clients.get(id)?.subscription?.waitMs;
  }

  /** The same device asks for another channel: it has probably left this one. */
  suspect({ address, userAgent }: Viewer): void {
    const atMs = this.#options.clock.monotonicMs() + LEFT_AFTER_MS;
    for (const client of this.#clients.values()) {
      const isSame = client.viewer.address === address && client.viewer.userAgent === userAgent;
      if (isSame && client.subscription) client.goneAtMs = Math.min(client.goneAtMs, atMs);
    }
  }

  /** Lets go of what this person's same device has asked for before. @param id its name now */
  replace({ account, address, userAgent }: Viewer, id: string): void {
    for (const [other, { viewer }] of this.#clients) {
      const isSame = viewer.account?.id === account?.id && viewer.address === address && viewer.userAgent === userAgent;
      if (isSame && other !== id) this.leave(other);
    }
  }

  /** Lets go of who has not asked for long. */
  tick(): void {
    const nowMs = this.#options.clock.monotonicMs();
    for (const [id, { goneAtMs }] of this.#clients) if (goneAtMs < nowMs) this.leave(id);
  }

  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#reader?.close();
    this.#fitted?.end();
    for (const { subscription } of this.#clients.values()) subscription?.close();
    this.#clients.clear();
    this.#wake();
    this.#options.onOver();
  }

  /** Reads on behalf of all: a viewer that nobody sees, and whom no limit of a person is for. */
  async #read({ address, userAgent, via, profile }: Viewer): Promise<void> {
    const reader: Viewer = { address, userAgent, via, isHidden: true, ...(profile !== undefined && { profile }) };
    const subscription = await this.#options.hub.join(this.#options.channelId, reader, this.#fitted ?? this.#segmenter);
    this.#reader = subscription;
    this.#fitted?.follow(subscription);
    if (this.#isOver) subscription.close();
    else subscription.start();
  }

  get #isPlayable(): boolean {
    return this.window.count >= ENOUGH_SEGMENTS || (this.window.count > 0 && this.window.seconds >= ENOUGH_SECONDS);
  }

  /** Until there is enough, or as long as a player waits: then with what there is. */
  async #enough(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    const untilMs = clock.monotonicMs() + HOLD_MS;
    while (!this.#isPlayable && !this.#isOver && clock.monotonicMs() < untilMs) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = clock.after(untilMs - clock.monotonicMs(), resolve);
      this.#waiting.add(resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
      await promise;
      timer.cancel();
      this.#waiting.delete(resolve);
      signal.throwIfAborted();
    }
    if (this.#failure) throw this.#failure;
    if (this.#isOver) throw new AppError('upstream.ended', 'The channel went off air', { retryable: true });
    if (this.window.count > 0) return;
    throw new AppError('upstream.timeout', 'No segment came in time', { retryable: true });
  }

  #add(segment: Segment): void {
    this.window.add(segment);
    if (this.#isPlayable) this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }

  /** The hub has ended this viewer: with the whole channel, as shows in the same turn, or by hand. */
  #ended(id: string): void {
    if (!this.#clients.delete(id)) return;
    queueMicrotask(() => {
      if (this.#isOver) return;
      this.#options.onEnded(id);
      this.#closeWhenEmpty();
    });
  }

  /** The client is gone. */
  leave(id: string): void {
    const client = this.#clients.get(id);
    if (!client) return;
    this.#clients.delete(id);
    client.subscription?.close();
    this.#closeWhenEmpty();
  }

  #closeWhenEmpty(): void {
    if (this.#clients.size === 0) this.close();
  }
}
