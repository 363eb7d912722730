// The ways of being found, switched on and off together while Masthead runs.

import { Lane } from '../../kernel/lane.ts';

/** All of them may fail without the tuner failing. */
export interface Beacon {
  start(): Promise<void>;
  stop(): Promise<void>;
}

export class Beacons {
  readonly #create: () => readonly Beacon[];
  readonly #lane = new Lane();
  #lit: readonly Beacon[] = [];

  /** @param create makes new ones each time that they are switched on */
  constructor(create: () => readonly Beacon[]) {
    this.#create = create;
  }

  /** Resolves when it is so; one switch after another. */
  turn(isOn: boolean): Promise<void> {
    return this.#lane.run(async () => {
      if (isOn === this.#lit.length > 0) return;
      const before = this.#lit;
      this.#lit = isOn ? this.#create() : [];
      await Promise.all(isOn ? this.#lit.map((beacon) => beacon.start()) : before.map((beacon) => beacon.stop()));
    });
  }
}
