// A source buffer that is waited for: one thing after another, and room made where it is full.

/** Kept behind the place that is played: a step back is at once. */
const BEHIND_SECONDS = 60;
const FULL_AGAIN_MS = 1_000;

export class MediaBuffer {
  readonly #media: MediaSource;
  readonly #video: HTMLVideoElement;
  #buffer: SourceBuffer | undefined;

  constructor(media: MediaSource, video: HTMLVideoElement) {
    this.#media = media;
    this.#video = video;
  }

  /** @param type `video/mp4; codecs="…"` @throws what the browser says of it */
  prepare(type: string): void {
    if (this.#buffer) this.#buffer.changeType(type);
    else this.#buffer = this.#media.addSourceBuffer(type);
  }

  /** Nothing of what is there is of use. */
  async empty(): Promise<void> {
    const buffer = this.#buffer;
    if (!buffer) return;
    await this.#settled();
    if (this.#media.readyState === 'open') buffer.abort();
    await this.#remove(0, Number.POSITIVE_INFINITY);
  }

  /** Waits for room. @throws what the browser says of the bytes; the signal's reason */
  async append(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.#settled();
      signal.throwIfAborted();
      try {
        this.#buffer!.appendBuffer(bytes);
        await this.#settled();
        return;
      } catch (error) {
        if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) throw error;
        await this.#remove(0, Math.max(0, this.#video.currentTime - BEHIND_SECONDS / 4));
        await new Promise((resolve) => setTimeout(resolve, FULL_AGAIN_MS));
      }
    }
  }

  /** What was played a while ago makes room. */
  async forget(): Promise<void> {
    const until = this.#video.currentTime - 2 * BEHIND_SECONDS;
    const { buffered } = this.#video;
    if (buffered.length > 0 && buffered.start(0) < until) await this.#remove(0, until + BEHIND_SECONDS);
  }

  async finish(): Promise<void> {
    await this.#settled();
    if (this.#media.readyState === 'open') this.#media.endOfStream();
  }

  async #remove(from: number, until: number): Promise<void> {
    if (until <= from || this.#media.readyState === 'closed') return;
    await this.#settled();
    this.#buffer!.remove(from, until);
    await this.#settled();
  }

  async #settled(): Promise<void> {
    const buffer = this.#buffer;
    if (!buffer?.updating) return;
    await new Promise<void>((resolve) => {
      buffer.addEventListener('updateend', () => resolve(), { once: true });
    });
  }
}

/** Until where it is there without a hole, from a place on; that place itself when nothing is there. */
export function bufferedUntil({ buffered }: Pick<HTMLVideoElement, 'buffered'>, at: number): number {
  /** Sound and picture do not begin in the same instant. */
  const slack = 0.25;
  let until = at;
  for (let index = 0; index < buffered.length; index += 1)
    if (buffered.start(index) <= until + slack && buffered.end(index) > until) until = buffered.end(index);
  return until;
}
