import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { noMatchDecisions, type MatchDecisions } from '../../src/lineup/match-decisions.ts';
import {
  joinNames,
  journalled,
  keepApart,
  lockChannel,
  splitNames,
  undo,
  unlockChannel,
} from '../../src/lineup/match-edits.ts';

const said = { at: 5, kind: 'merge' as const, channels: ['c1'], called: ['A'], names: [] };

test('joining forgets that two of the names were kept apart, and leaves other pairs', () => {
  const before = keepApart(keepApart(noMatchDecisions, 'de|a', 'de|b'), 'de|a', 'de|z');
  const after = joinNames(before, { channel: 'c1', names: ['de|a', 'de|b'] });
  expect(after).toMatchObject({ names: { 'de|a': 'c1', 'de|b': 'c1' }, apart: [['de|a', 'de|z']] });
});

test('a pair is kept apart once, whichever of the two is named first', () => {
  const once = keepApart(noMatchDecisions, 'de|a', 'de|b');
  expect(keepApart(once, 'de|b', 'de|a')).toBe(once);
});

test('of pairs that are kept apart the newest stay, so that one more can always be decided', () => {
  const apart = Array.from({ length: 50_000 }, (_, at): [string, string] => [`de|a${at}`, `de|b${at}`]);
  const after = keepApart({ ...noMatchDecisions, apart }, 'de|x', 'de|y');
  expect([after.apart.length, after.apart[0], after.apart.at(-1)]).toEqual([
    50_000,
    ['de|a1', 'de|b1'],
    ['de|x', 'de|y'],
  ]);
});

test('a split gives each side its names and keeps them apart', () => {
  const after = splitNames(noMatchDecisions, { channel: 'c1', names: ['de|a'] }, { channel: 'c2', names: ['de|b'] });
  expect(after).toMatchObject({ names: { 'de|a': 'c1', 'de|b': 'c2' }, apart: [['de|a', 'de|b']] });
});

test('a lock can be opened again; the names stay', () => {
  const locked = lockChannel(noMatchDecisions, { channel: 'c1', names: ['de|a'] });
  expect(locked.locked).toEqual(['c1']);
  expect(unlockChannel(locked, 'c1')).toMatchObject({ locked: [], names: { 'de|a': 'c1' } });
});

test('what changes nothing leaves no trace', () => {
  const locked = journalled(noMatchDecisions, lockChannel(noMatchDecisions, { channel: 'c1', names: ['de|a'] }), said);
  expect(journalled(locked, lockChannel(locked, { channel: 'c1', names: ['de|a'] }), said)).toBe(locked);
});

const name = fc.constantFrom('de|a', 'de|b', 'de|c', 'de|d');
const channel = fc.constantFrom('c1', 'c2');
type Edit = (before: MatchDecisions) => MatchDecisions;
const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(channel, fc.array(name)).map(
    ([to, names]): Edit =>
      (before) =>
        joinNames(before, { channel: to, names }),
  ),
  fc.tuple(name, name).map(
    ([a, b]): Edit =>
      (before) =>
        keepApart(before, a, b),
  ),
  fc.tuple(channel, name).map(
    ([of, only]): Edit =>
      (before) =>
        lockChannel(before, { channel: of, names: [only] }),
  ),
  channel.map(
    (of): Edit =>
      (before) =>
        unlockChannel(before, of),
  ),
);

test('taking every decision back, in whatever order, leaves what was there before', () => {
  fc.assert(
    fc.property(fc.array(edits, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (list, picks) => {
      let decisions = noMatchDecisions;
      for (const edit of list) decisions = journalled(decisions, edit(decisions), said);
      while (decisions.journal.length > 0) {
        const { journal } = decisions;
        decisions = undo(decisions, journal[picks.next().value! % journal.length]!);
      }
      expect(decisions).toEqual(noMatchDecisions);
    }),
    { numRuns: 500 },
  );
});

const merged = (before: MatchDecisions, to: string, ...names: string[]): MatchDecisions =>
  journalled(before, joinNames(before, { channel: to, names }), { ...said, names });

test('a decision that is taken back leaves what was decided since about the same names and pairs', () => {
  const first = merged(noMatchDecisions, 'c1', 'de|a', 'de|b');
  const moved = merged(first, 'c2', 'de|a', 'de|c');
  const withoutFirst = undo(moved, first.journal[0]!);
  expect(withoutFirst.names, 'it says of b what nobody else does').toEqual({ 'de|a': 'c2', 'de|c': 'c2' });
  expect(undo(withoutFirst, withoutFirst.journal[0]!)).toEqual(noMatchDecisions);

  const more = merged(first, 'c1', 'de|b', 'de|c');
  expect(undo(more, first.journal[0]!).names, 'b was said twice').toEqual({ 'de|b': 'c1', 'de|c': 'c1' });

  const refused = journalled(noMatchDecisions, keepApart(noMatchDecisions, 'de|a', 'de|b'), said);
  const joined = merged(refused, 'c1', 'de|a', 'de|b');
  const again = journalled(joined, keepApart(joined, 'de|b', 'de|a'), said);
  expect(undo(again, refused.journal[0]!).apart).toEqual([['de|b', 'de|a']]);
  expect(undo(again, joined.journal[1]!).apart, 'never twice').toEqual([['de|b', 'de|a']]);
});
