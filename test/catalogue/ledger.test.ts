import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { LedgerIndex } from '../../src/catalogue/ledger-index.ts';
import { Ledger } from '../../src/catalogue/ledger.ts';
import type { StreamId } from '../../src/model/ids.ts';

const id = fc.maxSafeNat().map((value) => value as StreamId);
const ids = fc.uniqueArray(id, { maxLength: 3_000, size: 'large' });

const ledgerOf = (all: readonly StreamId[]): Ledger => {
  const ledger = new Ledger(0);
  for (const [row, one] of all.entries()) ledger.append({ id: one, digest: one + 1, row, kind: row % 4 });
  return ledger;
};

test('a ledger reads back what it wrote, in chunks of any size', () => {
  fc.assert(
    fc.property(ids, fc.integer({ min: 1, max: 500 }), (all, chunk) => {
      const written = ledgerOf(all);
      const read = new Ledger();
      for (let from = 0; from < all.length; from += chunk) {
        read.decode(Uint8Array.from(written.encode(from, Math.min(from + chunk, all.length))));
      }
      expect(read.length).toBe(all.length);
      expect([...read.ids.subarray(0, read.length)]).toEqual(all);
      expect([...read.digests.subarray(0, read.length)]).toEqual(all.map((one) => one + 1));
      expect([...read.rows.subarray(0, read.length)]).toEqual([...all.keys()]);
      expect([...read.kinds.subarray(0, read.length)]).toEqual(all.map((_, row) => row % 4));
    }),
    { numRuns: 30 },
  );
});

test('an index finds every id of its ledger and no other', () => {
  fc.assert(
    fc.property(ids, id, (all, stranger) => {
      const ledger = ledgerOf(all.slice(0, 10));
      const index = new LedgerIndex(ledger);
      for (const [row, one] of all.entries()) {
        if (row >= 10) index.add(ledger.append({ id: one, digest: 0, row, kind: 0 }));
      }
      for (const [position, one] of all.entries()) expect(index.find(one)).toBe(position);
      fc.pre(!all.includes(stranger));
      expect(index.find(stranger)).toBe(-1);
    }),
    { numRuns: 20 },
  );
});
