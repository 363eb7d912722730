// A movie that the browser does not play by itself: Masthead makes it playable while it is read, from any second on, and
// what comes is put into a media source at the file's own time.

import { send } from '../../api/client.ts';
import { BoxReader } from './cues.ts';
import { firstSound, mediaSourceClass, plays, soundTracks, withoutExtension, type FileTracks } from './file-tracks.ts';
import { bufferedUntil, MediaBuffer } from './media-buffer.ts';
import { SubtitleElements } from './subtitle-elements.ts';
import type { Track } from './tracks.ts';

/** Fetched ahead; what is not wanted yet stays with the provider. */
const AHEAD_SECONDS = 45;
/** A place so near to what is coming is waited for: faster than to begin anew. */
const NEAR_SECONDS = 8;
/** Keys that are held, and bars that are dragged, ask for many places. */
const SETTLES_AFTER_MS = 200;
const LOOKS_EVERY_MS = 250;
const RETRIES = 3;
const RETRY_AFTER_MS = 1_500;

export interface FilePlaybackOptions {
  /** `vod/…` */
  readonly path: string;
  readonly tracks: FileTracks;
  readonly startSeconds: number;
  /** Other sound or subtitles are chosen. */
  readonly onTracks: () => void;
  /** The answer that says why there is no picture; an error where there is none. */
  readonly onFailed: (why: unknown) => void;
}

export class FilePlayback {
  readonly #video: HTMLVideoElement;
  readonly #options: FilePlaybackOptions;
  readonly #media: MediaSource;
  readonly #buffer: MediaBuffer;
  readonly #subtitles: SubtitleElements;
  readonly #over = new AbortController();
  #sound: number | undefined;
  #shown: number | undefined;
  #run = new AbortController();
  /** What is being fetched begins here. */
  #from = 0;
  #failures = 0;
  #seeking: ReturnType<typeof setTimeout> | undefined;

  constructor(video: HTMLVideoElement, options: FilePlaybackOptions) {
    this.#video = video;
    this.#options = options;
    const Source = mediaSourceClass()!;
    this.#media = new Source();
    this.#buffer = new MediaBuffer(this.#media, video);
    this.#subtitles = new SubtitleElements(video, options.tracks);
    this.#sound = firstSound(options.tracks);
  }

