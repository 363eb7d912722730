// One after another: work that must not overlap waits for its turn, in the order in which it came.

export class Lane {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `work` when everything before it has ended, well or not. */
  run<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Resolves when everything that waits now has ended. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
