// One topic as its subscribers see it: what it held when it was last read, the revision of that, and the frames made of it,
// which are the same bytes for everybody.

import type { Difference, Items } from './difference.ts';
import { differenceOf } from './difference.ts';
import type { LiveMessage, LiveTopic } from './messages.ts';

export class Topic {
  readonly name: LiveTopic;
  readonly #read: () => Items;
  #items: Items = new Map();
  #revision = 0;
  #isRead = false;
  #snapshot: Buffer | undefined;

  constructor(name: LiveTopic, read: () => Items) {
    this.name = name;
    this.#read = read;
  }

  /** The frame that says what has changed since it was read last; `undefined` for nothing. */
  update(): Buffer | undefined {
    const before = this.#items;
    this.#items = this.#read();
    this.#isRead = true;
    const difference = differenceOf(before, this.#items);
    if (!difference) return undefined;
    this.#revision += 1;
    this.#snapshot = undefined;
    return this.#changeFrame(difference);
  }

  /** Nobody listens any more: what it held grows old. */
  forget(): void {
    this.#isRead = false;
    this.#snapshot = undefined;
    this.#items = new Map();
  }

  snapshot(): Buffer {
    if (!this.#isRead) this.update();
    this.#snapshot ??= frameOf({
      type: 'snapshot',
      topic: this.name,
      revision: this.#revision,
      items: Object.fromEntries(this.#items),
    });
    return this.#snapshot;
  }

  #changeFrame({ set, removed }: Difference): Buffer {
    const { name: topic } = this;
    return frameOf({
      type: 'change',
      topic,
      revision: this.#revision,
      set: Object.fromEntries(set),
      removed: [...removed],
    });
  }
}

export const frameOf = (message: LiveMessage): Buffer => Buffer.from(JSON.stringify(message));
