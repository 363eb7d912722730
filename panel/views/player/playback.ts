// Gets a channel into a video element: hls.js where the browser has Media Source Extensions, else its own HLS.

import type Hls from 'hls.js';
import { send } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { streamToken } from '../../api/stream-token.ts';
import { token } from '../../api/token.ts';
import { t } from '../../locale/locale.ts';
import { part } from '../../part.ts';
import { FilePlayback } from './file-playback.ts';
import { mediaSourceClass, playsAsItIs, tracksOf } from './file-tracks.ts';
import { liveSounds, tracksIn, withSound, type PageTracks } from './live-tracks.ts';
import { pageAbility } from './page-ability.ts';
import type { Source } from './source.ts';
import { chooseSound, soundsOf, type Track } from './tracks.ts';
import { codeIn, explain, refused, unplayable } from './unplayable.ts';

export interface PlaybackFigures {
  readonly bitsPerSecond: number;
  readonly bandwidth: number;
  readonly latencySeconds: number;
  readonly codecs: string;
  /** What Masthead made into others for this browser. */
  readonly made: string;
}

export interface PlaybackEvents {
  /** Sound or subtitles have come, or others are chosen. */
  readonly onTracks: () => void;
  readonly onFailed: (error: unknown) => void;
}

/** A channel that is on air answers within its first-byte limit; players of ours wait a little longer. */
const FIRST_ANSWER_MS = 15_000;

export class Playback {
  readonly #video: HTMLVideoElement;
  readonly #source: Source;
  readonly #events: PlaybackEvents;
  #hls: Hls | undefined;
  #tracks: PageTracks | undefined;
  #file: FilePlayback | undefined;
  readonly #failures = new AbortController();
  #isStopped = false;
  #recoveries = 0;

  constructor(video: HTMLVideoElement, source: Source, events: PlaybackEvents) {
    this.#video = video;
    this.#source = source;
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
      made: this.#tracks?.made.join(', ') ?? '',
    };
  }

  async start(): Promise<void> {
    const address = new URL(this.#source.address, document.baseURI);
    this.#video.textTracks.addEventListener('addtrack', this.#events.onTracks);
    if (this.#source.isFile) return this.#playFile(address);
    const loaded = await part(() => import('hls.js')).catch((error: Error) => this.#events.onFailed(error));
    if (this.#isStopped || !loaded) return;
    const { default: Player } = loaded;
    if (Player.isSupported()) this.#play(Player, address);
    else void this.#playNatively(address);
  }

  stop(): void {
    this.#isStopped = true;
    this.leave();
    this.#video.textTracks.removeEventListener('addtrack', this.#events.onTracks);
    this.#failures.abort(); // emptying the element is no failure
    this.#hls?.destroy();
    this.#file?.stop();
    this.#video.removeAttribute('src');
    this.#video.load();
  }

  /** Says that nobody watches any more: what was fetched and made for it ends at once. For a page that goes, too. */
  leave(): void {
    const list = this.#hls?.levels[0]?.uri ?? '';
    if (/\/live\.m3u8(?:\?|$)/.test(list))
      void send(list, { method: 'DELETE', headers: {}, keepalive: true }).catch(() => undefined);
  }

  get sounds(): readonly Track[] {
    if (this.#tracks) return liveSounds(this.#tracks);
    return this.#file?.sounds ?? soundsOf(this.#video, this.#hls);
  }

  choose(sound: number): void {
    if (this.#file) return this.#file.choose(sound);
    const name = this.#tracks?.sounds[sound]?.name;
    if (this.#hls && name !== undefined) return this.#reload(this.#hls, name);
    chooseSound(this.#video, this.#hls, sound);
    this.#events.onTracks();
  }

  /** The same viewer, under the same name, with another sound. */
  #reload(hls: Hls, sound: string): void {
    const list = hls.levels[0]?.uri || hls.url || '';
    if (this.#source.fromStart) hls.config.startPosition = this.#video.currentTime;
    hls.loadSource(withSound(list, sound));
  }

  #play(Player: typeof Hls, address: URL): void {
    const hls = new Player({
      backBufferLength: 30,
      ...(this.#source.fromStart && { startPosition: this.#source.startSeconds ?? 0 }),
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
    for (const event of [Events.AUDIO_TRACKS_UPDATED, Events.AUDIO_TRACK_SWITCHED, Events.SUBTITLE_TRACKS_UPDATED])
      hls.on(event, () => this.#events.onTracks());
    hls.on(Events.FRAG_LOADED, (_event, { networkDetails }) => this.#learn(tracksIn(networkDetails)));
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
    hls.on(Events.LEVEL_LOADED, (_event, { details }) => {
      if (!this.#source.fromStart || details.type !== null) return;
      hls.stopLoad(); // an archive that cannot be cut into minutes: what came instead is what is on now
      this.#events.onFailed(new Error(t('player.no-past')));
    });
    address.searchParams.set('plays', pageAbility());
    hls.loadSource(address.href);
    hls.attachMedia(this.#video);
  }

  #learn(tracks: PageTracks | undefined): void {
    if (!tracks || JSON.stringify(tracks) === JSON.stringify(this.#tracks)) return;
    this.#tracks = tracks;
    this.#events.onTracks();
  }

  /** As it is, where the browser plays that; else made playable by Masthead. */
  async #playFile(address: URL): Promise<void> {
    const { address: path, startSeconds = 0 } = this.#source;
    const tracks = mediaSourceClass() ? await tracksOf(path, this.#failures.signal) : undefined;
    if (this.#isStopped) return;
    if (tracks instanceof Response) return this.#events.onFailed(unplayable(tracks));
    const extension = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
    if (!tracks || playsAsItIs(tracks, extension)) return this.#playNatively(address);
    const onFailed = (why: unknown): void =>
      this.#events.onFailed(
        why instanceof Problem ? why : why instanceof Response ? unplayable(why) : explain(true, undefined, ''),
      );
    const { onTracks } = this.#events;
    this.#file = new FilePlayback(this.#video, { path, tracks, startSeconds, onTracks, onFailed });
    this.#file.start();
    onTracks();
  }

  async #playNatively(address: URL): Promise<void> {
    const pass = await streamToken();
    if (this.#isStopped) return;
    if (pass !== null) address.searchParams.set('token', pass);
    const playsItself = (mime: string): boolean => this.#video.canPlayType(mime) !== '' && !mime.includes('hvc1');
    if (!this.#source.isFile) address.searchParams.set('plays', pageAbility(playsItself));
    const { signal } = this.#failures;
    this.#video.addEventListener('error', () => this.#events.onFailed(explain(true, undefined, '')), {
      once: true,
      signal,
    });
    this.#video.addEventListener('loadedmetadata', () => this.#events.onTracks(), { signal });
    this.#video.src = address.href;
    if (this.#source.startSeconds) this.#video.currentTime = this.#source.startSeconds;
    void this.#video.play().catch(() => undefined);
  }
}
