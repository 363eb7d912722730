// What matching remembers, in real files.

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { silentLog, type Log } from '../../src/kernel/log.ts';
import { assort } from '../../src/matching/assort.ts';
import { NameTable } from '../../src/matching/name-table.ts';
import { openMatchMemory } from '../../src/sync/match-memory.ts';

const folder = mkdtempSync(join(tmpdir(), 'masthead-memory-'));
afterAll(() => rmSync(folder, { recursive: true }));

function remembered(name: string, nameCount: number, log: Log = silentLog) {
  const memory = openMatchMemory(join(folder, name), log);
  const table = new NameTable();
  for (let at = 0; at < nameCount; at += 1)
    table.add(`Nova Sport ${at.toString(36)} Berg`, 'de', { provider: at % 2 ? 'a' : 'b' });
  const assortment = assort(table, { memory });
  return { assortment, outcome: memory.read('de'), grounds: memory.readGrounds('de') };
}

const MANY = 900;

test('what was compared comes back whole, and of a larger one before nothing is left', () => {
  const many = remembered('whole', MANY);
  expect(many.outcome!.channelOf).toHaveLength(MANY);
  expect(many.grounds!.read.texts).toHaveLength(MANY);
  const few = remembered('whole', 20);
  expect(few.outcome!.channelOf).toHaveLength(20);
  expect(few.grounds!.read.texts).toHaveLength(20);
  expect(few.assortment).toEqual(remembered('few', 20).assortment);
  expect(readdirSync(join(folder, 'whole')).filter((name) => name.endsWith('.next'))).toEqual([]);
});

test('what a loss of power has left half, or empty, is made anew', () => {
  remembered('spoilt', MANY);
  const file = readdirSync(join(folder, 'spoilt')).find((name) => name.endsWith('.grounds'))!;
  const bytes = readFileSync(join(folder, 'spoilt', file));
  const damaged = Uint8Array.from(bytes);
  damaged[damaged.length >> 1]! ^= 1;
  for (const [at, spoilt] of [bytes.subarray(0, bytes.length - 100), new Uint8Array(0), damaged].entries()) {
    cpSync(join(folder, 'spoilt'), join(folder, `spoilt-${at}`), { recursive: true });
    writeFileSync(join(folder, `spoilt-${at}`, file), spoilt);
    const memory = openMatchMemory(join(folder, `spoilt-${at}`), silentLog);
    expect(memory.readGrounds('de')).toBeUndefined();
    expect(memory.read('de')).toBeDefined();
    const more = remembered(`spoilt-${at}`, MANY + 1);
    expect(more.grounds!.read.texts).toHaveLength(MANY + 1);
    expect(more.assortment).toEqual(remembered(`more-${at}`, MANY + 1).assortment);
  }
});

test('a disk that takes nothing costs the memory, not the merge, and is told once', () => {
  const warnings: string[] = [];
  const log: Log = { ...silentLog, warning: (text) => void warnings.push(text) };
  const expected = remembered('plain', 30).assortment;
  openMatchMemory(join(folder, 'full'), log);
  for (const name of readdirSync(join(folder, 'plain')))
    cpSync(join(folder, 'plain'), join(folder, 'full', `${name}.next`), { recursive: true }); // a folder stands in the way
  expect(remembered('full', 30, log).assortment).toEqual(expected);
  expect(warnings).toHaveLength(1);
});
