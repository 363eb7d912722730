import { expect, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import { openLooks, readViews, writeLook, writeSources, type LookRow } from '../../src/logos/looks.ts';
import { VIEW_CELLS } from '../../src/logos/mask.ts';
import { packAll, type PackedLooks } from '../../src/logos/packed-looks.ts';

test('who shows a logo comes with what was seen of it, and is told anew each time', () => {
  const database = openLooks(':memory:', silentLog);
  const row: LookRow = {
    address: 7,
    state: 'seen',
    seenAt: 1,
    width: 2,
    height: 1,
    onDark: 1,
    onLight: 1,
    isTransparent: true,
  };
  const view = { aspect: 2, edges: 30, hash: [1, -2] as const, cover: new Uint8Array(VIEW_CELLS).fill(9) };
  writeLook(database, row, [view]);
  const shownBy = (...sources: readonly number[]): PackedLooks => packAll([{ number: 7, views: [view], sources }]);
  expect(readViews(database)).toEqual(shownBy());
  writeSources(
    database,
    new Map([
      [3, new Set([7, 8])],
      [1, new Set([7])],
    ]),
  );
  expect(readViews(database)).toEqual(shownBy(1, 3));
  writeSources(database, new Map([[3, new Set([8])]]));
  expect(readViews(database).sources).toEqual(new Uint32Array(1));
  database.close();
});
