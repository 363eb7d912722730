// A person's own logos: images in a folder and in the folders in it, named like their channel or by its id. They go before any
// provider's.

import { globSync, statSync } from 'node:fs';
import { glob, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { join, parse, sep } from 'node:path';
import type { Clock } from '../kernel/clock.ts';
import { MINUTE_MS } from '../kernel/units.ts';
import { IMAGE_TYPES, imageKindOf, MAX_LOGO_BYTES, type Image } from './image-type.ts';
import { logoKey } from './logo-key.ts';
import type { StoredLogo } from './logo-store.ts';

/** Formats that are looked for, by the ending of the file's name. */
const ENDINGS = new Set([...Object.keys(IMAGE_TYPES), 'jpeg']);
/** A folder may be on a network share: it is read now and then, not at every request. */
const READ_EVERY_MS = MINUTE_MS;
const MOST_FILES = 50_000;
/** Collections sort them by country and by category. */
const FILES = '{*,*/*,*/*/*}';

export interface LocalLogosOptions {
  /** An absolute path; it need not be there. */
  readonly folder: () => string;
  readonly clock: Clock;
}

/** On what a logo is to be read. */
export type Background = 'dark' | 'light';

export class LocalLogos {
  readonly #options: LocalLogosOptions;
  #files: ReadonlyMap<string, string> = new Map();
  #readFrom = '';
  #readAt = -Infinity;

  constructor(options: LocalLogosOptions) {
    this.#options = options;
  }

  /** @param names the first that a file is named after wins; of `zdf-light` and `zdf`, the one for the background does */
  async find(names: readonly string[], background?: Background): Promise<StoredLogo | undefined> {
    const files = await this.#list();
    if (files.size === 0) return undefined;
    const keys = names.map((name) => logoKey(name)).filter((key) => key !== '');
    const wanted = background ? keys.flatMap((key) => [`${key} ${background}`, key]) : keys;
    for (const key of wanted) {
      const file = files.get(key);
      const logo = file === undefined ? undefined : await this.#read(file);
      if (logo) return logo;
    }
    return undefined;
  }

  /** Names of the files whose names contain all these words, in order. */
  async search(words: string, limit: number): Promise<string[]> {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    const names = [...(await this.#list()).values()];
    return names.filter((name) => wanted.every((word) => name.toLowerCase().includes(word))).slice(0, limit);
  }

  /** By its own file's name. */
  async read(file: string): Promise<StoredLogo | undefined> {
    await this.#list();
    return this.#read(file);
  }

  /** Keeps an image there, under a name of its own making. @throws Error when the folder cannot be written */
  async put(name: string, { kind, bytes }: Image): Promise<string> {
    const folder = this.#options.folder();
    const file = `${name}.${kind}`;
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, file), bytes);
    this.#readAt = -Infinity;
    return file;
  }

  async #list(): Promise<ReadonlyMap<string, string>> {
    const { folder, clock } = this.#options;
    const path = folder();
    if (path === this.#readFrom && clock.monotonicMs() - this.#readAt < READ_EVERY_MS) return this.#files;
    this.#readFrom = path;
    this.#readAt = clock.monotonicMs();
    const names: string[] = [];
    for await (const name of glob(FILES, { cwd: path })) if (names.push(name) >= MOST_FILES) break;
    this.#files = byKey(names);
    return this.#files;
  }

  /** What is no image, too large or a link that leads elsewhere is passed over. */
  async #read(file: string): Promise<StoredLogo | undefined> {
    try {
      const folder = await realpath(this.#readFrom);
      const path = await realpath(join(folder, file));
      const { size, mtimeMs } = await stat(path);
      if (!path.startsWith(folder + sep) || size > MAX_LOGO_BYTES) return undefined;
      const bytes = await readFile(path);
      const kind = imageKindOf(bytes);
      return kind && { kind, bytes, fetchedAt: mtimeMs };
    } catch {
      return undefined;
    }
  }
}

const depthOf = (name: string): number => name.split(sep).length;

/** Of several files for one name the least deep, of those the first, whatever order the folder has them in. */
function byKey(names: readonly string[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const file of names.toSorted().toSorted((a, b) => depthOf(a) - depthOf(b))) {
    const { name, ext } = parse(file);
    const key = logoKey(name);
    if (ENDINGS.has(ext.slice(1).toLowerCase()) && key !== '' && !files.has(key)) files.set(key, file);
  }
  return files;
}

/** Another one when a file has come, gone or got another name; 0 where there is no folder. */
export function folderStamp(folder: string): number {
  return (folder && statSync(folder, { throwIfNoEntry: false })?.mtimeMs) || 0;
}

/** For tasks: whether the folder has a logo for a name. @param folder empty where there is none */
export function ownLogoNames(folder: string): (name: string) => boolean {
  let files = new Map<string, string>();
  try {
    if (folder !== '') files = byKey(globSync(FILES, { cwd: folder }).slice(0, MOST_FILES)); // else it is where one is
  } catch {
    // There need not be one.
  }
  return (name) => files.size > 0 && files.has(logoKey(name));
}
