import { expect, test } from 'vitest';
import { noDecisions, type Decisions } from '../../src/lineup/decisions.ts';
import { atOnce } from '../../src/kernel/slices.ts';
import { checkingDecisions } from '../../src/lineup/patch.ts';
import { parseChannelId, type ChannelId, type ProviderId } from '../../src/model/ids.ts';
import type { Stream } from '../../src/model/stream.ts';
import { storedStream } from '../fakes/stream-entries.ts';
import { lineupFixture, type LineupFixture } from './lineup-of-lists.ts';

const stream = (provider: string, name: string, group: string): Stream =>
  storedStream(provider, { name, group, url: `http://${provider}.test/${name}` });

function threeGroups(): LineupFixture {
  const fixture = lineupFixture();
  fixture.build(
    [stream('one', 'A', 'News'), stream('one', 'B', 'News'), stream('one', 'C', 'Sport')],
    [stream('two', 'D', 'News')],
  );
  return fixture;
}

const idOf = (fixture: LineupFixture, name: string): ChannelId => parseChannelId(fixture.row(name).id)!;
const enabled = (fixture: LineupFixture): string =>
  fixture
    .rows({ enabled: true })
    .map(({ name }) => name)
    .join('');

test('a decision is applied, shown as a person’s, and taken back by null', () => {
  const fixture = threeGroups();
  const id = idOf(fixture, 'A');
  fixture.patch({ ids: [id], set: { name: 'Mine', number: '77.1', group: 'Own', enabled: false } });
  expect(fixture.row('Mine')).toMatchObject({ number: '77.1', group: 'Own', enabled: false });
  expect(fixture.row('Mine').decided).toEqual(['enabled', 'name', 'number', 'group']);
  fixture.patch({ ids: [id], set: { name: null, number: null, group: null, enabled: null } });
  expect(fixture.row('A')).toMatchObject({ number: '1', group: 'News', enabled: true, decided: [] });
  expect(fixture.decisions.channels).toEqual({});
});

test('a guide shift takes the place of the provider’s, outlives a build, and is taken back', () => {
  const fixture = lineupFixture();
  const shifted = { ...stream('one', 'A', 'News'), guideShiftMinutes: 60 };
  fixture.build([shifted, stream('one', 'B', 'News')]);
  const shift = (): number => fixture.row('A').guide_shift_minutes;
  expect(shift()).toBe(60);
  fixture.patch({ where: { group: 'News' }, set: { guide_shift_minutes: -30 } });
  expect(fixture.rows().map((row) => row.guide_shift_minutes)).toEqual([-30, -30]);
  expect(fixture.row('A').decided).toEqual(['guide_shift_minutes']);
  fixture.build([{ ...shifted, guideShiftMinutes: 120 }, stream('one', 'B', 'News')]);
  expect(shift()).toBe(-30);
  fixture.patch({ ids: [idOf(fixture, 'A')], set: { guide_shift_minutes: null } });
  expect(shift()).toBe(120);
});

test('disabling a group holds for its channels and for those that come later', () => {
  const fixture = threeGroups();
  fixture.patch({ where: { group: 'News' }, set: { enabled: false } });
  expect(enabled(fixture)).toBe('C');
  fixture.build([stream('one', 'E', 'News'), stream('one', 'F', 'Sport')]);
  expect(enabled(fixture)).toBe('CF');
});

test('a group of one provider is left alone at another', () => {
  const fixture = threeGroups();
  fixture.patch({ where: { group: 'News', provider_id: 'one' as ProviderId }, set: { enabled: false } });
  expect(enabled(fixture)).toBe('CD');
});

test('a channel’s own decision wins over a rule that was there, a later rule over both', () => {
  const fixture = threeGroups();
  fixture.patch({ where: { group: 'News' }, set: { enabled: false } });
  fixture.patch({ ids: [idOf(fixture, 'A')], set: { enabled: true } });
  expect(enabled(fixture)).toBe('AC');
  fixture.build([stream('one', 'A', 'News'), stream('one', 'C', 'Sport')]);
  expect(enabled(fixture)).toBe('AC');
  fixture.patch({ where: { group: 'News' }, set: { enabled: false } });
  expect(enabled(fixture)).toBe('C');
  expect(fixture.decisions.rules).toHaveLength(1);
});

test('a rule is taken back by null', () => {
  const fixture = threeGroups();
  fixture.patch({ where: { group: 'News' }, set: { enabled: false } });
  fixture.patch({ where: { group: 'News' }, set: { enabled: null } });
  expect(enabled(fixture)).toBe('ABCD');
  expect(fixture.decisions).toEqual(noDecisions);
});

test('everything can be disabled at once, and one group taken back in', () => {
  const fixture = threeGroups();
  fixture.patch({ where: {}, set: { enabled: false } }, { where: { group: 'Sport' }, set: { enabled: true } });
  fixture.build([stream('one', 'G', 'Film'), stream('one', 'H', 'Sport')]);
  expect(enabled(fixture)).toBe('CH');
});

