import { expect, test } from 'vitest';
import { MEBIBYTE } from '../../../src/kernel/units.ts';
import { FileMeter } from '../../../src/streaming/files/file-meter.ts';

const viewer = { address: '192.0.2.1', userAgent: 'Kodi', via: 'vod' };

test('how far a player is follows from what it reads in a row, not from a look at the index at the end', () => {
  const meter = new FileMeter({ id: 'f1', key: 't1', viewer, since: 5 });
  const total = 100 * MEBIBYTE;
  meter.add(MEBIBYTE, { from: 99 * MEBIBYTE, at: total, total });
  expect(meter.view()).toMatchObject({ bytes_sent: MEBIBYTE, progress: null });
  meter.add(10 * MEBIBYTE, { from: 40 * MEBIBYTE, at: 50 * MEBIBYTE, total });
  expect(meter.view()).toMatchObject({ id: 'f1', since: 5, bytes_sent: 11 * MEBIBYTE, progress: 0.5 });
  meter.add(10 * MEBIBYTE, { from: 40 * MEBIBYTE, at: 60 * MEBIBYTE, total: undefined });
  expect(meter.view().progress).toBe(0.5);
});
