// The targets that a person has set up: a document. Home Assistant is there from the beginning.

import * as z from 'zod';
import { AppError } from '../kernel/errors.ts';
import type { Unsubscribe } from '../kernel/events.ts';
import type { Log } from '../kernel/log.ts';
import { uniqueSlug } from '../kernel/slug.ts';
import { alertTarget, type AlertTarget, type AlertTargetInput } from '../model/alert-target.ts';
import { openDocument, type Document, type Portable } from '../storage/document.ts';

const MOST_TARGETS = 50;
const SLUG = { longest: 48, fallback: 'target' };

const schema = z.strictObject({ targets: z.array(alertTarget).max(MOST_TARGETS) });
type Data = z.output<typeof schema>;

const initial = (): Data => ({
  targets: [alertTarget.parse({ id: 'home-assistant', name: 'Home Assistant', options: { kind: 'home_assistant' } })],
});

export type NewTarget = Omit<AlertTargetInput, 'id'>;
export type TargetPatch = Partial<NewTarget>;

export class TargetsStore {
  readonly #document: Document<Data>;
  readonly #listeners = new Set<() => void>();

  constructor(document: Document<Data>) {
    this.#document = document;
  }

  list(): readonly AlertTarget[] {
    return this.#document.data.targets;
  }

  /** @throws AppError `alert.unknown` */
  get(id: string): AlertTarget {
    const target = this.list().find((one) => one.id === id);
    if (!target) throw new AppError('alert.unknown', `There is no target ${id}.`);
    return target;
  }

  /** @throws AppError `settings.invalid`, `storage.full`: nothing has changed then */
  async add(input: NewTarget): Promise<AlertTarget> {
    const data = await this.#update((targets) => {
      const taken = targets.map(({ id }) => id);
      return [...targets, { ...input, id: uniqueSlug(input.name, taken, SLUG) } as AlertTarget];
    });
    return data.targets.at(-1)!;
  }

  /** @throws AppError `alert.unknown`, `settings.invalid` */
  async patch(id: string, change: TargetPatch): Promise<AlertTarget> {
    this.get(id);
    await this.#update((targets) =>
      targets.map((target) => (target.id === id ? ({ ...target, ...change } as AlertTarget) : target)),
    );
    return this.get(id);
  }

  /** @throws AppError `alert.unknown` */
  async remove(id: string): Promise<void> {
    this.get(id);
    await this.#update((targets) => targets.filter((target) => target.id !== id));
  }

  get portable(): Portable {
    return this.#document.portable({ replace: ({ targets }) => this.#update(() => [...targets]) });
  }

  onChanged(listener: () => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #update(change: (targets: readonly AlertTarget[]) => AlertTarget[]): Promise<Data> {
    const data = await this.#document.update(({ targets }) => ({ targets: change(targets) }));
    for (const listener of this.#listeners) listener();
    return data;
  }
}

/** @throws AppError `storage.corrupt` when neither the file nor its last good copy can be used */
export async function openTargetsStore(file: string, log: Log): Promise<TargetsStore> {
  return new TargetsStore(await openDocument<Data>({ file, schema, initial, log }));
}
