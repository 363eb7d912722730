// A person's own logos: images in a folder and in the folders in it, named like their channel or by its id. They go before any
// provider's.

import { mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Clock } from '../kernel/clock.ts';
import { SingleFlight } from '../kernel/single-flight.ts';
import { MINUTE_MS } from '../kernel/units.ts';
import { EMPTY_INDEX, fileIn, filesIn, type FolderIndex } from './folder-index.ts';
import { imageKindOf, MAX_LOGO_BYTES, type Image } from './image-type.ts';
import { keysOfName, type Background } from './logo-key.ts';
import type { StoredLogo } from './logo-store.ts';

/** A folder may be on a network share: it is read now and then, not at every request. */
const READ_EVERY_MS = MINUTE_MS;

export interface LocalLogosOptions {
  /** An absolute path; it need not be there. */
  readonly folder: () => string;
  /** Reads the folder where others do not wait for it. @returns null while nothing has changed since it was read before */
  readonly read: (folder: string, known: FolderIndex | undefined) => Promise<FolderIndex | null>;
  readonly clock: Clock;
}

export class LocalLogos {
  readonly #options: LocalLogosOptions;
  readonly #flights = new SingleFlight<string, void>();
  #index = EMPTY_INDEX;
  /** The folder that the index is of; undefined until one was read. */
  #readFrom: string | undefined;
  #readAt = -Infinity;

  constructor(options: LocalLogosOptions) {
    this.#options = options;
  }

  /**
   * @param names the first that a file is named after wins; of `zdf-light` and `zdf`, the one for the background does, and where
   * none is asked for `zdf` @param market the channel's country code, or empty
   */
  async find(names: readonly string[], background?: Background, market = ''): Promise<StoredLogo | undefined> {
    const index = await this.#list();
    if (index.keys.length === 0) return undefined;
    for (const key of names.flatMap((name) => keysOfName(name, background, market))) {
      const file = fileIn(index, key);
      const logo = file === undefined ? undefined : await this.#open(file);
      if (logo) return logo;
    }
    return undefined;
  }

  /** Names of the files whose names contain all these words, in order. */
  async search(words: string, limit: number): Promise<string[]> {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    const files = filesIn(await this.#list());
    return files
      .filter((name) => wanted.every((word) => name.toLowerCase().includes(word)))
      .take(limit)
      .toArray();
  }

  /** By its own file's name. */
  async read(file: string): Promise<StoredLogo | undefined> {
    await this.#list();
    return this.#open(file);
  }

  /** Keeps an image there, under a name of its own making. @throws Error when the folder cannot be written */
  async put(name: string, { kind, bytes }: Image): Promise<string> {
    const folder = this.#options.folder();
    const file = `${name}.${kind}`;
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, file), bytes);
    await this.lookAgain();
    return file;
  }

  get folder(): string {
    return this.#options.folder();
  }

  /** Another one when files have come, gone or got other names; undefined until the folder was read. */
  get stamp(): number | undefined {
    return this.#readFrom === this.folder ? this.#index.stamp : undefined;
  }

  /** Resolves when what the folder has now is known, or cannot be. */
  async lookAgain(): Promise<void> {
    await this.#flights.settled(); // one under way may have begun before what is to be seen
    await this.#read(this.folder);
  }

  /** Whoever asks waits for the first reading only: later ones go on meanwhile. */
  async #list(): Promise<FolderIndex> {
    const { folder } = this;
    const isKnown = folder === this.#readFrom;
    if (!isKnown || this.#options.clock.monotonicMs() - this.#readAt >= READ_EVERY_MS) {
      const reading = this.#read(folder);
      if (!isKnown) await reading;
    }
    return folder === this.#readFrom ? this.#index : EMPTY_INDEX;
  }

  #read(folder: string): Promise<void> {
    return this.#flights.run(folder, async () => {
      const known = folder === this.#readFrom ? this.#index : undefined;
      try {
        const index = (await this.#options.read(folder, known)) ?? known;
        if (folder !== this.folder) return; // another one was chosen meanwhile
        this.#index = index ?? EMPTY_INDEX;
        this.#readFrom = folder;
      } catch {
        // What is known stays; it is tried again as after any other reading.
      }
      this.#readAt = this.#options.clock.monotonicMs();
    });
  }

  /** What is no image, too large or a link that leads elsewhere is passed over. */
  async #open(file: string): Promise<StoredLogo | undefined> {
    try {
      const folder = await realpath(this.folder);
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
