// How long does it take to find which logos are one artwork, in a worker of a home with 512 MB? As many as are looked at, three
// times as many, and lists that have nothing but one picture, or pictures that hardly differ.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuUsage, memoryUsage } from 'node:process';
import { silentLog } from '../src/kernel/log.ts';
import { openLooks, writeLook, writeSources } from '../src/logos/looks.ts';
import { WorkerPool, taskRef } from '../src/workers/pool.ts';
import { madeLogos, type MadeLogosOptions } from '../test/fakes/made-logos.ts';
import { report, type Figure } from './report.ts';

const LISTS: readonly (readonly [string, MadeLogosOptions])[] = [
  ['10,000', { count: 10_000, brands: 3_000, sources: 5 }],
  ['30,000', { count: 30_000, brands: 9_000, sources: 5 }],
  ['30,000 of one picture', { count: 30_000, brands: 1, sources: 5, change: 0 }],
  ['30,000 of nearly one picture', { count: 30_000, brands: 1, sources: 5, change: 0.1 }],
  ['30,000 of ten brands, of one provider', { count: 30_000, brands: 10, sources: 1, change: 0.3 }],
];

/** What a worker has in a home with 512 MB. */
const HOME_HEAP_MEBIBYTES = 128;
const TASK = taskRef<typeof import('../src/logos/artworks.task.ts').default>(
  new URL('../src/logos/artworks.task.ts', import.meta.url),
);
const SEEN = { state: 'seen', seenAt: 1, width: 1, height: 1, onDark: 1, onLight: 1, isTransparent: true } as const;
const folder = mkdtempSync(join(tmpdir(), 'masthead-bench-'));

function write(file: string, options: MadeLogosOptions): void {
  const database = openLooks(file, silentLog);
  const shown = new Map<number, Set<number>>();
  database.exec('BEGIN');
  for (const { number, views, sources } of madeLogos(options)) {
    writeLook(database, { ...SEEN, address: number }, views);
    for (const source of sources) shown.set(source, (shown.get(source) ?? new Set()).add(number));
  }
  writeSources(database, shown);
  database.exec('COMMIT');
  database.close();
}

const figures: Figure[] = [];
for (const [what, options] of LISTS) {
  const file = join(folder, `${figures.length}.sqlite`);
  write(file, options);
  globalThis.gc?.();
  const pool = new WorkerPool({ maxThreads: 1, heapMebibytes: HOME_HEAP_MEBIBYTES });
  const atRestBytes = memoryUsage.rss();
  let peakBytes = atRestBytes;
  const watch = setInterval(() => (peakBytes = Math.max(peakBytes, memoryUsage.rss())), 20);
  const before = cpuUsage();
  const { artworkCount } = await pool.run(TASK, { file });
  const { user, system } = cpuUsage(before);
  clearInterval(watch);
  await pool.stop();
  figures.push(
    { figure: `${what}: processor`, value: (user + system) / 1e6, unit: 's' },
    { figure: `${what}: peak`, value: (peakBytes - atRestBytes) / 2 ** 20, unit: 'MiB' },
    { figure: `${what}: artworks`, value: artworkCount, unit: '' },
  );
}
rmSync(folder, { recursive: true });
report('artworks', figures);
