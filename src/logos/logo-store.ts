// Logos on the disk, within a budget: the one that nobody has asked for longest goes first. A restart keeps them all.

import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../kernel/clock.ts';
import { HOUR_MS, SECOND_MS } from '../kernel/units.ts';
import { IMAGE_TYPES, type Image, type ImageKind } from './image-type.ts';

export interface StoredLogo {
  readonly kind: ImageKind;
  readonly bytes: Uint8Array;
  /** Epoch milliseconds. */
  readonly fetchedAt: number;
}

interface Entry {
  readonly kind: ImageKind;
  readonly sizeBytes: number;
  readonly fetchedAt: number;
  usedAt: number;
}

/** A file's access time stands for its last use; writing it for every use would wear memory cards out. */
const NOTE_USE_EVERY_MS = HOUR_MS;
/** `<hash of the URL>.<kind>`: the file's modification time is when it was fetched. */
const FILE = /^([0-9a-f]{32})\.([a-z]+)$/;

export class LogoStore {
  readonly #folder: string;
  readonly #budgetBytes: number;
  readonly #clock: Clock;
  /** In order of use: the first is the one to go. */
  readonly #entries = new Map<string, Entry>();
  #sizeBytes = 0;

  constructor(folder: string, budgetBytes: number, clock: Clock) {
    this.#folder = folder;
    this.#budgetBytes = budgetBytes;
    this.#clock = clock;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Takes over what an earlier run has left. */
  async start(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const found = await Promise.all((await readdir(this.#folder)).map((file) => this.#adopt(file)));
    const known = found.filter((entry) => entry !== undefined).toSorted(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [key, entry] of known) this.#keep(key, entry);
    await this.#shrink();
  }

  /** @returns `undefined` when it is not there, or not any more */
  async get(url: string): Promise<StoredLogo | undefined> {
    const key = keyOf(url);
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    try {
      const bytes = await readFile(this.#pathOf(key, entry.kind));
      await this.#noteUse(key, entry);
      return { kind: entry.kind, bytes, fetchedAt: entry.fetchedAt };
    } catch {
      this.#forget(key); // someone has emptied the cache folder
      return undefined;
    }
  }

  async put(url: string, { kind, bytes }: Image): Promise<StoredLogo> {
    const key = keyOf(url);
    const now = this.#clock.now();
    const path = this.#pathOf(key, kind);
    const next = `${path}.${randomUUID()}.next`;
    await mkdir(this.#folder, { recursive: true });
    await writeFile(next, bytes);
    await utimes(next, now / SECOND_MS, now / SECOND_MS);
    const before = this.#entries.get(key);
    if (before && before.kind !== kind) await rm(this.#pathOf(key, before.kind), { force: true });
    await rename(next, path);
    this.#keep(key, { kind, sizeBytes: bytes.byteLength, fetchedAt: now, usedAt: now });
    await this.#shrink();
    return { kind, bytes, fetchedAt: now };
  }

  /** Files of another making, and halves of an interrupted write, are removed: the folder is the cache's own. */
  async #adopt(file: string): Promise<[string, Entry] | undefined> {
    const path = join(this.#folder, file);
    const [, key = '', kind = ''] = FILE.exec(file) ?? [];
    const facts = await stat(path).catch(() => undefined);
    if (!facts) return undefined;
    if (!isKind(kind) || !facts.isFile()) {
      await rm(path, { force: true, recursive: true });
      return undefined;
    }
    return [key, { kind, sizeBytes: facts.size, fetchedAt: facts.mtimeMs, usedAt: facts.atimeMs }];
  }

  async #noteUse(key: string, entry: Entry): Promise<void> {
    const now = this.#clock.now();
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (now - entry.usedAt < NOTE_USE_EVERY_MS) return;
    entry.usedAt = now;
    await utimes(this.#pathOf(key, entry.kind), now / SECOND_MS, entry.fetchedAt / SECOND_MS);
  }

  async #shrink(): Promise<void> {
    const gone: string[] = [];
    for (const [key, { kind }] of this.#entries) {
      if (this.#sizeBytes <= this.#budgetBytes) break;
      this.#forget(key);
      gone.push(this.#pathOf(key, kind));
    }
    await Promise.all(gone.map((path) => rm(path, { force: true })));
  }

  #keep(key: string, entry: Entry): void {
    this.#forget(key);
    this.#entries.set(key, entry);
    this.#sizeBytes += entry.sizeBytes;
  }

  #forget(key: string): void {
    this.#sizeBytes -= this.#entries.get(key)?.sizeBytes ?? 0;
    this.#entries.delete(key);
  }

  #pathOf(key: string, kind: ImageKind): string {
    return join(this.#folder, `${key}.${kind}`);
  }
}

const isKind = (text: string): text is ImageKind => Object.hasOwn(IMAGE_TYPES, text);

/** Never the URL itself: it may hold a password. */
const keyOf = (url: string): string => createHash('sha256').update(url).digest('hex').slice(0, 32);
