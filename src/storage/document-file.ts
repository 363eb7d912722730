// lowdb's adapter for one precious file: written beside, flushed, then renamed over; the copy before it is kept.

import { copyFile, link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Adapter } from 'lowdb';
import { AppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { inSlices } from '../kernel/slices.ts';
import { printed } from './printed.ts';

/** What stands in the file: the data and the version of its shape. */
export interface Envelope {
  readonly version: number;
  readonly data: unknown;
}

export class DocumentFile implements Adapter<Envelope> {
  readonly #file: string;
  readonly #check: (envelope: Envelope) => void;
  readonly #log: Log;
  #writes: Promise<void> = Promise.resolve();

  /** @param check throws when an envelope cannot be used */
  constructor(file: string, check: (envelope: Envelope) => void, log: Log) {
    this.#file = file;
    this.#check = check;
    this.#log = log;
  }

  /** The last good copy of the document, kept beside it. */
  get lastGood(): string {
    return `${this.#file}.last-good`;
  }

  async read(): Promise<Envelope | null> {
    const current = await this.#load(this.#file);
    if (current.kind === 'good') return current.envelope;
    const lastGood = await this.#load(this.lastGood);
    if (lastGood.kind === 'good') {
      this.#log.warning('A document could not be read; its last good copy is used, without what was changed after it', {
        file: this.#file,
        saved_at: lastGood.savedAt,
        reason: current.kind === 'missing' ? 'the file is gone' : current.reason,
      });
      if (current.kind === 'bad') await rename(this.#file, `${this.#file}.corrupt`);
      await copyFile(this.lastGood, this.#file);
      return lastGood.envelope;
    }
    if (current.kind === 'missing' && lastGood.kind === 'missing') return null;
    const reason = current.kind === 'bad' ? current.reason : lastGood.kind === 'bad' ? lastGood.reason : '';
    throw new AppError(
      'storage.corrupt',
      `${this.#file} cannot be read and there is no good copy: ${reason}. Move it away to start without it.`,
    );
  }

  write(envelope: Envelope): Promise<void> {
    const write = this.#writes.then(async () => this.#replace(`${await inSlices(printed(envelope))}\n`));
    this.#writes = write.catch(() => undefined);
    return write;
  }

  async #load(file: string): Promise<Loaded> {
    let text: string;
    let savedAt: Date;
    try {
      text = await readFile(file, 'utf8');
      savedAt = (await stat(file)).mtime;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return { kind: 'missing' };
      throw new AppError('internal', `${file} cannot be read: ${WHY_NOT[code ?? ''] ?? message}.`, { cause: error });
    }
    try {
      const envelope = JSON.parse(text) as Envelope;
      this.#check(envelope);
      return { kind: 'good', envelope, savedAt };
    } catch (error) {
      if (error instanceof AppError && error.code !== 'storage.corrupt') throw error;
      return { kind: 'bad', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  async #replace(text: string): Promise<void> {
    const next = `${this.#file}.next`;
    try {
      await writeDurably(next, text);
      await this.#keepLastGood(text);
      await rename(next, this.#file);
      await flushFolder(dirname(this.#file));
    } catch (cause) {
      await rm(next, { force: true }).catch(() => undefined); // gives the space back; what counts is the error
      const full = (cause as NodeJS.ErrnoException).code === 'ENOSPC';
      throw new AppError(full ? 'storage.full' : 'internal', `${this.#file} could not be written`, { cause });
    }
  }

  /** What is about to be replaced becomes the last good copy; of a first write, that is the text itself. */
  async #keepLastGood(text: string): Promise<void> {
    const kept = `${this.lastGood}.next`;
    await rm(kept, { force: true });
    await link(this.#file, kept)
      .catch(() => copyFile(this.#file, kept)) // file systems without hard links
      .catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return writeDurably(kept, text);
        throw error;
      });
    await rename(kept, this.lastGood);
  }
}

const WHY_NOT: Readonly<Record<string, string>> = {
  EACCES: 'it may not be read by the user that Masthead runs as',
  EPERM: 'it may not be read by the user that Masthead runs as',
  EISDIR: 'a folder is in its place',
  EIO: 'the disk may be failing',
};

type Loaded =
  | { kind: 'good'; envelope: Envelope; savedAt: Date }
  | { kind: 'bad'; reason: string }
  | { kind: 'missing' };

/** Writes a file of its own and flushes it to the disk before it resolves. Mode 0600: documents hold credentials. */
async function writeDurably(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
