// Facts, announced in the past tense. A listener that throws is reported, and does not keep the others from hearing.

export type Unsubscribe = () => void;

export class Events<Facts extends object> {
  readonly #listeners = new Map<keyof Facts, Set<(fact: never) => void>>();
  readonly #onListenerError: (error: unknown) => void;

  constructor(onListenerError: (error: unknown) => void) {
    this.#onListenerError = onListenerError;
  }

  on<Name extends keyof Facts>(name: Name, listener: (fact: Facts[Name]) => void): Unsubscribe {
    const set = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, set);
    set.add(listener);
    return () => set.delete(listener);
  }

  announce<Name extends keyof Facts>(name: Name, fact: Facts[Name]): void {
    // a copy: who starts to listen meanwhile hears the next fact, not this one
    for (const listener of new Set(this.#listeners.get(name))) {
      try {
        (listener as (fact: Facts[Name]) => void)(fact);
      } catch (error) {
        this.#onListenerError(error);
      }
    }
  }
}
