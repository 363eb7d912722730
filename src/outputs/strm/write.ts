// Makes a folder what it should be: writes what is new or changed, takes away what it wrote itself and nobody wants any
// more, and touches nothing else.

import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hash53 } from '../../model/ids.ts';
import type { Manifest } from './manifest.ts';
import type { WantedFile, WantedPicture } from './wanted.ts';

export interface WriteOutcome {
  readonly fileCount: number;
  readonly writtenCount: number;
  readonly removedCount: number;
  /** Files that would go, but are more than may without being asked; 0 when nothing waits for an answer. */
  readonly waitingCount: number;
  /** Pictures that are to be fetched and are not there: the first of them. */
  readonly pictures: readonly WantedPicture[];
}

/** A provider that lost its list would else take a whole library with it. */
const REMOVABLE_SHARE = 0.2;
const ALWAYS_REMOVABLE = 20;

export interface WriteOptions {
  readonly target: string;
  readonly manifest: Manifest;
  /** A person has agreed to any number of removals. */
  readonly mayRemoveMany: boolean;
  readonly throwIfAborted: () => void;
  /** Addresses of pictures that could not be had lately. */
  readonly without: ReadonlySet<string>;
}

/** In one run; the next one finds the others. */
const MOST_PICTURES = 500;

const CHECK_EVERY = 500;

export function writeFiles(wanted: Iterable<WantedFile>, options: WriteOptions): WriteOutcome {
  const { target, manifest, throwIfAborted } = options;
  const known = manifest.read();
  const before = known.size;
  let [fileCount, writtenCount] = [0, 0];
  const pictures: WantedPicture[] = [];
  for (const one of wanted) {
    const { path } = one;
    if (fileCount % CHECK_EVERY === 0) throwIfAborted();
    fileCount += 1;
    const digest = hash53('content' in one ? one.content : one.pictureUrl);
    const entry = known.get(path);
    known.delete(path);
    const file = join(target, path);
    if (entry === digest && existsSync(file)) continue;
    if (entry === undefined && existsSync(file)) continue; // somebody else's: neither written nor ever taken away
    if (!('content' in one)) {
      if (pictures.length < MOST_PICTURES && !options.without.has(one.pictureUrl)) pictures.push(one);
      continue;
    }
    writeAtomically(file, one.content);
    manifest.put(path, digest);
    writtenCount += 1;
  }
  const isMany = known.size > Math.max(ALWAYS_REMOVABLE, before * REMOVABLE_SHARE);
  const mayRemove = fileCount > 0 || options.mayRemoveMany; // an empty library is a fault until somebody says otherwise
  if (known.size > 0 && (!mayRemove || (isMany && !options.mayRemoveMany))) {
    manifest.flush();
    return { fileCount, writtenCount, removedCount: 0, waitingCount: known.size, pictures };
  }
  for (const path of known.keys()) {
    rmSync(join(target, path), { force: true });
    manifest.remove(path);
    removeEmptyFolders(target, dirname(path));
  }
  manifest.flush();
  return { fileCount, writtenCount, removedCount: known.size, waitingCount: 0, pictures };
}

/** @returns whether it was written: not over what somebody else has put there meanwhile */
export function writePicture(
  { path, pictureUrl, bytes }: WantedPicture & { readonly bytes: Uint8Array },
  { target, manifest }: Pick<WriteOptions, 'manifest' | 'target'>,
): boolean {
  const file = join(target, path);
  if (existsSync(file) && !manifest.has(path)) return false;
  writeAtomically(file, bytes);
  manifest.put(path, hash53(pictureUrl));
  return true;
}

/** Whole or not at all: media servers read while it is written. */
function writeAtomically(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.masthead-new`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, file);
}

function removeEmptyFolders(target: string, folder: string): void {
  for (let path = folder; path !== '.' && path !== ''; path = dirname(path)) {
    const whole = join(target, path);
    try {
      if (lstatSync(whole).isSymbolicLink() || readdirSync(whole).length > 0) return;
      rmdirSync(whole);
    } catch {
      return; // not there, or not ours to take
    }
  }
}
