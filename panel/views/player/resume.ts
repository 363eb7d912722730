// Where a movie or an episode was left: looked up at the start, said again while it plays.

import { ask } from '../../api/client.ts';

const SAID_EVERY_MS = 15_000;
/** A place near the beginning is the beginning. */
const LEAST_SECONDS = 30;

export class ResumeKeeper {
  readonly #itemId: string;
  readonly #video: Pick<HTMLVideoElement, 'currentTime' | 'duration'>;
  #saidAt = 0;
  #said = -1;

  constructor(itemId: string, video: Pick<HTMLVideoElement, 'currentTime' | 'duration'>) {
    this.#itemId = itemId;
    this.#video = video;
  }

  /** Seconds to begin at; 0 for the beginning. */
  async place(): Promise<number> {
    try {
      const { position_seconds: at, is_finished: isOver } = await ask('GET /resume/{id}', {
        params: { id: this.#itemId },
      });
      return isOver || at < LEAST_SECONDS ? 0 : at;
    } catch {
      return 0; // never seen, or nothing is kept
    }
  }

  /** Called as it plays; says the place now and then, and at once when it is left. */
  async say(isLeft = false): Promise<void> {
    const now = Date.now();
    const { currentTime: at, duration } = this.#video;
    if ((!isLeft && now - this.#saidAt < SAID_EVERY_MS) || at < 1 || Math.abs(at - this.#said) < 1) return;
    this.#saidAt = now;
    this.#said = at;
    const body = { position_seconds: at, ...(Number.isFinite(duration) && { duration_seconds: duration }) };
    await ask('PUT /resume/{id}', { params: { id: this.#itemId }, body }).catch(() => undefined);
  }
}
