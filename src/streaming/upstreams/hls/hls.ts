// HLS as an upstream: playlists followed, segments fetched ahead, decrypted and unpacked into one transport stream that goes
// out at the stream's own pace.
//
//   playlist ──► segments ──► packets ──► queue ──► pacer ──► (merger) ──► bytes
//   playlist ──► segments ──► packets ──► queue ─── separate sound ──┘

import type { Timer } from '../../../kernel/clock.ts';
import { AppError, isAbort, toAppError } from '../../../kernel/errors.ts';
import { MEBIBYTE, SECOND_MS } from '../../../kernel/units.ts';
import { DEFAULT_USER_AGENT } from '../../../model/provider.ts';
import type { Settings } from '../../../model/settings.ts';
import type { DialRequest, Upstream, UpstreamKind } from '../../upstream.ts';
import { Feeder } from './feeder.ts';
import { Merger } from './merge.ts';
import { openPlaylists, type Opened, type OpenedPlaylist } from './opened.ts';
import { Origin } from './origin.ts';
import { Pacer } from './pacer.ts';
import { PacketQueue } from './packet-queue.ts';
import { RecentSegments } from './recent.ts';
import { Repacker } from './repacker.ts';
import { SegmentReader } from './segment-bytes.ts';
import { Track } from './track.ts';

/** What viewers get at once: as much as a new viewer of a running channel. */
const BURST_MS = 3 * SECOND_MS;
/** Of what the playlist offers in the beginning at most this is sent at once: the rest bridges hiccups. */
const BURST_SHARE = 0.5;
/** More target durations fetched ahead than at the start are the drift of two clocks. */
const MOST_TARGETS_AHEAD = 5;
const STALL_TARGETS = 1.5;
/** A segment comes as late as it is long, and a little more. */
const LATE_TARGETS = 1.25;
/** Sound is a tenth of the picture at most. */
const SOUND_SHARE = 0.2;
/** The picture does not wait longer for its separate sound. */
const SOUND_WITHIN_MS = 3 * SECOND_MS;
/** Skipped segments that are told in the log; the newest. */
const MOST_MESSAGES = 20;

export interface HlsOptions {
  readonly settings: () => Settings['hls'];
  /** Path of ffmpeg, or `undefined` where there is none. */
  readonly ffmpeg: () => string | undefined;
  /** Memory for what all streams together have fetched ahead. */
  readonly maxBytes: number;
}

/** Among how many the memory is shared. */
interface Company {
  count: number;
}

/** Half a second of a dense picture: without it nothing would flow. */
const LEAST_AHEAD_BYTES = MEBIBYTE / 2;

export function createHls(options: HlsOptions): UpstreamKind {
  const company: Company = { count: 0 };
  const recent = new RecentSegments(() => ({
    bytes: options.settings().buffer_mebibytes * MEBIBYTE,
    segments: options.settings().keep_segments,
  }));
  return {
    name: 'hls',
    accepts: ({ url }) => isPlaylistUrl(url),
    dial: (request) => new HlsUpstream(request, { ...options, recent, company }),
  };
}

/** `….m3u8`, `….php?type=m3u8`, `…/live?output=hls`: everything else shows itself by what it answers. */
function isPlaylistUrl(text: string): boolean {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return false;
  return /\.m3u8?$/i.test(url.pathname) || /[?&](?:type|output|format|ext(?:ension)?)=(?:m3u8|hls)\b/i.test(url.search);
}

/** By all streams of this kind. */
interface Shared {
  readonly recent: RecentSegments;
  readonly company: Company;
}

class HlsUpstream implements Upstream {
  readonly over: Promise<AppError>;
  readonly #request: DialRequest;
  readonly #options: HlsOptions & Shared;
  readonly #recent: RecentSegments;
  readonly #end: (reason: AppError) => void;
  readonly #closed = new AbortController();
  readonly #origin: Origin;
  readonly #queue: PacketQueue;
  readonly #sound: PacketQueue;
  readonly #pacer: Pacer;
  readonly #firstByteTimer: Timer;
  readonly #messages: string[] = [];
  #repacker: Repacker | undefined;
  #merger: Merger | undefined;
  #main: OpenedPlaylist | undefined;
  #track: Track | undefined;
  #soundTimer: Timer | undefined;
  #soundOrigin: Origin | undefined;
  #hasBytes = false;
  #closing: Promise<void> | undefined;

