// How much is made for browsers at the same time, of channels and of movies: pictures take a core, sound a few hundredths.

import { AppError } from '../../kernel/errors.ts';

/** To so many pictures as may be made come as many conversions of sound alone. */
const ALL_PER_PICTURE = 2;

export class Seats {
  readonly #most: () => number;
  #pictures = 0;
  #all = 0;

  /** @param most pictures that may be made at once; 0 for nothing at all */
  constructor(most: () => number) {
    this.#most = most;
  }

  /** @returns what gives it back, once @throws AppError `process.busy` with as many as may be */
  take(isPictureMade: boolean): () => void {
    const most = this.#most();
    const isFull = this.#all >= ALL_PER_PICTURE * most || (isPictureMade && this.#pictures >= most);
    if (isFull)
      throw new AppError('process.busy', 'As much is made playable for browsers as may be', { retryable: true });
    this.#all += 1;
    if (isPictureMade) this.#pictures += 1;
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      this.#all -= 1;
      if (isPictureMade) this.#pictures -= 1;
    };
  }
}
