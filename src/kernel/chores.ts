// Work under way that nobody waits for: its failure is told, and a stop waits for its end.

export class Chores {
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #onFailure: (error: unknown) => void;

  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  add(work: Promise<unknown>): void {
    const chore = work.catch(this.#onFailure).finally(() => this.#underWay.delete(chore));
    this.#underWay.add(chore);
  }

  /** What is under way now has ended, well or not. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }
}
