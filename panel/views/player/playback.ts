// Gets a channel into a video element: hls.js where the browser has Media Source Extensions, else its own HLS.

import type Hls from 'hls.js';
import { Problem } from '../../api/problem.ts';
import { streamToken } from '../../api/stream-token.ts';
import { token } from '../../api/token.ts';
import { known, t } from '../../locale/locale.ts';

export interface Track {
  readonly id: number;
  readonly label: string;
  readonly isChosen: boolean;
}

export interface PlaybackFigures {
  readonly bitsPerSecond: number;
  readonly bandwidth: number;
  readonly latencySeconds: number;
  readonly codecs: string;
}

export interface PlaybackEvents {
  readonly onTracks: (tracks: readonly Track[]) => void;
  readonly onFailed: (error: unknown) => void;
}

/** A channel that is on air answers within its first-byte limit; players of ours wait a little longer. */
const FIRST_ANSWER_MS = 15_000;

export class Playback {
  readonly #video: HTMLVideoElement;
  readonly #address: string;
  readonly #events: PlaybackEvents;
  #hls: Hls | undefined;
  #isStopped = false;
  #recoveries = 0;

  /** @param address relative to the page */
  constructor(video: HTMLVideoElement, address: string, events: PlaybackEvents) {
    this.#video = video;
    this.#address = address;
    this.#events = events;
  }

  get figures(): PlaybackFigures | undefined {
    const hls = this.#hls;
    if (!hls) return undefined;
    const level = hls.levels[hls.currentLevel];
    return {
      bitsPerSecond: level?.bitrate ?? 0,
      bandwidth: hls.bandwidthEstimate,
      latencySeconds: hls.latency,
      codecs: [level?.videoCodec, level?.audioCodec].filter(Boolean).join(', '),
    };
  }

  async start(): Promise<void> {
    const address = new URL(this.#address, document.baseURI);
    const { default: Player } = await import('hls.js');
    if (this.#isStopped) return;
    if (Player.isSupported()) this.#play(Player, address);
    else void this.#playNatively(address);
  }

  stop(): void {
    this.#isStopped = true;
    this.#hls?.destroy();
    this.#video.removeAttribute('src');
    this.#video.load();
  }

  choose(track: number): void {
    if (this.#hls) this.#hls.audioTrack = track;
  }

  #play(Player: typeof Hls, address: URL): void {
    const hls = new Player({
      backBufferLength: 30,
      lowLatencyMode: false,
      manifestLoadPolicy: {
        default: {
          maxTimeToFirstByteMs: FIRST_ANSWER_MS,
          maxLoadTimeMs: 2 * FIRST_ANSWER_MS,
          timeoutRetry: { maxNumRetry: 1, retryDelayMs: 0, maxRetryDelayMs: 0 },
          errorRetry: { maxNumRetry: 2, retryDelayMs: 1_000, maxRetryDelayMs: 4_000 },
        },
      },
      xhrSetup: (request) => {
        const bearer = token.read();
        if (bearer !== null) request.setRequestHeader('authorization', `Bearer ${bearer}`);
      },
    });
    this.#hls = hls;
    const { Events, ErrorTypes } = Player;
    hls.on(Events.MANIFEST_PARSED, () => void this.#video.play().catch(() => undefined));
    hls.on(Events.AUDIO_TRACKS_UPDATED, () => this.#tellTracks(hls));
    hls.on(Events.AUDIO_TRACK_SWITCHED, () => this.#tellTracks(hls));
    hls.on(Events.ERROR, (_event, { fatal, type, response, details, networkDetails }) => {
      if (!fatal || this.#isStopped) return;
      if (type === ErrorTypes.MEDIA_ERROR && this.#recoveries < 2) {
        this.#recoveries += 1;
        hls.recoverMediaError();
        return;
      }
      hls.stopLoad();
      const why = codeIn(networkDetails);
      this.#events.onFailed(
        why === undefined ? explain(type === ErrorTypes.MEDIA_ERROR, response?.code, details) : refused(why),
      );
    });
    hls.loadSource(address.href);
    hls.attachMedia(this.#video);
  }

  async #playNatively(address: URL): Promise<void> {
    const pass = await streamToken();
    if (this.#isStopped) return;
    if (pass !== null) address.searchParams.set('token', pass);
    this.#video.addEventListener('error', () => this.#events.onFailed(explain(true, undefined, '')), { once: true });
    this.#video.src = address.href;
    void this.#video.play().catch(() => undefined);
  }

  #tellTracks(hls: Hls): void {
    this.#events.onTracks(
      hls.audioTracks.map((track) => ({
        id: track.id,
        label: track.name || track.lang || `${track.id + 1}`,
        isChosen: track.id === hls.audioTrack,
      })),
    );
  }
}

/** Why there is no picture, as Masthead says beside the empty answer. */
function codeIn(details: unknown): string | undefined {
  const code = details instanceof XMLHttpRequest ? details.getResponseHeader('x-masthead-error') : null;
  return code ?? undefined;
}

const refused = (code: string): Error =>
  new Error(
    code === 'upstream.no-slot' ? t('player.no-slot') : t('player.refused', { why: known(`reason.${code}`, code) }),
  );

/** @param status of the answer; undefined without one */
function explain(isMedia: boolean, status: number | undefined, details: string): Error {
  if (isMedia) return new Error(t('player.cannot-decode'));
  if (status === 503) return new Error(t('player.no-slot'));
  if (status === undefined || status === 0) return new Problem({ status: 0, code: 'offline', detail: '' });
  return new Error(t('player.failed', { status, details }));
}
