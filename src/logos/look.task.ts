// Looks at a few logos in a worker and writes down what was seen.

import { systemClock } from '../kernel/clock.ts';
import { taskLog } from '../workers/log.ts';
import { defineTask } from '../workers/task.ts';
import { decode } from './decode.ts';
import { look } from './look.ts';
import { openLooks, writeLook, type LookRow } from './looks.ts';

export interface LogoToSee {
  readonly address: number;
  /** Null for one that could not be had. */
  readonly bytes: Uint8Array | null;
}

export interface LookInput {
  readonly file: string;
  readonly logos: readonly LogoToSee[];
}

export interface LookSummary {
  readonly seen: number;
  readonly broken: number;
  readonly absent: number;
}

const NOTHING = { width: 0, height: 0, onDark: 0, onLight: 0, isTransparent: false };

export default defineTask<LookInput, LookSummary>(async ({ file, logos }, context) => {
  const counts = { seen: 0, broken: 0, absent: 0 };
  const seen = [];
  for (const logo of logos) {
    context.throwIfAborted();
    const one = await see(logo);
    counts[one.row.state] += 1;
    seen.push(one);
  }
  const database = openLooks(file, taskLog('logo'));
  try {
    database.exec('BEGIN');
    for (const { row, views } of seen) writeLook(database, row, views);
    database.exec('COMMIT');
  } finally {
    database.close();
  }
  return counts;
});

async function see({ address, bytes }: LogoToSee) {
  const base: Omit<LookRow, 'state'> = { address, seenAt: systemClock.now(), ...NOTHING };
  if (!bytes) return { row: { ...base, state: 'absent' } satisfies LookRow, views: [] };
  try {
    const pixels = await decode(bytes);
    const { views, onDark, onLight, isTransparent } = look(pixels);
    const { fullWidth: width, fullHeight: height } = pixels;
    const row: LookRow = { ...base, state: 'seen', width, height, onDark, onLight, isTransparent };
    return { row, views };
  } catch {
    return { row: { ...base, state: 'broken' } satisfies LookRow, views: [] }; // what is no image is common: counted
  }
}
