// A line: one upstream from its slot to the gate. It waits for its slot, dials, and is ready when it holds a picture.
//
//   waiting (for the slot) ──► dialling ──► receiving ──► ready ◄──► on air
//        └──────────────────────────┴────────────┴───────────┴──────────┴──► over

import type { StreamFacts } from '../formats/mpegts/facts.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import { SECOND_MS } from '../kernel/units.ts';
import type { Settings } from '../model/settings.ts';
import type { StreamSource } from '../model/stream.ts';
import { Gate } from './gate.ts';
import { Meter } from './meter.ts';
import { atLogin } from './slots/logins.ts';
import type { LinePurpose, LineState, UpstreamView } from './session-view.ts';
import type { Slot } from './slots/slots.ts';
import type { Splice } from './splice/splice.ts';
import type { Upstream, UpstreamKind } from './upstream.ts';
import { CLIP_MS } from './upstreams/clips.ts';
import { Watch } from './watch.ts';

/** A host on the same continent answers within a second; more is a host that will not. */
const CONNECT_MS = 4 * SECOND_MS;

export interface LineOptions {
  readonly source: StreamSource;
  readonly slot: Slot;
  readonly purpose: LinePurpose;
  readonly clock: Clock;
  readonly kinds: readonly UpstreamKind[];
  readonly settings: Settings['streaming'];
  readonly onBytes: (count: number) => void;
  /** It holds a picture, or holds one again after it was off air. */
  readonly onPicture: () => void;
  /** No more comes, and why. Called once, and not after `close`. */
  readonly onOver: (reason: AppError) => void;
}

export class Line {
  readonly source: StreamSource;
  readonly slot: Slot;
  readonly purpose: LinePurpose;
  readonly meter = new Meter();
  readonly gate: Gate;
  readonly #options: LineOptions;
  readonly #closing = new AbortController();
  readonly #watch: Watch;
  #upstream: Upstream | undefined;
  #dialledMs: number | undefined;
  /** The slot has been told whether it was let in. */
  #isJudged = false;
  #closed: Promise<void> | undefined;

  constructor(options: LineOptions) {
    const { clock, settings } = options;
    this.source = options.source;
    this.slot = options.slot;
    this.purpose = options.purpose;
    this.#options = options;
    this.gate = new Gate({ clock, onPicture: () => this.#sawPicture() });
    this.#watch = new Watch({ clock, settings, gate: this.gate, stallAfterMs: () => this.#upstream?.stallAfterMs });
  }

  get state(): LineState {
    if (this.gate.isOnAir) return 'on-air';
    if (this.gate.isReady) return 'ready';
    if (this.#watch.hasBytes) return 'receiving';
    return this.#upstream ? 'dialling' : 'waiting';
  }

  /** Since it was dialled, in milliseconds; 0 before. */
  get ageMs(): number {
    return this.#dialledMs === undefined ? 0 : this.#options.clock.monotonicMs() - this.#dialledMs;
  }

  get silentMs(): number {
    return this.#options.clock.monotonicMs() - this.gate.lastPacketMs;
  }

  get hiccupMs(): number {
    return this.#watch.hiccupMs;
  }

  /** Why it shows no picture, as far as can be said yet. */
  suspicion(): AppError | undefined {
    return this.#watch.suspicion();
  }

  /** As `Watch.lackMs`. */
  get lackMs(): number {
    return this.#watch.lackMs;
  }

  get mostLackMs(): number {
    return this.#watch.mostLackMs;
  }

  get livedMs(): number {
    return this.#watch.pictureLastedMs;
  }

  /** @param after what has to be closed before */
  start(after?: Promise<void>): void {
    void this.#run(after).catch((error: unknown) => this.#over(toAppError(error)));
  }

  goOnAir(splice: Splice): void {
    this.gate.goOnAir(splice);
  }

  /** Ends it when it should not be waited for any longer. */
  look(): void {
    const reason = this.#closed ? undefined : this.#watch.verdict();
    if (this.livedMs >= CLIP_MS) this.#accept();
    if (reason) this.#over(reason);
  }

  /** Off air at once. Resolves when its connection is closed; the slot is still its holder's. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  view(): UpstreamView {
    return {
      stream_id: this.source.streamId,
      provider_id: this.source.providerId,
      login: this.slot.login,
      name: this.source.name,
      purpose: this.purpose,
      state: this.state,
      bits_per_second: this.meter.bitsPerSecond,
      codecs: this.gate.codecs,
      ...factsView(this.gate.facts),
      messages: this.#upstream?.messages ?? [],
    };
  }

  async #run(after: Promise<void> | undefined): Promise<void> {
    await after;
    const { source, slot } = this;
    await slot.ready(String(source.streamId), this.#closing.signal);
    if (this.#closed) return;
    const { clock, kinds, settings } = this.#options;
    const kind = kinds.find((candidate) => candidate.accepts(source));
    if (!kind) throw new AppError('upstream.unsupported', 'This kind of stream is not supported');
    this.#dialledMs = clock.monotonicMs();
    const upstream = kind.dial({
      source: atLogin(source, slot.login),
      clock,
      isAfterClose: slot.isAfterClose,
      limits: { connectMs: CONNECT_MS, firstByteMs: settings.first_byte_seconds * SECOND_MS },
      onBytes: (chunk) => this.#received(chunk),
      onBreak: () => this.gate.break(),
    });
    this.#upstream = upstream;
    this.#over(await upstream.over);
  }

  #received(chunk: Uint8Array): void {
    if (this.#closed) return;
    this.#watch.received();
    this.meter.add(chunk.length);
    this.#options.onBytes(chunk.length);
    this.gate.push(chunk);
  }

  #sawPicture(): void {
    if (!this.slot.isAfterClose) this.#accept();
    this.#watch.sawPicture();
    this.#options.onPicture();
  }

  #over(reason: AppError): void {
    if (this.#closed) return;
    const isClip = this.livedMs > 0 && !this.#isJudged && this.livedMs < CLIP_MS && reason.code === 'upstream.ended';
    const isRefused = this.livedMs === 0 || isClip;
    this.#isJudged ||= isRefused;
    void this.close();
    this.#options.onOver(isRefused ? this.slot.refused(isClip ? clip(reason) : reason) : reason);
  }

  #accept(): void {
    if (this.#isJudged) return;
    this.#isJudged = true;
    this.slot.accepted();
  }

  async #close(): Promise<void> {
    this.#closing.abort(new AppError('process.stopping', 'The line was closed'));
    if (this.livedMs > 0) this.#accept();
    this.gate.close();
    await this.#upstream?.close();
    this.slot.hungUp();
  }
}

const clip = (cause: AppError): AppError =>
  new AppError('upstream.limit-reached', 'The provider sent a clip in place of the stream', { cause, retryable: true });

function factsView({ video, audio }: StreamFacts): Pick<UpstreamView, 'video' | 'audio'> {
  return {
    video: video
      ? {
          width: video.width,
          height: video.height,
          is_interlaced: video.isInterlaced,
          pictures_per_second: video.picturesPerSecond ?? null,
        }
      : null,
    audio: audio ? { sample_rate: audio.sampleRate, channels: audio.channels } : null,
  };
}
