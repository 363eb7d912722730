// One run at a time for a key: whoever asks while it is under way shares its result.

export class SingleFlight<Key, Result> {
  readonly #flights = new Map<Key, Promise<Result>>();

  run(key: Key, work: () => Promise<Result>): Promise<Result> {
    const underWay = this.#flights.get(key);
    if (underWay) return underWay;
    const started = new Promise<Result>((resolve) => resolve(work())); // a throw becomes a rejection, too
    const flight = started.finally(() => this.#flights.delete(key));
    this.#flights.set(key, flight);
    return flight;
  }

  isUnderWay(key: Key): boolean {
    return this.#flights.has(key);
  }

  /** Every run under way, settled: for a clean stop. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#flights.values());
  }
}
