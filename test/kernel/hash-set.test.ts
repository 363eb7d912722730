import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { HashSet } from '../../src/kernel/hash-set.ts';

test('a hash set knows what a set of numbers does', () => {
  const hashes = fc.array(
    fc.oneof(
      fc.maxSafeNat(),
      fc.nat(20).map((value) => value * 2 ** 32),
    ),
    { maxLength: 3_000, size: 'max' },
  );
  fc.assert(
    fc.property(hashes, fc.maxSafeNat(), (all, stranger) => {
      fc.pre(stranger > 1); // 0 and 1 are one
      const plain = new Set<number>();
      const set = new HashSet();
      const added = all.filter((hash) => set.add(hash));
      for (const hash of all) plain.add(hash || 1);
      expect(added).toHaveLength(plain.size);
      expect(set.size).toBe(plain.size);
      expect(all.every((hash) => set.has(hash))).toBe(true);
      expect(set.has(stranger)).toBe(plain.has(stranger));
    }),
    { numRuns: 20 },
  );
});
