import { atOnce } from '../../src/kernel/slices.ts';
import { expect, test } from 'vitest';
import { noDecisions, type Decisions } from '../../src/lineup/decisions.ts';
import { changeBetween as sliced, decisionsChange, takeBack } from '../../src/lineup/take-back.ts';

const changeBetween = (...given: Parameters<typeof sliced>) => atOnce(sliced(...given));

const decided = (channels: Decisions['channels'], rules: Decisions['rules'] = []): Decisions => ({
  ...noDecisions,
  channels,
  rules,
});

const before = decided({ c1: { name: 'One' }, c2: { number: '2' } });
const after = decided({ c1: { name: 'Uno' }, c3: { enabled: false } });
const change = changeBetween(before, after)!;

test('a decision is taken back, also after others about other channels', () => {
  expect(takeBack(after, change)).toEqual(before);
  const later = decided({ ...after.channels, c4: { group: 'News' } });
  expect(takeBack(later, change).channels).toEqual({ ...before.channels, c4: { group: 'News' } });
});

test('not when something else was decided about one of them since', () => {
  const again = decided({ ...after.channels, c1: { name: 'Eins' } });
  expect(() => takeBack(again, change)).toThrow(expect.objectContaining({ code: 'request.conflict' }));
  expect(() => takeBack(before, change)).toThrow(expect.objectContaining({ code: 'request.conflict' })); // twice
});

test('also after something else of the same channel was decided, which stays', () => {
  const later = decided({ c1: { name: 'Uno', number: '7' }, c3: { enabled: false, group: 'News' } });
  expect(takeBack(later, change).channels).toEqual({
    c1: { name: 'One', number: '7' },
    c2: { number: '2' },
    c3: { group: 'News' },
  });
  const given = changeBetween(decided({ c1: { name: 'Uno' } }), decided({ c1: { name: 'Uno', number: '7' } }))!;
  expect(takeBack(decided({ c1: { number: '7' } }), given).channels).toEqual({});
  const order = changeBetween(decided({}), decided({ c1: { streams: { pinned: 's1' } as never } }))!;
  const reordered = decided({ c1: { streams: { pinned: 's2' } as never, number: '7' } });
  expect(() => takeBack(reordered, order)).toThrow(expect.objectContaining({ code: 'request.conflict' }));
});

test('rules for groups are taken back as a whole', () => {
  const rules = [{ group: 'Adult', set: { enabled: false } }];
  const ruled = decided(before.channels, rules);
  const rule = changeBetween(before, ruled)!;
  expect(takeBack(ruled, rule)).toEqual(before);
  expect(() => takeBack(decided({}, []), rule)).toThrow(expect.objectContaining({ code: 'request.conflict' }));
  expect(changeBetween(before, decided({ ...before.channels }))).toBeNull();
});

test('decisions about guides are taken back by the names of channels, others stay', () => {
  const refused = [{ source: 'g', xmltv_id: 'x', name: 'X' }];
  const chosen: Decisions = { ...before, guides: { 'de|one': { refused }, 'de|two': { chosen: null } } };
  const guided = changeBetween(before, chosen)!;
  expect(guided.channels).toEqual({});
  expect(takeBack(chosen, guided)).toEqual(before);
  const later: Decisions = { ...chosen, guides: { ...chosen.guides, 'de|three': { refused } } };
  expect(takeBack(later, guided).guides).toEqual({ 'de|three': { refused } });
  const again: Decisions = { ...chosen, guides: { 'de|one': { chosen: null } } };
  expect(() => takeBack(again, guided)).toThrow(expect.objectContaining({ code: 'request.conflict' }));
  expect(decisionsChange.parse({ channels: {}, rules: null })).toMatchObject({ guides: {}, matches: null }); // as older versions wrote it
});
