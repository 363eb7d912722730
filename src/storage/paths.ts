// Where things lie in the data folder. Nothing is written outside it.

import { access, constants, mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '../kernel/errors.ts';
import { makeFolder } from './folder.ts';

export interface Paths {
  readonly root: string;
  /** Held while a Masthead runs on this folder. */
  readonly lock: string;
  readonly settings: string;
  readonly providers: string;
  readonly accounts: string;
  /** Logins that are open. */
  readonly logins: string;
  /** What people like best. */
  readonly favourites: string;
  /** The user's lineup decisions. */
  readonly decisions: string;
  /** What a person wants to be done with many streams at once. */
  readonly rules: string;
  /** Device id, UUID, signing key: made once, kept for ever. */
  readonly identity: string;
  /** What was before an import that is under way. */
  readonly importJournal: string;
  /** Who is alerted. */
  readonly targets: string;
  /** What happened, and messages on their way. */
  readonly alerts: string;
  /** Who changed what. */
  readonly audit: string;
  /** How changes were answered that came with a key. */
  readonly answers: string;
  /** What was watched. */
  readonly viewing: string;
  /** What happened on air. */
  readonly history: string;
  /** Which notifications Home Assistant may be showing. */
  readonly notices: string;
  /** Long work that was asked for. */
  readonly jobs: string;
  /** Assigned channel ids and numbers. */
  readonly numbers: string;
  readonly catalogue: string;
  readonly guide: string;
  readonly lineup: string;
  /** What was seen of streams: whether they work, what they are. */
  readonly health: string;
  /** What a person decided about single streams. */
  readonly streamDecisions: string;
  /** What a person decided about titles. */
  readonly titleDecisions: string;
  /** Titles of movies and series. */
  readonly library: string;
  /** Which `.strm` files were written; the files themselves lie where a person wants them. */
  readonly files: string;
  readonly strm: string;
  /** May be emptied at any time; left out of backups. */
  readonly cache: string;
  /** What matching has compared before: a folder. */
  readonly matches: string;
  /** A public database of channels, where a person allows it. */
  readonly knowledge: string;
  readonly logos: string;
  /** What was seen of logos. */
  readonly looks: string;
  /** A person's own logos. */
  readonly ownLogos: string;
  /** Sources that are being read; nothing in it outlives a start. */
  readonly downloads: string;
}

export function pathsIn(root: string): Paths {
  const cache = join(root, 'cache');
  return {
    root,
    lock: join(root, 'masthead.lock'),
    settings: join(root, 'settings.json'),
    providers: join(root, 'providers.json'),
    accounts: join(root, 'accounts.json'),
    logins: join(root, 'logins.json'),
    favourites: join(root, 'favourites.json'),
    decisions: join(root, 'decisions.json'),
    rules: join(root, 'rules.json'),
    identity: join(root, 'identity.json'),
    importJournal: join(root, 'import.json'),
    targets: join(root, 'targets.json'),
    alerts: join(root, 'alerts.sqlite'),
    audit: join(root, 'audit.sqlite'),
    answers: join(root, 'answers.sqlite'),
    viewing: join(root, 'viewing.sqlite'),
    history: join(root, 'history.json'),
    notices: join(root, 'notices.json'),
    jobs: join(root, 'jobs.json'),
    numbers: join(root, 'numbers.bin'),
    catalogue: join(root, 'catalogue.sqlite'),
    guide: join(root, 'guide.sqlite'),
    lineup: join(root, 'lineup.sqlite'),
    health: join(root, 'health.sqlite'),
    streamDecisions: join(root, 'streams.json'),
    titleDecisions: join(root, 'titles.json'),
    library: join(root, 'library.sqlite'),
    files: join(root, 'files.sqlite'),
    strm: join(root, 'strm'),
    cache,
    matches: join(cache, 'matches'),
    knowledge: join(cache, 'knowledge'),
    logos: join(cache, 'logos'),
    looks: join(cache, 'looks.sqlite'),
    ownLogos: join(root, 'logos'),
    downloads: join(cache, 'downloads'),
  };
}

/** @throws AppError `settings.invalid` where the data folder cannot be made, or nothing may be written in it */
export async function makeFolders(paths: Paths): Promise<void> {
  try {
    for (const folder of [paths.logos, paths.downloads]) makeFolder(folder);
    await access(paths.root, constants.W_OK);
  } catch (cause) {
    throw new AppError('settings.invalid', `The data folder ${resolve(paths.root)} cannot be used: ${whyNot(cause)}`, {
      cause,
    });
  }
}

const WHY_NOT: Readonly<Record<string, string>> = {
  EACCES: 'it may not be written by the user that Masthead runs as',
  EPERM: 'it may not be written by the user that Masthead runs as',
  EROFS: 'it is read-only',
  ENOTDIR: 'a file is in its place',
  EEXIST: 'a file is in its place',
  ENOENT: 'no folder can be made there',
  ENOSPC: 'the disk is full',
};

const whyNot = (cause: unknown): string =>
  WHY_NOT[(cause as NodeJS.ErrnoException).code ?? ''] ?? (cause as Error).message;

/** What a crash left behind. The folder's lock must be held: another Masthead may be reading there. */
export async function emptyDownloads(paths: Paths): Promise<void> {
  await rm(paths.downloads, { recursive: true, force: true });
  await mkdir(paths.downloads, { recursive: true });
}