  constructor(request: DialRequest, options: HlsOptions & Shared) {
    const { promise, resolve } = Promise.withResolvers<AppError>();
    const { clock, source, limits } = request;
    this.over = promise;
    this.#end = resolve;
    this.#request = request;
    const { recent, company } = options;
    this.#options = options;
    this.#recent = recent;
    company.count += 1;
    this.#origin = new Origin({
      headers: { 'user-agent': DEFAULT_USER_AGENT, accept: '*/*', ...source.headers },
      connectMs: limits.connectMs,
      clock,
      signal: this.#closed.signal,
    });
    const maxBytes = (): number => {
      const share = Math.max(LEAST_AHEAD_BYTES, options.maxBytes / company.count);
      return Math.min(options.settings().buffer_mebibytes * MEBIBYTE, share);
    };
    this.#queue = new PacketQueue({ maxBytes, onPushed: () => this.#pacer.run() });
    this.#sound = new PacketQueue({
      maxBytes: () => maxBytes() * SOUND_SHARE,
      onPushed: () => {
        if (this.#sound.bytes > 0) this.#pacer.start();
      },
    });
    this.#pacer = new Pacer({
      clock,
      queue: this.#queue,
      burstMs: () => Math.min(BURST_MS, (this.#track?.offeredSeconds ?? 0) * SECOND_MS * BURST_SHARE),
      mostLateMs: () => LATE_TARGETS * this.#targetSeconds * SECOND_MS,
      mostSeconds: () => (this.#main?.first.isEnded ? Infinity : MOST_TARGETS_AHEAD * this.#targetSeconds),
      onPackets: (packets) => (this.#merger ? this.#merger.push(packets) : this.#send(packets)),
      onBreak: () => this.#break(),
      onSegment: (segment) => recent.played(this.#nameOf(0), segment, clock.monotonicMs()),
    });
    this.#firstByteTimer = clock.after(limits.firstByteMs, () =>
      this.#fail(new AppError('upstream.timeout', 'The provider sent no segment in time', { retryable: true })),
    );
    void this.#run();
  }

  get stallAfterMs(): number {
    return this.#targetSeconds * STALL_TARGETS * SECOND_MS;
  }

  get messages(): readonly string[] {
    return this.#messages;
  }

  close(): Promise<void> {
    this.#fail(new AppError('upstream.ended', 'The connection was closed by us'));
    return this.#closing!;
  }

  get #targetSeconds(): number {
    return this.#main?.first.targetSeconds ?? 0;
  }

  async #run(): Promise<void> {
    try {
      const { max_height: maxHeight, max_kilobits_per_second: kilobits } = this.#options.settings();
      const limits = { maxHeight, maxBandwidth: kilobits === null ? null : kilobits * 1_000 };
      const opened = await openPlaylists(this.#origin, this.#request.source.url, limits);
      this.#main = opened.main;
      await this.#play(opened);
      this.#fail(new AppError('upstream.ended', 'The provider ended the playlist', { retryable: true }));
    } catch (error) {
      this.#fail(isAbort(error) ? new AppError('upstream.ended', 'The stream was closed') : toAppError(error));
    }
  }

  async #play({ main, sound }: Opened): Promise<void> {
    const { clock } = this.#request;
    this.#repacker = new Repacker({
      ffmpeg: this.#options.ffmpeg,
      inputCount: sound?.first.segments[0]?.map ? 2 : 1,
      clock,
      queue: this.#queue,
      signal: this.#closed.signal,
      onFailed: (reason) => this.#fail(reason),
    });
    const feeders = [this.#feeder(main, 0)];
    if (sound) {
      this.#soundOrigin = this.#origin.sibling();
      this.#merger = new Merger({
        sound: this.#sound,
        emit: (packets) => this.#send(packets),
        onSegment: (segment) => this.#recent.played(this.#nameOf(1), segment, clock.monotonicMs()),
      });
      feeders.push(this.#feeder(sound, 1));
    }
    if (sound && !main.first.segments[0]?.map)
      this.#soundTimer = clock.after(SOUND_WITHIN_MS, () => this.#pacer.start());
    else this.#pacer.start();
    const [picture, ...more] = feeders.map((feeder) => feeder.run());
    await Promise.all([this.#shown(picture!), ...more]);
    await this.#pacer.drained();
    this.#merger?.end();
  }

  /** When it breaks off, what has been fetched is shown before that is told. */
  async #shown(picture: Promise<void>): Promise<void> {
    try {
      await picture;
    } catch (error) {
      await this.#pacer.drained();
      throw error;
    }
  }

  #feeder({ url, first, definitions }: OpenedPlaylist, input: number): Feeder {
    const { clock } = this.#request;
    const signal = this.#closed.signal;
    const origin = (input === 0 ? undefined : this.#soundOrigin) ?? this.#origin;
    const say = (text: string): void => {
      this.#messages.push(text);
      if (this.#messages.length > MOST_MESSAGES) this.#messages.shift();
    };
    const after = this.#recent.lastPlayed(this.#nameOf(input), clock.monotonicMs());
    const track = new Track({
      origin,
      clock,
      signal,
      url,
      first,
      definitions,
      after,
      isDry: () => this.#queue.first === undefined,
      onSkipped: (count) => say(`${count} segments were gone before they could be fetched`),
    });
    if (input === 0) this.#track = track;
    return new Feeder({
      track,
      reader: new SegmentReader({ origin, recent: this.#recent, clock, signal }),
      queue: input === 0 ? this.#queue : this.#sound,
      repacker: this.#repacker!,
      input,
      clock,
      signal,
      onSkipped: (_, reason) => say(`A segment was left out: ${reason.message}`),
    });
  }

  /** What a track is remembered by, also when its address is another one the next time. */
  #nameOf(input: number): string {
    const { providerId, streamId } = this.#request.source;
    return `${providerId} ${streamId} ${input}`;
  }

  #break(): void {
    this.#merger?.break();
    this.#request.onBreak?.();
  }

  #send(packets: Uint8Array): void {
    if (this.#closing) return;
    if (!this.#hasBytes) this.#firstByteTimer.cancel();
    this.#hasBytes = true;
    this.#request.onBytes(packets);
  }

  #fail(reason: AppError): void {
    if (this.#closing) return;
    this.#firstByteTimer.cancel();
    this.#closing = this.#hangUp();
    this.#end(reason);
  }

  async #hangUp(): Promise<void> {
    this.#options.company.count -= 1;
    this.#soundTimer?.cancel();
    this.#pacer.stop();
    this.#closed.abort(new AppError('upstream.ended', 'The connection was closed by us'));
    this.#queue.clear();
    this.#sound.clear();
    await Promise.all([this.#origin.close(), this.#soundOrigin?.close(), this.#repacker?.stop()]);
  }
}
