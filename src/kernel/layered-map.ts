// A large map with some changes laid over it: to have changed a thousand of fifty thousand entries costs the thousand.

/** What there is to be known of a map without going through it. */
export type LookUp<Key, Value> = Pick<ReadonlyMap<Key, Value>, 'get' | 'has'>;

/** Above this share of the large map the two are made one: to carry more along from change to change would cost as much. */
const MOST_CHANGED = 1 / 4;

export class LayeredMap<Key, Value> implements LookUp<Key, Value> {
  readonly #base: ReadonlyMap<Key, Value>;
  /** Without a value: it is not there any more. */
  readonly #changes: ReadonlyMap<Key, Value | undefined>;

  private constructor(base: ReadonlyMap<Key, Value>, changes: ReadonlyMap<Key, Value | undefined>) {
    this.#base = base;
    this.#changes = changes;
  }

  /** @param changes without a value: it is taken away. What is changed stays as it is. */
  static over<Key, Value>(
    before: LookUp<Key, Value>,
    changes: ReadonlyMap<Key, Value | undefined>,
  ): LookUp<Key, Value> {
    const [base, all] =
      before instanceof LayeredMap
        ? [before.#base as ReadonlyMap<Key, Value>, withChanges(before.#changes, changes)]
        : [before as ReadonlyMap<Key, Value>, changes];
    return all.size > base.size * MOST_CHANGED ? merged(base, all) : new LayeredMap(base, all);
  }

  /** What is laid over the large map; undefined where nothing is, and it may be all of another one. */
  static changesIn<Key, Value>(map: LookUp<Key, Value>): Iterable<Value | undefined> | undefined {
    return map instanceof LayeredMap ? (map.#changes as ReadonlyMap<Key, Value | undefined>).values() : undefined;
  }

  get(key: Key): Value | undefined {
    return this.#changes.has(key) ? this.#changes.get(key) : this.#base.get(key);
  }

  has(key: Key): boolean {
    return this.#changes.has(key) ? this.#changes.get(key) !== undefined : this.#base.has(key);
  }
}

function withChanges<Key, Value>(
  before: ReadonlyMap<Key, Value | undefined>,
  changes: ReadonlyMap<Key, Value | undefined>,
): ReadonlyMap<Key, Value | undefined> {
  const all = new Map(before);
  for (const [key, value] of changes) all.set(key, value);
  return all;
}

function merged<Key, Value>(
  base: ReadonlyMap<Key, Value>,
  changes: ReadonlyMap<Key, Value | undefined>,
): Map<Key, Value> {
  const all = new Map(base);
  for (const [key, value] of changes) {
    if (value === undefined) all.delete(key);
    else all.set(key, value);
  }
  return all;
}