  get sounds(): readonly Track[] {
    return soundTracks(this.#options.tracks, this.#sound);
  }

  choose(sound: number): void {
    this.#sound = sound;
    this.#goTo(this.#video.currentTime);
    this.#options.onTracks();
  }

  start(): void {
    const { tracks, startSeconds } = this.#options;
    const { signal } = this.#over;
    const address = URL.createObjectURL(this.#media);
    this.#media.addEventListener(
      'sourceopen',
      () => {
        URL.revokeObjectURL(address);
        if (tracks.durationSeconds !== null) this.#media.duration = tracks.durationSeconds;
        this.#video.currentTime = startSeconds;
        this.#goTo(startSeconds);
      },
      { once: true, signal },
    );
    this.#video.addEventListener('seeking', () => this.#onSeeking(), { signal });
    this.#video.textTracks.addEventListener('change', () => this.#onSubtitles(), { signal });
    this.#video.disableRemotePlayback = true; // what is made for this browser cannot be fetched by another device
    this.#video.src = address;
    void this.#video.play().catch(() => undefined);
  }

  stop(): void {
    this.#over.abort();
    this.#run.abort();
    clearTimeout(this.#seeking);
    this.#subtitles.remove();
    this.#video.disableRemotePlayback = false;
  }

  #onSeeking(): void {
    clearTimeout(this.#seeking);
    this.#seeking = setTimeout(() => {
      const at = this.#video.currentTime;
      const isThere = bufferedUntil(this.#video, at) > at;
      const comes = bufferedUntil(this.#video, this.#from);
      const isComing = !this.#run.signal.aborted && at >= this.#from && at <= comes + NEAR_SECONDS;
      if (!isThere && !isComing) this.#goTo(at);
    }, SETTLES_AFTER_MS);
  }

  #onSubtitles(): void {
    if (this.#subtitles.chosen === this.#shown) return;
    // Whoever wants none any more is read no other stream for it.
    const { chosen } = this.#subtitles;
    this.#shown = chosen;
    if (chosen !== undefined) this.#goTo(this.#video.currentTime);
    this.#options.onTracks();
  }

  /** Begins anew from there. */
  #goTo(seconds: number): void {
    this.#run.abort();
    this.#run = new AbortController();
    this.#from = seconds;
    void this.#fetch(seconds, AbortSignal.any([this.#run.signal, this.#over.signal]));
  }

  async #fetch(from: number, signal: AbortSignal): Promise<void> {
    try {
      const response = await send(this.#address(from), { headers: {}, signal });
      if (!response.ok || !response.body) return await this.#refused(response, from, signal);
      await this.#buffer.empty();
      signal.throwIfAborted();
      this.#buffer.prepare(response.headers.get('content-type') ?? '');
      await this.#fill(response.body, signal);
      await this.#buffer.finish();
    } catch (error) {
      if (!signal.aborted) await this.#broke(error, signal);
    }
  }

  #address(from: number): string {
    const { path, tracks } = this.#options;
    const sound = tracks.sounds.find(({ index }) => index === this.#sound);
    const asked = new URLSearchParams({ start: from.toFixed(3) });
    if (tracks.picture && plays(tracks.picture.mime)) asked.set('video', 'copy');
    if (sound) asked.set('sound', `${sound.index}`);
    if (sound && plays(sound.mime)) asked.set('audio', 'copy');
    if (this.#shown !== undefined) asked.set('subtitles', `${this.#shown}`);
    return `${withoutExtension(path)}/browser?${asked}`;
  }

  async #fill(body: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<void> {
    const shown = this.#shown;
    const boxes = new BoxReader((cue) => {
      if (shown !== undefined) this.#subtitles.add(shown, cue);
    });
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const media = boxes.push(value);
      if (media.length === 0) continue;
      await this.#buffer.append(media, signal);
      this.#failures = 0;
      this.#stepIn();
      await this.#whenWanted(signal);
    }
  }

  /** Where nothing is there in the very place, but just behind it: sound begins at once, a picture with the next key frame. */
  #stepIn(): void {
    const { buffered, currentTime } = this.#video;
    const first = Array.from({ length: buffered.length }, (_, index) => buffered.start(index)).find(
      (start) => start > currentTime,
    );
    const isIn = bufferedUntil(this.#video, currentTime) > currentTime + 0.01;
    if (!isIn && first !== undefined && first - currentTime < NEAR_SECONDS) this.#video.currentTime = first + 0.01;
  }

  async #whenWanted(signal: AbortSignal): Promise<void> {
    const video = this.#video;
    while (bufferedUntil(video, video.currentTime) - video.currentTime > AHEAD_SECONDS) {
      await this.#buffer.forget();
      await new Promise((resolve) => setTimeout(resolve, LOOKS_EVERY_MS));
      signal.throwIfAborted();
    }
  }

  /** As many are busy as may be, or the connection was just given back: in a moment it may be otherwise. */
  async #refused(response: Response, from: number, signal: AbortSignal): Promise<void> {
    if (response.status === 503 && this.#failures < 1) return this.#again(from, signal);
    this.#run.abort();
    this.#options.onFailed(response);
  }

  async #broke(error: unknown, signal: AbortSignal): Promise<void> {
    if (this.#failures < RETRIES) return this.#again(bufferedUntil(this.#video, this.#video.currentTime), signal);
    this.#run.abort();
    this.#options.onFailed(error);
  }

  async #again(from: number, signal: AbortSignal): Promise<void> {
    this.#failures += 1;
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
    if (!signal.aborted) this.#goTo(from);
  }
}
