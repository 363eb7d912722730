// Which pictures lie in a person's folder of logos, in little memory: a hundred thousand of them are a few megabytes. Read from
// the disk in a worker.

import { opendirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { join, parse, sep } from 'node:path';
import { hash53 } from '../model/ids.ts';
import { IMAGE_TYPES } from './image-type.ts';
import { keysOfFile, keysOfName } from './logo-key.ts';

export interface FolderIndex {
  /** Another one when a file has come, gone or got another name, however deep; 0 where there is no folder. */
  readonly stamp: number;
  /** That were read, below the folder; the folder itself is empty. */
  readonly folders: readonly string[];
  /** Hashes of what the files are for, in order; `starts` has for each where its file's name begins in `names`. */
  readonly keys: Float64Array;
  readonly starts: Uint32Array;
  /** Paths below the folder, each with a zero behind it. */
  readonly names: string;
}

export const EMPTY_INDEX: FolderIndex = {
  stamp: 0,
  folders: [''],
  keys: new Float64Array(),
  starts: new Uint32Array(),
  names: '',
};

export interface FolderLimits {
  readonly pictures: number;
  readonly entries: number;
  readonly folders: number;
}

/** A folder may be anything that somebody has pointed at: a whole disk, too. What is less deep goes first. */
const LIMITS: FolderLimits = { pictures: 200_000, entries: 500_000, folders: 20_000 };
/** Collections sort them by country and by category. */
const DEEPEST = 3;
/** Formats that are looked for, by the ending of the file's name. */
const ENDINGS = new Set([...Object.keys(IMAGE_TYPES), 'jpeg']);
/** Read from the disk at once. */
const ENTRIES_AT_ONCE = 1_024;
const END = '\0';

/** @returns the known one where no folder has changed since */
export function readFolder(folder: string, known?: FolderIndex, limits = LIMITS): FolderIndex {
  if (known && stampOf(folder, known.folders) === known.stamp) return known;
  if (folder === '' || mtimeOf(folder) === 0) return EMPTY_INDEX; // else it is where Masthead was started
  const walk: Walk = { root: realpathSync(folder), limits, folders: [''], files: [], entries: 0 };
  const changed: number[] = [];
  for (let at = 0; at < walk.folders.length; at += 1) {
    changed.push(mtimeOf(join(folder, walk.folders[at]!))); // before it is read: what comes meanwhile is seen next time
    readInto(walk, walk.folders[at]!);
  }
  return { ...packed(walk.files), stamp: stampFrom(walk.folders, changed), folders: walk.folders };
}

interface Walk {
  readonly root: string;
  readonly limits: FolderLimits;
  /** In the order in which they are read: the less deep first. */
  readonly folders: string[];
  readonly files: string[];
  entries: number;
}

function readInto(walk: Walk, below: string): void {
  const { root, limits, folders, files } = walk;
  const isDeepest = below !== '' && below.split(sep).length >= DEEPEST - 1;
  try {
    using entries = opendirSync(join(root, below), { bufferSize: ENTRIES_AT_ONCE });
    for (let entry = entries.readSync(); entry; entry = entries.readSync()) {
      walk.entries += 1;
      if (walk.entries > limits.entries || files.length >= limits.pictures) return;
      if (entry.name.startsWith('.') || entry.name.startsWith('@')) continue; // what systems keep beside files
      const path = join(below, entry.name);
      if (isPicture(entry, root, path)) files.push(path);
      else if (entry.isDirectory() && !isDeepest && folders.length < limits.folders) folders.push(path);
    }
  } catch {
    // It has gone, or nobody may read it.
  }
}

/** A link to a file that lies elsewhere is none; one to a folder is not followed: it may lead in a circle. */
function isPicture(entry: Dirent, root: string, path: string): boolean {
  if (!ENDINGS.has(parse(entry.name).ext.slice(1).toLowerCase())) return false;
  if (!entry.isSymbolicLink()) return entry.isFile();
  try {
    const target = realpathSync(join(root, path));
    return target.startsWith(root + sep) && statSync(target).isFile();
  } catch {
    return false;
  }
}

const depthOf = (file: string): number => file.split(sep).length;

/** Of several files for one name the least deep, of those the first, whatever order the folder has them in. */
function packed(files: readonly string[]): Pick<FolderIndex, 'keys' | 'names' | 'starts'> {
  const started = new Map<number, number>();
  const kept: string[] = [];
  let length = 0;
  for (const file of files.toSorted().toSorted((a, b) => depthOf(a) - depthOf(b))) {
    for (const key of keysOfFile(parse(file).name)) {
      if (key !== '' && !started.has(hash53(key))) started.set(hash53(key), length);
    }
    kept.push(file, END); // also one that no name leads to: a person can choose it
    length += file.length + END.length;
  }
  const keys = Float64Array.from(started.keys()).toSorted();
  return { keys, starts: Uint32Array.from(keys, (key) => started.get(key)!), names: kept.join('') };
}

/** @param key as `keysOfName` makes it @returns the file's path below the folder */
export function fileIn({ keys, starts, names }: FolderIndex, key: string): string | undefined {
  const wanted = hash53(key);
  let [from, to] = [0, keys.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (keys[middle]! < wanted) from = middle + 1;
    else to = middle;
  }
  if (key === '' || keys[from] !== wanted) return undefined;
  return names.slice(starts[from], names.indexOf(END, starts[from]));
}

/** All files, the least deep first. */
export function* filesIn({ names }: FolderIndex): Generator<string> {
  for (let at = 0, end; at < names.length; at = end + 1) {
    end = names.indexOf(END, at);
    yield names.slice(at, end);
  }
}

const mtimeOf = (folder: string): number => statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function stampOf(folder: string, folders: readonly string[]): number {
  if (folder === '' || mtimeOf(folder) === 0) return 0;
  return stampFrom(
    folders,
    folders.map((below) => mtimeOf(join(folder, below))),
  );
}

const stampFrom = (folders: readonly string[], changed: readonly number[]): number =>
  hash53(folders.map((below, at) => `${below}${END}${changed[at]}`).join(END));

/** What this thread has read last. */
let last: { readonly folder: string; readonly index: FolderIndex } | undefined;

/** Whether there is a logo for a name. @param market of the channel, where its name does not say it */
export type HasOwnLogo = (name: string, market?: string) => boolean;

/** For tasks. @param folder empty where there is none */
export function ownLogoNames(folder: string): HasOwnLogo {
  const index = readFolder(folder, last?.folder === folder ? last.index : undefined);
  last = { folder, index };
  const has = (key: string): boolean => fileIn(index, key) !== undefined;
  return (name, market) => index.keys.length > 0 && keysOfName(name, undefined, market).some(has);
}