test('a renamed group takes later channels in, can be decided about under its new name, and be taken back', () => {
  const fixture = threeGroups();
  fixture.patch({ where: { group: 'News' }, set: { group: 'Nachrichten' } });
  fixture.build([stream('one', 'A', 'News'), stream('one', 'E', 'News')]);
  expect(fixture.row('E')).toMatchObject({ group: 'Nachrichten', decided: ['group'] });
  fixture.patch({ where: { group: 'Nachrichten' }, set: { enabled: false } });
  expect(enabled(fixture)).toBe('C');
  fixture.patch({ where: { group: 'Nachrichten' }, set: { group: null, enabled: null } });
  expect(fixture.row('E')).toMatchObject({ group: 'News', enabled: true, decided: [] });
});

test('what was decided about a group is taken back under the names that it was given since', () => {
  const fixture = threeGroups();
  fixture.patch({ where: { group: 'News' }, set: { enabled: false } });
  fixture.patch({ where: { group: 'News' }, set: { group: 'Nachrichten' } });
  fixture.patch({ where: { group: 'Nachrichten' }, set: { group: 'Aktuell' } });
  fixture.patch({ where: { group: 'Sport' }, set: { enabled: false } });
  expect(enabled(fixture)).toBe('');
  fixture.patch({ where: { group: 'Aktuell' }, set: { enabled: null } });
  expect(enabled(fixture)).toBe('ABD');
  expect(fixture.row('A')).toMatchObject({ group: 'Aktuell', decided: ['group'] });
  fixture.build([stream('one', 'E', 'News')]);
  expect(fixture.row('E')).toMatchObject({ group: 'Aktuell', enabled: true });
});

test('a search decides for what it finds now, not for what comes', () => {
  const fixture = threeGroups();
  fixture.patch({ where: { search: 'a' }, set: { enabled: false } });
  expect(enabled(fixture)).toBe('BCD');
  expect(fixture.decisions.rules).toEqual([]);
});

test('a channel whose number a person gives away moves on, and stays there', () => {
  const fixture = threeGroups();
  fixture.patch({ ids: [idOf(fixture, 'C')], set: { number: '1' } });
  expect(fixture.row('C').number).toBe('1');
  expect(fixture.row('A').number).toBe('5');
  fixture.patch({ ids: [idOf(fixture, 'C')], set: { number: null } });
  expect(fixture.row('C').number).toBe('3');
  expect(fixture.row('A').number).toBe('5');
});

test('a stream profile is decided for each channel that is found, and taken back', () => {
  const fixture = threeGroups();
  fixture.patch({ where: { group: 'News' }, set: { stream_profile: 'ffmpeg', enabled: false } });
  const profiles = (): unknown[] => Object.values(fixture.decisions.channels).map((one) => one.stream_profile);
  expect(profiles()).toEqual(['ffmpeg', 'ffmpeg', 'ffmpeg']);
  expect(fixture.row('A')).toMatchObject({ enabled: false, decided: ['enabled', 'stream_profile'] });
  fixture.patch({ where: { group: 'News' }, set: { stream_profile: null } });
  expect(profiles()).toEqual([]);
});

test('a number cannot be given twice', () => {
  const fixture = threeGroups();
  fixture.patch({ ids: [idOf(fixture, 'A')], set: { number: '50' } });
  const again = (): unknown => fixture.patch({ ids: [idOf(fixture, 'B')], set: { number: '050' } });
  expect(again).toThrow(expect.objectContaining({ code: 'request.conflict' }));
});

test('two channels swap numbers in one request', () => {
  const fixture = threeGroups();
  fixture.patch(
    { ids: [idOf(fixture, 'A')], set: { number: '50' } },
    { ids: [idOf(fixture, 'B')], set: { number: '60' } },
  );
  fixture.patch(
    { ids: [idOf(fixture, 'A')], set: { number: '60' } },
    { ids: [idOf(fixture, 'B')], set: { number: '50' } },
  );
  expect([fixture.row('A').number, fixture.row('B').number]).toEqual(['60', '50']);
});

test.each([
  ['an unknown channel', { ids: [1 as ChannelId], set: { enabled: false } }, 'channel.unknown'],
  ['neither ids nor where', { set: { enabled: false } }, 'request.invalid'],
  ['one name for many', { where: { group: 'News' }, set: { name: 'Same' } }, 'request.invalid'],
])('%s is refused, and nothing of the request is decided', (_, patch, code) => {
  const fixture = threeGroups();
  const request = (): unknown => fixture.patch({ where: { group: 'Sport' }, set: { enabled: false } }, patch);
  expect(request).toThrow(expect.objectContaining({ code }));
  expect(fixture.decisions.rules).toEqual([]);
});

const decided = (channels: Decisions['channels']) => () => atOnce(checkingDecisions({ ...noDecisions, channels }));

test('decisions from outside are about channels, and give no number twice', () => {
  expect(decided({ c00000000001: { name: 'A' }, c00000000002: { number: '5' } })).not.toThrow();
  expect(decided({ '../../etc': { name: 'A' } })).toThrow('is no id of a channel');
  expect(decided({ c00000000001: { number: '5' }, c00000000002: { number: '5' } })).toThrow('given to two channels');
});
