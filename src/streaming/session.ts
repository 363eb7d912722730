// One channel on air: one feed, one ring, any number of viewers.
//
//             join                  picture
//    (hub) ─────────► starting ────────────────► on-air ◄─────────────┐
//                        │                        │  │ upstream lost  │ picture
//                        │ given up               │  └──► recovering ─┤
//                        ▼                        │           │       │
//                      closed ◄── given up ───────│───────────┘       │
//                        ▲                        ▼ last viewer left  │ join
//                        └──── time over ──── lingering ──────────────┘
//                              slot wanted, upstream lost

import type { Clock, Timer } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { SECOND_MS } from '../kernel/units.ts';
import type { ChannelId, StreamId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import type { StreamSource } from '../model/stream.ts';
import type { Switch, TracksOf } from './feed-options.ts';
import { Feed } from './feed.ts';
import type { SharedLimits } from './limits.ts';
import { Meter } from './meter.ts';
import { noPictureInTime } from './reasons.ts';
import { Ring } from './ring.ts';
import type { RecentFailures } from './rotation.ts';
import type { SeenTracks } from './seen-tracks.ts';
import { SessionHistory } from './session-history.ts';
import type { FailoverView, SessionState, SessionView } from './session-view.ts';
import { clientOf, type Slots, type SlotUseKind } from './slots/slots.ts';
import { Splice } from './splice/splice.ts';
import type { StandingOf } from './standing.ts';
import { Subscriber } from './subscriber.ts';
import type { SessionHolder } from './supply.ts';
import type { Sink, Viewer } from './sink.ts';
import type { Throttle, TokenBucket } from './throttle.ts';
import { addTotals, noTotals, type Totals } from './totals.ts';
import type { UpstreamKind } from './upstream.ts';
import { WaitingRoom } from './waiting-room.ts';

/** A paused player is let go after this: it holds a socket, and its program has moved on. */
const FULL_FOR_MS = 60 * SECOND_MS;

export interface SessionOptions {
  readonly channelId: ChannelId;
  /** The stream profile that its viewers' clients are to have; undefined for the channel's usual one. */
  readonly profile?: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly slots: Slots;
  readonly kinds: readonly UpstreamKind[];
  /** In fail-over order; never empty. @throws AppError `channel.*` */
  readonly sources: () => readonly StreamSource[];
  /** As in `HubDeps`. */
  readonly isUnwanted?: ((source: StreamSource) => boolean) | undefined;
  readonly settings: () => Settings['streaming'];
  readonly tracksOf?: TracksOf | undefined;
  readonly recent: RecentFailures;
  readonly seen: SeenTracks;
  readonly limits: SharedLimits;
  readonly standingOf: StandingOf;
  readonly bufferBytes: number;
  readonly onStarted: (streamId: StreamId) => void;
  readonly onSwitched?: (failover: FailoverView) => void;
  /** A stream was lost, or did not come to be. */
  readonly onLost?: (reason: AppError, streamId: StreamId) => void;
  /** It takes no more viewers; its connection may be open until `closed` resolves. */
  readonly onClosed: (closed: Promise<void>, reason: AppError) => void;
}

export class Session implements SessionHolder {
  readonly channelId: ChannelId;
  readonly profile: string | undefined;
  readonly #options: SessionOptions;
  readonly #ring: Ring;
  readonly #splice: Splice;
  readonly #feed: Feed;
  readonly #received = new Meter();
  readonly #subscribers = new Map<string, Subscriber>();
  /** Those of them that have no picture yet. */
  readonly #waiting: WaitingRoom;
  readonly #since: number;
  #phase: 'starting' | 'on-air' | 'recovering' = 'starting';
  #hasStarted = false;
  #lingerTimer: Timer | undefined;
  #isClosed = false;
  readonly #closed = Promise.withResolvers<void>();
  readonly #history: SessionHistory;
  /** All viewers together. */
  readonly #limit: TokenBucket;
  /** Who left last: a zapping viewer's new channel gets the slot of its old one. */
  #lastClient: string | undefined;
  /** Of viewers who have left. */
  readonly #past = noTotals();

  constructor(options: SessionOptions) {
    const { clock } = options;
    this.channelId = options.channelId;
    this.profile = options.profile;
    this.#options = options;
    this.#since = clock.now();
    this.#history = new SessionHistory(clock);
    this.#limit = options.limits.newStream();
    this.#waiting = new WaitingRoom(clock);
    this.#ring = new Ring({ clock, maxBytes: options.bufferBytes, onChunk: () => this.#published() });
    this.#splice = new Splice({ clock, ring: this.#ring });
    this.#feed = new Feed({
      clock,
      slots: options.slots,
      kinds: options.kinds,
      sources: options.sources,
      isUnwanted: options.isUnwanted,
      settings: options.settings,
      holder: this,
      splice: this.#splice,
      onBytes: (count) => this.#received.add(count),
      recent: options.recent,
      tracksOf: (source) => options.seen.of(source) ?? options.tracksOf?.(source),
      onPicture: (source, change) => this.#sawPicture(source, change),
      onLost: (reason, source) => this.#lost(reason, source),
    });
  }

  get state(): SessionState {
    if (this.#isClosed) return 'closed';
    return this.isIdle ? 'lingering' : this.#phase;
  }

  get isIdle(): boolean {
    return this.#subscribers.size === 0;
  }

  /** Before its first viewer it is as good as watched: somebody is on the way in. */
  get use(): SlotUseKind {
    return this.isIdle && this.#hasStarted ? 'idle' : 'watched';
  }

  get priority(): number {
    const { standingOf } = this.#options;
    return Math.max(...Array.from(this.#subscribers.values(), ({ viewer }) => standingOf(viewer).priority));
  }

  get clients(): readonly string[] {
    const here = this.#seen.map(({ viewer }) => clientOf(viewer));
    return here.length > 0 || this.#lastClient === undefined ? here : [this.#lastClient];
  }

  get viewerCount(): number {
    return this.#seen.length;
  }

  get #seen(): Subscriber[] {
    return [...this.#subscribers.values()].filter(({ viewer }) => !viewer.isHidden);
  }

  get bufferBytes(): number {
    return this.#ring.bytes;
  }

  /** Over all viewers that there have been. */
  get totals(): Totals {
    const all = { ...this.#past, bytesReceived: this.#received.total, retries: this.#history.retries };
    for (const subscriber of this.#subscribers.values()) addTotals(all, subscriber);
    return all;
  }

  resize(bufferBytes: number): void {
    this.#ring.resize(bufferBytes);
  }

  /**
   * Resolves when there is a picture to begin with; the sink has not been touched then.
   * @throws AppError why there is none: after `first_byte_seconds`, or as soon as that is certain; the signal's reason
   */
  async admit(id: string, viewer: Viewer, sink: Sink, signal: AbortSignal | undefined): Promise<Subscriber> {
    if (this.#isClosed) throw this.#noPicture();
    this.#stay();
    const { clock, standingOf } = this.#options;
    const throttle = viewer.isHidden ? {} : { throttle: this.#throttleOf(viewer) };
    const subscriber = new Subscriber({ id, viewer, sink, ring: this.#ring, clock, standingOf, ...throttle });
    this.#subscribers.set(id, subscriber);
    if (!this.#hasStarted) this.#start();
    if (!this.#canBegin(viewer)) await this.#picture(id, signal);
    return subscriber;
  }

  #throttleOf(viewer: Viewer): Throttle {
    return this.#options.limits.throttle({
      rate: () => this.#options.standingOf(viewer).bytesPerSecond,
      stream: this.#limit,
      provider: () => this.#feed.source?.providerId,
    });
  }

  #start(): void {
    this.#hasStarted = true;
    void this.#feed.run().then((reason) => this.close(reason));
  }

  /** False when it is not (any more) one of its viewers. */
  remove(id: string): boolean {
    const subscriber = this.#subscribers.get(id);
    if (!subscriber) return false;
    this.#subscribers.delete(id);
    if (!subscriber.viewer.isHidden) this.#lastClient = clientOf(subscriber.viewer);
    addTotals(this.#past, subscriber);
    subscriber.end();
    this.#lingerWhenIdle();
    return true;
  }

  /** Those without a picture yet, too: they are told no more. */
  removeAll(isMeant: (viewer: Viewer) => boolean): void {
    for (const { id, viewer } of this.#seen) if (isMeant(viewer)) this.remove(id);
  }

  /** @throws AppError `stream.unknown` */
  moveTo(streamId: StreamId): void {
    this.#feed.moveTo(streamId);
  }

  yieldSlot(): Promise<void> {
    return this.close(new AppError('upstream.no-slot', 'Another channel needed the connection', { retryable: true }));
  }

  /** Ends every viewer; resolves when the provider's connection is closed and its slot returned. */
  close(reason: AppError): Promise<void> {
    if (this.#isClosed) return this.#closed.promise;
    this.#isClosed = true;
    this.#stay();
    this.#options.onClosed(this.#closed.promise, reason);
    this.#waiting.refuse(reason);
    for (const id of this.#subscribers.keys()) if (!this.#waiting.has(id)) this.remove(id);
    void this.#feed.stop().then(() => {
      this.#ring.close();
      this.#options.log.info('off air', { reason: reason.message });
      return this.#closed.resolve();
    });
    return this.#closed.promise;
  }

  tick(nowMs: number): void {
    this.#received.tick(nowMs);
    for (const { meter } of this.#feed.lines) meter.tick(nowMs);
    for (const subscriber of this.#subscribers.values()) {
      subscriber.tick(nowMs);
      if (subscriber.fullForMs(nowMs) < FULL_FOR_MS) continue;
      this.#options.log.info('a viewer that reads nothing was let go', { address: subscriber.viewer.address });
      this.remove(subscriber.id);
    }
  }

  view(): SessionView {
    const source = this.#feed.source;
    return {
      channel_id: this.channelId,
      profile: this.profile ?? null,
      state: this.state,
      stream_id: source?.streamId ?? null,
      provider_id: source?.providerId ?? null,
      stream_name: source?.name ?? '',
      since: this.#since,
      bits_per_second: this.#received.bitsPerSecond,
      bytes_received: this.#received.total,
      buffer_bytes: this.#ring.bytes,
      codecs: this.#splice.codecs,
      retries: this.#history.retries,
      last_error: this.#history.lastError,
      upstreams: this.#feed.lines.map((line) => line.view()),
      failovers: this.#history.failovers,
      failover_count: this.#history.failoverCount,
      stall_count: this.#history.stallCount,
      viewers: this.#seen.map((subscriber) => subscriber.view()),
    };
  }

  /** Waits for one; without it the viewer is none. */
  async #picture(id: string, signal: AbortSignal | undefined): Promise<void> {
    const waitMs = this.#options.settings().first_byte_seconds * SECOND_MS;
    try {
      await this.#waiting.wait(id, { waitMs, error: () => this.#noPicture(), signal });
    } catch (error) {
      const subscriber = this.#subscribers.get(id);
      if (subscriber) this.#lastClient = clientOf(subscriber.viewer);
      this.#subscribers.delete(id);
      this.#lingerWhenIdle();
      throw error;
    }
  }

  /** With a slate only where the picture itself is yet to come for the first time. */
  #canBegin({ wantsPicture }: Viewer): boolean {
    const isOpening = this.#phase === 'starting' && this.#splice.isSlateShown && !wantsPicture;
    return (this.#splice.isOnAir || isOpening) && this.#ring.joinPoint(0) !== undefined;
  }

  #published(): void {
    for (const subscriber of this.#subscribers.values()) subscriber.pump();
    this.#waiting.admit((id) => {
      const subscriber = this.#subscribers.get(id); // none: it was ended while it waited
      return !subscriber || this.#canBegin(subscriber.viewer);
    });
  }

  #sawPicture(source: StreamSource, change: Switch | undefined): void {
    const { streamId, providerId, name } = source;
    this.#options.seen.saw(source, this.#splice.tracks);
    const before = this.#phase;
    this.#phase = 'on-air';
    const failover = change && this.#history.switched(change);
    if (failover) this.#options.onSwitched?.(failover);
    const why = failover && { reason: failover.reason, gap_ms: failover.gap_ms };
    const fields = { provider: providerId, stream: name, ...why };
    const { log } = this.#options;
    if (before === 'starting') log.info('on air', fields);
    else if (change || before === 'recovering') log.info('the picture is back', fields);
    else log.debug('the picture goes on', fields); // its tables changed, or it had fallen silent: may come many times a second
    if (before === 'starting') this.#options.onStarted(streamId);
  }

  #lost(reason: AppError, { streamId, providerId, name }: StreamSource): void {
    this.#history.lost(reason);
    this.#options.onLost?.(reason, streamId);
    const wasOnAir = this.#phase === 'on-air' && !this.#splice.isOnAir;
    if (wasOnAir) this.#phase = 'recovering';
    if (this.isIdle) return void this.close(reason);
    if (wasOnAir) this.#history.stalled();
    this.#history.retried();
    const fields = { provider: providerId, stream: name, code: reason.code, reason: reason.message, ...reason.context };
    if (wasOnAir) this.#options.log.warning('the upstream was lost', fields);
    else this.#options.log.debug('no picture yet', fields);
  }

  #stay(): void {
    this.#lingerTimer?.cancel();
    this.#lingerTimer = undefined;
  }

  #lingerWhenIdle(): void {
    if (!this.isIdle || this.#isClosed) return;
    const over = new AppError('upstream.ended', 'Nobody watched any more');
    if (this.#phase === 'recovering') return void this.close(over);
    this.#stay();
    const lingerMs = this.#options.settings().linger_seconds * SECOND_MS;
    this.#lingerTimer = this.#options.clock.after(lingerMs, () => void this.close(over));
    this.#options.slots.offered(this);
  }

  #noPicture(): AppError {
    if (this.#feed.lacksSlot)
      return new AppError('upstream.no-slot', 'All connections are in use', { retryable: true });
    const { code, message } = this.#history.lastError ?? this.#feed.suspicion ?? noPictureInTime();
    return new AppError(code, message, { retryable: true });
  }
}
