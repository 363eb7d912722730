// Where a movie or an episode was left: looked up at the start, said again while it plays.

import { ask } from '../../api/client.ts';
import { isFor } from '../../api/me.ts';

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
    if (!isFor('account')) return 0; // nobody's place is kept
    const { items } = await ask('GET /resume', {}).catch(() => ({ items: [] }));
    const at = items.find(({ id }) => id === this.#itemId)?.position_seconds ?? 0;
    return at < LEAST_SECONDS ? 0 : at;
  }

  /** Called as it plays; says the place now and then, and at once when it is left. */
  async say(isLeft = false): Promise<void> {
    if (!isFor('account')) return;
    const now = Date.now();
    const { currentTime: at, duration } = this.#video;
    if ((!isLeft && now - this.#saidAt < SAID_EVERY_MS) || at < 1 || Math.abs(at - this.#said) < 1) return;
    this.#saidAt = now;
    this.#said = at;
    const body = { position_seconds: at, ...(Number.isFinite(duration) && { duration_seconds: duration }) };
    await ask('PUT /resume/{id}', { params: { id: this.#itemId }, body }).catch(() => undefined);
  }
}
