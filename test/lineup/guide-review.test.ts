import type { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { listGuideReview, writeNearGuides } from '../../src/lineup/guide-review.ts';
import type { GuideReviewQuery } from '../../src/lineup/query.ts';
import { workOutEdit } from '../../src/lineup/edit.ts';
import type { ChannelId, GuideChannelId } from '../../src/model/ids.ts';
import { queryPlans } from '../fakes/query-plans.ts';
import { databaseOf } from './channel-rows.ts';

const guide = (by: string, score: number): string =>
  JSON.stringify({ source: 's', xmltvId: 'x', name: 'Guide', by, score });

/** 1 and 2 may gain a guide, 2 likelier; 4 and 5 have one that is not sure, 4 less; the others are nobody's business. */
function reviewed(): DatabaseSync {
  const database = databaseOf([
    { id: 1, group_title: 'News' },
    { id: 2 },
    { id: 3, enabled: 0 },
    { id: 4, guide: guide('likeness', 71), group_title: 'News' },
    { id: 5, guide: guide('likeness', 88) },
    { id: 6, guide: guide('likeness', 97) },
    { id: 7, guide: guide('id', 60) },
    { id: 8, guide: guide('likeness', 60), present: 0 },
    { id: 9 },
  ]);
  const near = [
    [1, 60],
    [2, 80],
    [3, 90],
    [6, 50],
  ] as const;
  const guides = near.map(([id, score]) => [id as ChannelId, { id: (100 + id) as GuideChannelId, score }] as const);
  writeNearGuides(database, new Map(guides));
  return database;
}

const listed = (query: Partial<GuideReviewQuery> = {}, database = reviewed()): string[] =>
  listGuideReview(database, { limit: 10, below: 95, ...query }).items.map(
    ({ kind, score, channel }) => `${channel.number} ${kind} ${score}`,
  );

test('what may gain a guide comes before what has an unsure one, the most worth a look first', () => {
  expect(listed()).toEqual(['2 missing 80', '1 missing 60', '4 unsure 71', '5 unsure 88']);
  expect(listed({ kind: 'missing' })).toEqual(['2 missing 80', '1 missing 60']);
  expect(listed({ kind: 'unsure' })).toEqual(['4 unsure 71', '5 unsure 88']);
  expect(listed({ below: 80 })).toEqual(['2 missing 80', '1 missing 60', '4 unsure 71']);
  expect(listed({ group: 'News' })).toEqual(['1 missing 60', '4 unsure 71']);
  expect(listed({ search: 'channel 5' })).toEqual(['5 unsure 88']);
});

test('its pages follow each other, each with the count of all', () => {
  const database = reviewed();
  const seen: number[] = [];
  for (let cursor: string | undefined; ;) {
    const { items, next, total } = listGuideReview(database, { limit: 1, below: 95, ...(cursor && { cursor }) });
    expect(total).toBe(4);
    seen.push(...items.map(({ channel }) => Number(channel.number)));
    if (next === null) break;
    cursor = next;
  }
  expect(seen).toEqual([2, 1, 4, 5]);
});

test('of a large lineup no more is read than what is to be looked at, or than the names in their order', () => {
  const steps = queryPlans(reviewed(), (recorder) => {
    listGuideReview(recorder, { limit: 10, below: 95 });
    const edit = { kind: 'rename', find: 'a', replace: 'b', is_pattern: false } as const;
    workOutEdit(recorder, { where: { enabled: true }, edit, isPreview: true });
  });
  expect(steps.some((step) => step.includes('channel_number'))).toBe(true);
  expect(steps.filter((step) => step.endsWith('SCAN channel'))).toEqual([]);
});
