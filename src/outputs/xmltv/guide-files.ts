// Guides as files, packed, made once by a worker for each version and then only read: a slow client holds a file open,
// never a thread, and Jellyfin, Plex and Kodi asking one after another cost one rendering. Who asks while a big one is
// being made reads along.

import { mkdir, open, readdir, rm, stat, utimes, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { guidedChannel } from '../../guide/channel-programmes.ts';
import { sleep } from '../../kernel/clock.ts';
import { SingleFlight } from '../../kernel/single-flight.ts';
import { formatChannelNumber, xmltvId, type Channel } from '../../model/channel.ts';
import { printChannelId } from '../../model/ids.ts';
import { taskRef, type WorkerPool } from '../../workers/pool.ts';
import { taskUrl } from '../../workers/task.ts';
import { growing } from './growing-file.ts';
import type renderTask from './render.task.ts';
import type { RenderedChannel } from './render.ts';
import { windowOf, type Selection, type VersionPorts } from './version.ts';

export interface GuidePorts extends VersionPorts {
  readonly pool: WorkerPool;
  /** The guide's database. */
  readonly guideFile: string;
  /** A folder that may be emptied at any time. */
  readonly cacheFolder: string;
}

/** Belongs to who asked for it: whoever destroys the stream closes the file. */
export interface GuideFile {
  /** gzip. Fails when the guide could not be made to its end. */
  readonly packed: Readable;
  /** Null while it is still being made. */
  readonly bytes: number | null;
}

/** Most guides are made within this time: their length is known, and a failure is a plain 503. */
const WHOLE_WITHIN_MS = 400;
const LOOK_AGAIN_MS = 50;

/** Versions kept: each client's address for Masthead makes one, and so does each `?group=`. */
const MAX_FILES = 8;
const SUFFIX = '.xml.gz';
/** A file's name while it is being written. */
const UNFINISHED = '.next';

const task = taskRef<typeof renderTask>(taskUrl(import.meta, './render.task'));

export class GuideFiles {
  readonly #ports: GuidePorts;
  readonly #flights = new SingleFlight<string, void>();
  readonly #stopping = new AbortController();

  constructor(ports: GuidePorts) {
    this.#ports = ports;
  }

  /** @throws AppError `process.*`, `storage.*`, or what the disk said */
  async open(version: string, selection: Selection): Promise<GuideFile> {
    const file = join(this.#ports.cacheFolder, version + SUFFIX);
    const handle = await opened(file);
    return handle ? whole(handle) : this.#made(file, selection);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#flights.settled();
  }

  async #made(file: string, selection: Selection): Promise<GuideFile> {
    const { clock } = this.#ports;
    const making = this.#flights.run(file, () => this.#render(file, selection));
    making.catch(() => undefined); // whoever reads along hears of it, if anybody still does
    for (let waitMs = WHOLE_WITHIN_MS; ; waitMs = LOOK_AGAIN_MS) {
      await Promise.race([making, sleep(clock, waitMs)]);
      if (!this.#flights.isUnderWay(file)) break;
      const handle = await opened(file + UNFINISHED); // not there as long as every worker is busy
      if (handle) return { packed: Readable.from(growing(handle, making, clock)), bytes: null };
    }
    await making;
    return whole(await open(file));
  }

  async #render(file: string, { baseUrl, groups }: Selection): Promise<void> {
    const { pool, guideFile, cacheFolder, lineup, making } = this.#ports;
    await mkdir(cacheFolder, { recursive: true });
    const channels = inGroups(lineup().channels, groups).map((channel) => renderedChannel(channel, baseUrl));
    const window = windowOf(this.#ports);
    const input = { file, unfinished: file + UNFINISHED, guideFile, channels, window, making: making() };
    await pool.run(task, input, { signal: this.#stopping.signal });
    await prune(cacheFolder);
  }
}

async function whole(handle: FileHandle): Promise<GuideFile> {
  try {
    return { bytes: (await handle.stat()).size, packed: handle.createReadStream() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function renderedChannel(channel: Channel, baseUrl: string): RenderedChannel {
  return {
    xmltvId: xmltvId(channel.id),
    name: channel.name,
    number: formatChannelNumber(channel.number),
    iconUrl: channel.logoUrl === '' ? '' : `${baseUrl}/logo/${printChannelId(channel.id)}`,
    guided: guidedChannel(channel),
  };
}

/** Case and outer blanks do not count: a person types them. */
function inGroups(channels: readonly Channel[], groups: readonly string[]): readonly Channel[] {
  if (groups.length === 0) return channels;
  const wanted = new Set(groups.map(folded));
  return channels.filter(({ group }) => wanted.has(folded(group)));
}

const folded = (group: string): string => group.trim().toLowerCase();

/** Undefined when it is not there. Opening it counts as use. */
async function opened(file: string): Promise<FileHandle | undefined> {
  try {
    const handle = await open(file);
    const now = new Date();
    await utimes(file, now, now).catch(() => undefined); // it may have been pruned meanwhile, and is open all the same
    return handle;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Removes all but the files used last, and what broken renderings left. */
async function prune(folder: string): Promise<void> {
  const names = await readdir(folder);
  const used = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name)).catch(() => undefined))?.mtimeMs ?? 0 })),
  );
  const stale = used.toSorted((one, other) => other.at - one.at).slice(MAX_FILES);
  await Promise.all(stale.map(({ name }) => rm(join(folder, name), { force: true })));
}
