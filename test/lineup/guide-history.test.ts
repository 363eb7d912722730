import { expect, test } from 'vitest';
import type { GuideChoice } from '../../src/lineup/guide-choices.ts';
import { standingGuides, type PastGuides } from '../../src/lineup/guide-history.ts';

const guide = (name: string): { source: string; xmltv_id: string; name: string } => ({
  source: 'http://guide.example',
  xmltv_id: name.toLowerCase(),
  name,
});
const chose = (name: string): GuideChoice => ({ chosen: guide(name) });
const decision = (id: number, ref: string, before: GuideChoice | null, after: GuideChoice | null): PastGuides => ({
  id,
  at: id * 1_000,
  guides: { [ref]: { before, after } },
});

test('what was chosen, refused or left without a guide is told with its channel, the newest first', () => {
  const refused: GuideChoice = { refused: [guide('Arte'), guide('Arte 2')] };
  const now: Record<string, GuideChoice> = { 'de|zdf': chose('ZDF'), 'de|one': { chosen: null }, 'de|3sat': refused };
  const past = [
    decision(3, 'de|3sat', null, refused),
    decision(2, 'de|one', null, { chosen: null }),
    decision(1, 'de|zdf', null, chose('ZDF')),
  ];
  expect(standingGuides(past, (ref) => now[ref])).toEqual([
    { id: 3, at: 3_000, kind: 'refuse', guide: 'Arte, Arte 2', names: ['3sat'] },
    { id: 2, at: 2_000, kind: 'none', guide: '', names: ['one'] },
    { id: 1, at: 1_000, kind: 'choose', guide: 'ZDF', names: ['zdf'] },
  ]);
});

test('what was taken back, or decided otherwise since, holds no more', () => {
  const past = [
    decision(3, 'de|arte', chose('Arte'), null), // taken back
    decision(2, 'de|zdf', chose('ZDF'), chose('ZDF neo')),
    decision(1, 'de|zdf', null, chose('ZDF')),
  ];
  const now: Record<string, GuideChoice> = { 'de|zdf': chose('ZDF neo') };
  expect(standingGuides(past, (ref) => now[ref]).map(({ id }) => id)).toEqual([2]);
});

test('what holds again because another decision was taken back is the older one, once', () => {
  const past = [
    decision(3, 'de|zdf', chose('ZDF neo'), chose('ZDF')),
    decision(2, 'de|zdf', chose('ZDF'), chose('ZDF neo')),
    decision(1, 'de|zdf', null, chose('ZDF')),
  ];
  expect(standingGuides(past, () => chose('ZDF')).map(({ id }) => id)).toEqual([1]);
});
