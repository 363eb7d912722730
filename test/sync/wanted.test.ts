import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { collectWanted } from '../../src/sync/wanted.ts';

type Names = [string, string, string];
const channel = (xmltvId: string, ...displayNames: string[]) => ({ xmltvId, displayNames });

test('a guide channel is wanted by its id or by any of its names, however they are written', () => {
  const { wants } = collectWanted([['b17.uk', 'BBC One HD', 'BBC 1']]);
  expect(wants(channel(' B17.UK ', 'x'))).toBe(true);
  expect(wants(channel('x', 'y', 'bbc one  hd'))).toBe(true);
  expect(wants(channel('x', 'BBC-1'))).toBe(true);
  expect(wants(channel('bbc one hd', 'b17.uk'))).toBe(false);
  expect(wants(channel('', ''))).toBe(false);
});

test('the digest is the same whatever the order, and another for other wishes', () => {
  const names = fc.array(
    fc.tuple(fc.string({ maxLength: 3 }), fc.string({ minLength: 1, maxLength: 4 }), fc.string({ maxLength: 3 })),
  );
  fc.assert(
    fc.property(names as fc.Arbitrary<Names[]>, (streams) => {
      const { digest } = collectWanted(streams);
      expect(collectWanted([...streams, ...streams].toReversed()).digest).toBe(digest);
      expect(collectWanted([...streams, ['never before', 'never before', '']]).digest).not.toBe(digest);
    }),
    { numRuns: 50 },
  );
});
