// One viewer: its own cursor in the ring, and the rule that nobody waits for it. It writes until its socket is full, then
// waits for the socket; the ring goes on meanwhile, and if it falls out of the ring it goes on at a join point.

import type { Clock, Timer } from '../kernel/clock.ts';
import { SECOND_MS } from '../kernel/units.ts';
import { Meter } from './meter.ts';
import type { Mark, Ring } from './ring.ts';
import type { ViewerView } from './session-view.ts';
import type { Sink, Viewer } from './sink.ts';
import type { StandingOf } from './standing.ts';
import type { Throttle } from './throttle.ts';

/** What a new viewer gets at once: players fill their buffers with it and start without waiting for live bytes. */
const JOIN_BACKLOG_MS = 3 * SECOND_MS;
/** A viewer that fell behind is brought close to live, as it is short of bandwidth. */
const SKIP_BACKLOG_MS = 0;
/** Bytes handed to a socket in one go: enough for one system call, and all that a dead socket keeps from being freed. */
const BURST_BYTES = 128 * 1024;

export interface SubscriberOptions {
  readonly id: string;
  readonly viewer: Viewer;
  readonly sink: Sink;
  readonly ring: Ring;
  readonly clock: Clock;
  /** How fast it may be served; as fast as it reads without one. */
  readonly throttle?: Throttle;
  readonly standingOf: StandingOf;
}

export class Subscriber {
  readonly id: string;
  readonly viewer: Viewer;
  readonly #sink: Sink;
  readonly #ring: Ring;
  readonly #clock: Clock;
  readonly #since: number;
  readonly #sent = new Meter();
  #state: 'held' | 'flowing' | 'ended' = 'held';
  /** Next chunk to write, and the first byte of it that is ours; -1 while it waits for a join point. */
  #nextChunk = -1;
  #offset = 0;
  /** Position up to which it has been served. */
  #position = 0;
  #isNew = true;
  readonly #throttle: Throttle | undefined;
  readonly #standingOf: StandingOf;
  /** Until it may have more. */
  #pause: Timer | undefined;
  /** Monotonic; undefined while the sink takes bytes. */
  #fullSinceMs: number | undefined;
  #droppedBytes = 0;
  #skips = 0;

  constructor(options: SubscriberOptions) {
    this.id = options.id;
    this.viewer = options.viewer;
    this.#sink = options.sink;
    this.#ring = options.ring;
    this.#clock = options.clock;
    this.#since = options.clock.now();
    this.#throttle = options.throttle;
    this.#standingOf = options.standingOf;
  }

  get bytesSent(): number {
    return this.viewer.isHidden ? 0 : this.#sent.total;
  }
  get droppedBytes(): number {
    return this.#droppedBytes;
  }
  get skips(): number {
    return this.#skips;
  }

  start(): void {
    if (this.#state !== 'held') return;
    this.#state = 'flowing';
    this.#throttle?.look();
    this.pump();
  }

  drained(): void {
    this.#fullSinceMs = undefined;
    this.pump();
  }

  /** Bytes that reached the viewer by another way than its sink. */
  count(sentBytes: number): void {
    this.#sent.add(sentBytes);
    this.#throttle?.take(sentBytes);
  }

  /** Until it may be sent more by such a way, in milliseconds. It is asked once a piece: limits hold at once. */
  get waitMs(): number {
    this.#throttle?.look();
    return this.#throttle?.waitMs ?? 0;
  }

  /** Writes what there is, as far as the sink takes it. */
  pump(): void {
    if (this.#state !== 'flowing' || this.#fullSinceMs !== undefined || this.#isPaused()) return;
    const ring = this.#ring;
    if (this.#nextChunk < ring.firstChunk && !this.#enter()) return;
    const isLive = this.#nextChunk + 1 === ring.nextChunk;
    const wantsMore = isLive ? this.#writeNext() : this.#writeBacklog();
    if (!wantsMore && this.#isFlowing()) this.#fullSinceMs = this.#clock.monotonicMs();
  }

  /** How long the sink has been full, in milliseconds. */
  fullForMs(nowMs: number): number {
    return this.#fullSinceMs === undefined ? 0 : nowMs - this.#fullSinceMs;
  }

  /** Call about once a second: limits that have changed hold from then on. */
  tick(nowMs: number): void {
    this.#throttle?.look();
    this.#sent.tick(nowMs);
  }

  end(): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#pause?.cancel();
    this.#sink.end();
  }

  view(): ViewerView {
    const { priority, bytesPerSecond } = this.#standingOf(this.viewer);
    const { account } = this.viewer;
    return {
      id: this.id,
      address: this.viewer.address,
      user_agent: this.viewer.userAgent,
      via: this.viewer.via,
      person: account ? { id: account.id, name: account.name } : null,
      since: this.#since,
      priority,
      limit_bytes_per_second: bytesPerSecond,
      bits_per_second: this.#sent.bitsPerSecond,
      bytes_sent: this.#sent.total,
      lag_bytes: this.#isNew ? 0 : Math.max(0, this.#ring.head - this.#position),
      dropped_bytes: this.#droppedBytes,
      skips: this.#skips,
    };
  }

  /** Goes to a join point; false while there is none. */
  #enter(): boolean {
    const mark = this.#ring.joinPoint(this.#isNew ? JOIN_BACKLOG_MS : SKIP_BACKLOG_MS);
    if (!mark) return false;
    if (!this.#isNew) {
      this.#droppedBytes += mark.position - this.#position;
      this.#skips += 1;
      this.#write(mark.breaks);
    }
    this.#write(mark.psi);
    this.#goTo(mark);
    return true;
  }

  #goTo(mark: Mark): void {
    this.#isNew = false;
    this.#nextChunk = this.#ring.chunkAt(mark.position);
    this.#offset = mark.position - this.#ring.chunk(this.#nextChunk)!.start;
    this.#position = mark.position;
  }

  #writeBacklog(): boolean {
    let wantsMore = true;
    while (wantsMore && this.#isFlowing() && this.#nextChunk < this.#ring.nextChunk && !this.#isPaused()) {
      const until = this.#position + BURST_BYTES;
      this.#sink.cork();
      do this.#writeNext();
      while (this.#isFlowing() && this.#nextChunk < this.#ring.nextChunk && this.#position < until);
      wantsMore = this.#sink.uncork();
    }
    return wantsMore;
  }

  #writeNext(): boolean {
    const chunk = this.#ring.chunk(this.#nextChunk);
    if (!chunk) return true;
    const bytes = this.#offset === 0 ? chunk.bytes : chunk.bytes.subarray(this.#offset);
    this.#offset = 0;
    this.#nextChunk += 1;
    this.#position = chunk.start + chunk.bytes.length;
    return this.#write(bytes);
  }

  #write(bytes: Uint8Array): boolean {
    this.#sent.add(bytes.length);
    this.#throttle?.take(bytes.length);
    return this.#sink.write(bytes);
  }

  /** Its limit is used up: it goes on by itself, from where it is or, if that has left the ring, at a join point. */
  #isPaused(): boolean {
    if (this.#pause) return true;
    const waitMs = this.#throttle?.waitMs ?? 0;
    if (waitMs === 0) return false;
    this.#pause = this.#clock.after(waitMs, () => {
      this.#pause = undefined;
      this.pump();
    });
    return true;
  }

  #isFlowing(): boolean {
    return this.#state === 'flowing';
  }
}
