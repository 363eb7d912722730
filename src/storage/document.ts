// A document: what a person decided. Small, readable, versioned, migrated, checked on the way in and out.

import { Low } from 'lowdb';
import type * as z from 'zod';
import { noteDeed } from '../kernel/actor.ts';
import { insistOnCondition } from '../kernel/condition.ts';
import { AppError } from '../kernel/errors.ts';
import type { Unsubscribe } from '../kernel/events.ts';
import type { Log } from '../kernel/log.ts';
import type { Sliced } from '../kernel/slices.ts';
import { newerThanKnown } from './newer.ts';
import { DocumentFile, type Envelope } from './document-file.ts';
import { describeIssues } from './issues.ts';

export interface DocumentOptions<Data> {
  readonly file: string;
  readonly schema: z.ZodType<Data>;
  /** What a new installation starts with. */
  readonly initial: () => Data;
  /** `migrations[n]` turns data of version n + 1 into version n + 2; the newest version is their count + 1. */
  readonly migrations?: readonly ((data: unknown) => unknown)[];
  readonly log: Log;
}

/** A document as whoever copies all of them sees it. */
export interface Portable {
  readonly file: string;
  /** As it stands. */
  readonly envelope: Envelope;
  /** The data in today's shape. @throws AppError `storage.corrupt` for what is no such document, `storage.newer` */
  accepting(envelope: Envelope): Sliced<unknown>;
  /** Called with every change when it is on the disk. */
  onUpdated(listener: (before: unknown, after: unknown) => void): Unsubscribe;
  /** Puts accepted data in the place of what is there, and tells whoever follows it. */
  replace(data: unknown): Promise<unknown>;
}

interface PortableOptions<Data> {
  /** More than the schema asks for. */
  readonly check?: (data: Data) => Sliced<void> | void;
  /** Looks at large data before the schema does: what it returns is checked in its place. */
  readonly ahead?: (data: unknown) => Sliced<unknown>;
  /** More than writing it. */
  readonly replace?: (data: Data) => Promise<unknown>;
}

interface DocumentParts<Data> {
  readonly file: string;
  readonly low: Low<Envelope>;
  readonly schema: z.ZodType<Data>;
  readonly version: number;
  readonly upgrade: (envelope: Envelope) => Data;
}

export class Document<Data> {
  readonly #parts: DocumentParts<Data>;
  #data: Data;
  /** What was checked last. */
  #checked: Data | undefined;
  readonly #listeners = new Set<(before: Data, after: Data) => void>();
  #updates: Promise<unknown> = Promise.resolve();

  constructor(parts: DocumentParts<Data>, data: Data) {
    this.#parts = parts;
    this.#data = data;
  }

  /** The data as last written; treat it as immutable. */
  get data(): Data {
    return this.#data;
  }

  /** Data as it would be kept. @throws AppError `settings.invalid` when the schema refuses it */
  checked(data: Data): Data {
    if (data === this.#checked) return data;
    const checked = this.#parts.schema.safeParse(data);
    if (!checked.success)
      throw new AppError('settings.invalid', describeIssues(checked.error), { cause: checked.error });
    this.#checked = checked.data;
    return checked.data;
  }

  /**
   * Replaces the data by what `change` returns, one update after another. Resolves when it is on the disk.
   * @param onWritten told of it before those who follow the document
   * @throws AppError `settings.invalid` when the schema refuses it, `storage.full` …, and what the condition says under which it
   *   is changed; nothing has changed then
   */
  update(change: (data: Data) => Data, onWritten?: () => void): Promise<Data> {
    const update = this.#updates.then(() => this.#apply(change, onWritten));
    this.#updates = update.catch(() => undefined);
    return update;
  }

  /** Called with every change when it is on the disk. */
  onUpdated(listener: (before: Data, after: Data) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when every update under way is on the disk. */
  async settled(): Promise<void> {
    await this.#updates;
  }

  portable({ check, ahead, replace }: PortableOptions<Data> = {}): Portable {
    const { file, version, upgrade } = this.#parts;
    const current = (): Data => this.#data;
    const accepting = function* (envelope: Envelope): Sliced<unknown> {
      const looked = ahead && envelope.version === version ? yield* ahead(envelope.data) : envelope.data;
      const data = upgrade({ ...envelope, data: looked });
      const checking = check?.(data);
      if (checking) yield* checking;
      return data;
    };
    return {
      file,
      get envelope() {
        return { version, data: current() };
      },
      onUpdated: (listener) => this.onUpdated(listener),
      accepting,
      replace: (data) => (replace ? replace(data as Data) : this.update(() => data as Data)),
    };
  }

  async #apply(change: (data: Data) => Data, onWritten?: () => void): Promise<Data> {
    const { low, version } = this.#parts;
    await insistOnCondition();
    const data = this.checked(change(this.#data));
    const before = low.data;
    low.data = { version, data };
    try {
      await low.write();
    } catch (error) {
      low.data = before;
      throw error;
    }
    const last = this.#data;
    this.#data = data;
    noteDeed();
    onWritten?.();
    for (const listener of this.#listeners) listener(last, data);
    return data;
  }
}

/** @throws AppError `storage.corrupt` when neither the file nor its last good copy can be used, `storage.newer` */
export async function openDocument<Data>(options: DocumentOptions<Data>): Promise<Document<Data>> {
  const migrations = options.migrations ?? [];
  const version = migrations.length + 1;
  const upgrade = (envelope: Envelope): Data => {
    if (!Number.isInteger(envelope.version) || envelope.version < 1)
      throw new AppError('storage.corrupt', 'no version');
    if (envelope.version > version) {
      throw new AppError('storage.newer', newerThanKnown(options.file, envelope.version, version));
    }
    const data = migrations.slice(envelope.version - 1).reduce<unknown>((old, migrate) => migrate(old), envelope.data);
    const checked = options.schema.safeParse(data);
    if (!checked.success) throw new AppError('storage.corrupt', describeIssues(checked.error));
    return checked.data;
  };
  const adapter = new DocumentFile(options.file, (envelope) => void upgrade(envelope), options.log);
  const low = new Low<Envelope>(adapter, { version, data: options.initial() });
  await low.read();
  return new Document({ file: options.file, low, schema: options.schema, version, upgrade }, upgrade(low.data));
}
