import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import type { Channel } from '../../src/model/channel.ts';
import { channelsAmong, groupNamesOf, isAmong } from '../../src/model/groups.ts';
import { mayWatchGroup } from '../../src/model/person.ts';

const names = constantFrom('News', 'Sport', 'Kids', '', 'news');

test('a group is among those that are named exactly so', () => {
  assert(
    property(array(names), names, (groups, group) => {
      const isIn = groups.includes(group);
      const [live, movies] = [['live'] as const, ['movies'] as const];
      return (
        isAmong(groups, group) === isIn &&
        mayWatchGroup({ contents: live, groups }, group) === isIn &&
        !mayWatchGroup({ contents: movies, groups }, group)
      );
    }),
  );
  expect(isAmong(null, 'News')).toBe(true);
});

test('a lineup is gone through once for each list of groups, however often it is asked for', () => {
  let reads = 0;
  const channel = (group: string) =>
    Object.defineProperty({}, 'group', { get: () => ((reads += 1), group) }) as unknown as Channel;
  const channels = ['Sport', 'News', 'Sport', 'Kids'].map(channel);
  const [sport, kids] = [['Sport'], ['Kids', 'Kids']];
  expect(channelsAmong(channels, sport)).toEqual([channels[0], channels[2]]);
  expect(channelsAmong(channels, kids)).toEqual([channels[3]]);
  expect(groupNamesOf(channels)).toEqual(['Sport', 'News', 'Kids']);
  const before = reads;
  for (let count = 0; count < 3; count += 1) {
    channelsAmong(channels, sport);
    channelsAmong(channels, kids);
    channelsAmong(channels, null);
    groupNamesOf(channels);
  }
  expect(reads).toBe(before);
  expect(channelsAmong([...channels], sport)).toHaveLength(2);
});
