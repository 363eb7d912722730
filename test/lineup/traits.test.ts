import { expect, test } from 'vitest';
import type { FoundGuide } from '../../src/lineup/merge.ts';
import { decisionsSchema, isRuleFilter } from '../../src/lineup/decisions.ts';
import type { GuideChannelId } from '../../src/model/ids.ts';
import { storedStream } from '../fakes/stream-entries.ts';
import { lineupFixture } from './lineup-of-lists.ts';

const streams = (...names: string[]) => names.map((name) => storedStream('one', { name, url: `http://tv/${name}` }));

const inGroup = (group: string, ...names: string[]) =>
  names.map((name) => storedStream('one', { name, group, url: `http://tv/${name}` }));

test('a group is of the country that most of its channels are of', () => {
  const fixture = lineupFixture();
  fixture.build([...inGroup('Mixed', 'DE: Bergland', 'UK: Brio', 'UK: Vega'), ...inGroup('Bare', 'Ohne Land', 'Nova')]);
  expect(fixture.groups().map(({ name, market }) => [name, market])).toEqual([
    ['Mixed', 'uk'],
    ['Bare', ''],
  ]);
});

test('channels are found by the country, coast, shift and resolution that their names say, and counted by them', () => {
  const fixture = lineupFixture();
  fixture.build(streams('DE: Bergland FHD', 'UK: Brio +1', 'US: Vega West HD', 'US: Vega East HD', 'Ohne Land'));
  const names = (where: Parameters<typeof fixture.rows>[0]) => fixture.rows(where).map(({ name }) => name);
  expect(names({ market: 'us', sort: 'name' })).toEqual(['US: Vega East HD', 'US: Vega West HD']);
  expect(names({ feed: 'west' })).toEqual(['US: Vega West HD']);
  expect(names({ shift_hours: 1 })).toEqual(['UK: Brio +1']);
  expect(names({ market: '' })).toEqual(['Ohne Land']);
  expect(names({ resolution: 'hd', market: 'us', feed: 'east' })).toEqual(['US: Vega East HD']);
  expect(fixture.row('DE: Bergland FHD')).toMatchObject({ market: 'de', feed: '', shift_hours: 0, resolution: 'fhd' });
  expect(fixture.facets()).toEqual({
    markets: [
      { value: 'us', channel_count: 2 },
      { value: 'de', channel_count: 1 },
      { value: 'uk', channel_count: 1 },
    ],
    feeds: [
      { value: 'east', channel_count: 1 },
      { value: 'west', channel_count: 1 },
    ],
    shifts: [{ value: '1', channel_count: 1 }],
    resolutions: [
      { value: 'hd', channel_count: 2 },
      { value: 'fhd', channel_count: 1 },
    ],
  });
});

const stepOf = (text: string) => (text.endsWith('UHD') ? 'uhd' : 'hd');

test('a channel that is shown by another name is filtered by that one, and keeps what it was while nobody has it', () => {
  const fixture = lineupFixture();
  fixture.build(streams('DE: Bergland HD', 'DE: Bergland UHD'));
  const [{ name } = { name: '' }] = fixture.rows();
  const other = name === 'DE: Bergland HD' ? 'DE: Bergland UHD' : 'DE: Bergland HD';
  expect(fixture.rows({ resolution: stepOf(name) })).toHaveLength(1);
  fixture.build(streams(other));
  expect(fixture.rows().map((row) => row.resolution)).toEqual([stepOf(other)]);
  fixture.build([]);
  expect(fixture.rows({ resolution: stepOf(other), market: 'de', present: false })).toHaveLength(1);
});

test('channels are found by how their guide was found, and by how sure that is', () => {
  const fixture = lineupFixture();
  fixture.guide = {
    find: (questions) => ({
      guides: questions.map(({ names }): FoundGuide | undefined => {
        const score = Number(/\d+/.exec(names[0]!)?.[0]);
        if (!score) return undefined;
        const by = score === 100 ? 'id' : 'likeness';
        const origin = { source: 'guide', xmltvId: 'x', name: 'x', by, score } as const;
        return { id: 1 as GuideChannelId, origin, shiftMinutes: 0, fills: [] };
      }),
      near: new Map(),
    }),
  };
  fixture.build(streams('Alpha 100', 'Beta 70', 'Gamma 90', 'Delta'));
  const names = (where: Parameters<typeof fixture.rows>[0]) => fixture.rows(where).map(({ name }) => name);
  expect(names({ guide_by: 'likeness', sort: 'name' })).toEqual(['Beta 70', 'Gamma 90']);
  expect(names({ guide_score_below: 90 })).toEqual(['Beta 70']);
  expect(names({ guide_by: 'id' })).toEqual(['Alpha 100']);
});

test('only a filter of group and provider alone is kept as a rule', () => {
  expect(isRuleFilter({ group: 'A' })).toBe(true);
  expect(isRuleFilter({ group: 'A', market: 'de' })).toBe(false);
  expect(isRuleFilter({ guide_by: 'id' })).toBe(false);
  const fixture = lineupFixture();
  fixture.build(streams('DE: Bergland', 'UK: Brio'));
  fixture.patch({ where: { market: 'de' }, set: { enabled: false } });
  expect(fixture.row('DE: Bergland').enabled).toBe(false);
  expect(fixture.row('UK: Brio').enabled).toBe(true);
  expect(decisionsSchema.parse(fixture.decisions).rules).toEqual([]);
});
