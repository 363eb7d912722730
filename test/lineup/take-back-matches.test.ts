import { atOnce } from '../../src/kernel/slices.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { noDecisions, type Decisions } from '../../src/lineup/decisions.ts';
import type { MatchDecisions } from '../../src/lineup/match-decisions.ts';
import { joinNames, journalled, keepApart, lockChannel, undo, unlockChannel } from '../../src/lineup/match-edits.ts';
import { changeBetween as sliced, decisionsChange, takeBack } from '../../src/lineup/take-back.ts';

const changeBetween = (...given: Parameters<typeof sliced>) => atOnce(sliced(...given));

const ref = fc.constantFrom('de|a', 'de|b', 'de|c', 'de|d');
const channel = fc.constantFrom('c1', 'c2');
const assignment = fc.record({ channel, names: fc.uniqueArray(ref, { minLength: 1, maxLength: 3 }) });
const edit = fc.oneof(
  assignment.map((one) => (before: MatchDecisions) => joinNames(before, one)),
  assignment.map((one) => (before: MatchDecisions) => lockChannel(before, one)),
  channel.map((one) => (before: MatchDecisions) => unlockChannel(before, one)),
  fc.uniqueArray(ref, { minLength: 2, maxLength: 2 }).map(
    ([a, b]) =>
      (before: MatchDecisions) =>
        keepApart(before, a!, b!),
  ),
);
const said = { at: 5, kind: 'merge' as const, channels: ['c1'], called: ['A'], names: [] };
const edited = (before: Decisions, edits: readonly ((before: MatchDecisions) => MatchDecisions)[]): Decisions => ({
  ...before,
  matches: edits.reduce((now, one) => journalled(now, one(now), said), before.matches),
});
const sorted = ({ names, apart, locked, journal }: MatchDecisions) => ({
  names,
  apart: apart.map(String).toSorted(),
  locked: locked.toSorted(),
  journal,
});

test('merges, splits and locks are taken back with their lines in the journal, and so is that', () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 6 }), fc.array(edit, { maxLength: 4 }), (first, second) => {
      const was = edited(noDecisions, first);
      const is = edited(was, second);
      const made = changeBetween(was, is);
      if (made === null) return;
      const change = decisionsChange.parse(JSON.parse(JSON.stringify(made))); // as the audit keeps it
      const back = takeBack(is, change);
      expect(sorted(back.matches)).toEqual(sorted(was.matches));
      expect(sorted(takeBack(back, changeBetween(is, back)!).matches)).toEqual(sorted(is.matches));
    }),
  );
});

const join =
  (to: string, ...more: readonly string[]) =>
  (now: MatchDecisions) =>
    joinNames(now, { channel: to, names: ['de|a', ...more] });

test('that a decision was taken back is taken back with what it made of the lines behind it', () => {
  const was = edited(noDecisions, [join('c1', 'de|b'), join('c2')]);
  const is = { ...was, matches: undo(was.matches, was.matches.journal[0]!) };
  const change = decisionsChange.parse(JSON.parse(JSON.stringify(changeBetween(was, is))));
  expect(takeBack(is, change).matches).toEqual(was.matches);
});

test('names, pairs and locks that were decided about again since are not taken back', () => {
  const is = edited(noDecisions, [join('c1')]);
  const change = changeBetween(noDecisions, is)!;
  const conflict = expect.objectContaining({ code: 'request.conflict' }) as Error;
  expect(() => takeBack(edited(is, [join('c2')]), change)).toThrow(conflict);
  const elsewhere = edited(is, [(before) => keepApart(before, 'de|y', 'de|z')]);
  expect(takeBack(elsewhere, change).matches).toMatchObject({
    names: {},
    apart: [['de|y', 'de|z']],
    journal: [{ id: 2 }],
  });
  const apart = edited(noDecisions, [(before) => keepApart(before, 'de|y', 'de|z')]);
  const joined = edited(apart, [(before) => joinNames(before, { channel: 'c1', names: ['de|y', 'de|z'] })]);
  expect(() => takeBack(joined, changeBetween(noDecisions, apart)!)).toThrow(conflict);
  const locked = edited(noDecisions, [(before) => lockChannel(before, { channel: 'c1', names: ['de|a'] })]);
  const opened = edited(locked, [(before) => unlockChannel(before, 'c1')]);
  expect(() => takeBack(opened, changeBetween(noDecisions, locked)!)).toThrow(conflict);
});

test('a line of the journal that comes back gets the next number where its own was given to another', () => {
  const is = edited(noDecisions, [(before) => joinNames(before, { channel: 'c1', names: ['de|a'] })]);
  const change = changeBetween(noDecisions, is)!;
  const back = takeBack(is, change);
  const other = edited(back, [(before) => joinNames(before, { channel: 'c2', names: ['de|b'] })]);
  const again = takeBack(other, changeBetween(is, back)!);
  expect(again.matches.names).toEqual({ 'de|a': 'c1', 'de|b': 'c2' });
  expect(again.matches.journal.map(({ id, names }) => [id, Object.keys(names)])).toEqual([
    [1, ['de|b']],
    [2, ['de|a']],
  ]);
});
