// One media playlist followed: reloaded at the pace that RFC 8216 asks for, its segments handed out one after another.

import { sleep, type Clock } from '../../../kernel/clock.ts';
import { AppError, toAppError } from '../../../kernel/errors.ts';
import { SECOND_MS } from '../../../kernel/units.ts';
import type { MediaPlaylist, Segment } from '../../../formats/hls/playlist.ts';
import { readPlaylist } from '../../../formats/hls/read.ts';
import type { Origin } from './origin.ts';
import { LiveWindow } from './window.ts';

/** A list without news for so long is dead. No player gives up by itself: they would look at a frozen picture. */
const STALE_TARGETS = 3;
const LEAST_STALE_MS = 3 * SECOND_MS;
/** A transcoder that starts shows an empty list first. */
const EMPTY_RELOADS = 3;
const MOST_EMPTY_WAIT_MS = 1 * SECOND_MS;
/** A list that was there and is refused now, again and again: its signature has run out, and dialling anew helps. */
const REFUSED_RELOADS = 2;
const LEAST_WAIT_MS = 100;

export interface TrackOptions {
  readonly origin: Origin;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly url: string;
  readonly definitions?: Readonly<Record<string, string>>;
  /** Loaded already, while the kind of playlist was found out. */
  readonly first?: MediaPlaylist;
  /** The last segment that was played before. */
  readonly after?: Segment | undefined;
  readonly onSkipped: (count: number) => void;
  /** Nothing that was fetched is left to play: until then a list may be refused without harm. */
  readonly isDry: () => boolean;
}

export class Track {
  readonly #options: TrackOptions;
  readonly #window: LiveWindow;
  #playlist: MediaPlaylist | undefined;
  #loadedMs = 0;
  /** When the list last had something new. */
  #newsMs: number;
  #offeredSeconds: number | undefined;
  #emptyCount = 0;
  #refusedCount = 0;

  constructor(options: TrackOptions) {
    this.#options = options;
    this.#window = new LiveWindow(options.after);
    this.#playlist = options.first;
    this.#loadedMs = this.#newsMs = options.clock.monotonicMs();
  }

  /** What there was to play when it began. */
  get offeredSeconds(): number {
    return this.#offeredSeconds ?? 0;
  }

  /** The segment handed out last could not be had. */
  broken(): void {
    this.#window.broken();
  }

  /** Ends with the list's end. @throws AppError why it does not go on; the signal's reason */
  async *segments(): AsyncGenerator<Segment> {
    this.#playlist ??= await this.#load();
    for (;;) {
      const playlist = this.#playlist;
      const { segments, hasNews, skippedCount } = this.#window.take(playlist);
      this.#offeredSeconds ??= segments.reduce((sum, { seconds }) => sum + seconds, 0);
      if (skippedCount > 0) this.#options.onSkipped(skippedCount);
      if (hasNews) this.#newsMs = this.#loadedMs;
      yield* segments;
      if (playlist.isEnded) return;
      this.#judge(playlist, hasNews);
      await this.#wait(playlist, hasNews);
      await this.#reload();
    }
  }

  async #load(): Promise<MediaPlaylist> {
    const { origin, url, definitions, clock } = this.#options;
    const answer = await origin.text(url);
    this.#loadedMs = clock.monotonicMs();
    const playlist = readPlaylist(answer.text, { url: answer.url, ...(definitions && { definitions }) });
    if (playlist.kind === 'media') return playlist;
    throw new AppError('upstream.unsupported', 'A master playlist names another master playlist');
  }

  async #reload(): Promise<void> {
    try {
      this.#playlist = await this.#load();
      this.#refusedCount = 0;
    } catch (error) {
      this.#options.signal.throwIfAborted();
      this.#loadedMs = this.#options.clock.monotonicMs();
      const reason = toAppError(error);
      if (reason.code === 'upstream.refused' || reason.code === 'upstream.not-found') this.#refusedCount += 1;
      const isGone = this.#refusedCount >= REFUSED_RELOADS && this.#options.isDry();
      if (!isGone && !this.#isStale(this.#playlist!)) return;
      throw new AppError('upstream.ended', `The playlist is gone: ${reason.message}`, {
        cause: reason,
        retryable: true,
      });
    }
  }

  #judge(playlist: MediaPlaylist, hasNews: boolean): void {
    this.#emptyCount = playlist.segments.length === 0 ? this.#emptyCount + 1 : 0;
    if (this.#emptyCount > EMPTY_RELOADS) {
      throw new AppError('upstream.empty', 'The playlist lists no segments', { retryable: true });
    }
    if (hasNews || !this.#isStale(playlist)) return;
    throw new AppError('upstream.stalled', 'The playlist does not go on', { retryable: true });
  }

  #isStale({ targetSeconds }: MediaPlaylist): boolean {
    const staleMs = Math.max(LEAST_STALE_MS, STALE_TARGETS * targetSeconds * SECOND_MS);
    return this.#options.clock.monotonicMs() - this.#newsMs > staleMs;
  }

  /** From one load to the next (RFC 8216, 6.3.4): a segment's length after news, half a target without. */
  async #wait({ segments, targetSeconds }: MediaPlaylist, hasNews: boolean): Promise<void> {
    const { clock, signal } = this.#options;
    const seconds = hasNews ? Math.min(targetSeconds, segments.at(-1)?.seconds ?? targetSeconds) : targetSeconds / 2;
    const wantedMs = segments.length === 0 ? Math.min(MOST_EMPTY_WAIT_MS, seconds * SECOND_MS) : seconds * SECOND_MS;
    const passedMs = clock.monotonicMs() - this.#loadedMs;
    const leastMs = hasNews ? 0 : LEAST_WAIT_MS; // who has fallen behind reloads at once
    await sleep(clock, Math.max(leastMs, wantedMs - passedMs), signal);
  }
}
