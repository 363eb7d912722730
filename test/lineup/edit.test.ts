import { expect, test } from 'vitest';
import { workOutEdit } from '../../src/lineup/edit.ts';
import { parseChannelId, type ChannelId, type ProviderId } from '../../src/model/ids.ts';
import { storedStream } from '../fakes/stream-entries.ts';
import { databaseOf } from './channel-rows.ts';
import { lineupFixture, type LineupFixture } from './lineup-of-lists.ts';

function lineup(...names: readonly string[]): LineupFixture {
  const fixture = lineupFixture();
  fixture.build(
    names.map((name) => storedStream('one', { name, group: 'TV', url: `http://one.test/${encodeURIComponent(name)}` })),
  );
  return fixture;
}

const shown = (fixture: LineupFixture): string =>
  fixture
    .rows()
    .map(({ number, name }) => `${number} ${name}`)
    .join(', ');
const id = (fixture: LineupFixture, name: string): ChannelId => parseChannelId(fixture.row(name).id)!;

test('names are changed by find and replace, and tidied', () => {
  const fixture = lineup('UK: Alpha', 'UK:  Beta', 'Gamma');
  const { changed, samples } = fixture.edit(
    { where: { group: 'TV' } },
    { kind: 'rename', find: 'UK:', replace: '', is_pattern: false },
  );
  expect(changed).toBe(2);
  expect(samples.map(({ before, after }) => `${before} → ${after}`)).toEqual(['UK: Alpha → Alpha', 'UK:  Beta → Beta']);
  expect(shown(fixture)).toBe('1 Alpha, 2 Beta, 3 Gamma');
});

test('a pattern has groups, and a replacement without one is taken as it is', () => {
  const fixture = lineup('Alpha (Backup)', 'Beta');
  fixture.edit(
    { where: {} },
    { kind: 'rename', find: String.raw`^(\w+) \(backup\)$`, replace: '$1 B', is_pattern: true },
  );
  expect(shown(fixture)).toBe('1 Alpha B, 2 Beta');
  fixture.edit({ where: {} }, { kind: 'rename', find: 'Beta', replace: 'B$1$&', is_pattern: false });
  expect(fixture.row('B$1$&').number).toBe('2');
});

test('a pattern that is none is refused, and one that would take for ever does not', () => {
  const fixture = lineup(`${'a'.repeat(150)}!`);
  const rename = (find: string) => () =>
    fixture.edit({ where: {} }, { kind: 'rename', find, replace: 'x', is_pattern: true });
  expect(rename('(')).toThrow('not a regular expression');
  expect(rename('^(a+)+$')().changed).toBe(0);
});

test('a preview of new names counts all, and an edit decides all, of which the first few are shown', () => {
  const database = databaseOf(Array.from({ length: 130 }, (_, index) => ({ id: index + 1 })));
  const edit = { kind: 'rename', find: 'Channel', replace: 'C', is_pattern: false } as const;
  const outcome = (isPreview: boolean) => workOutEdit(database, { where: {}, edit, isPreview });
  const [preview, whole] = [outcome(true), outcome(false)];
  expect([preview.changed, preview.samples.length, preview.changes.length]).toEqual([130, 50, 0]);
  expect([whole.changed, whole.samples, whole.changes.length]).toEqual([130, preview.samples, 130]);
  expect(preview.samples.at(-1)).toMatchObject({ before: 'Channel 50', after: 'C 50' });
});

test('a name that would be empty stays', () => {
  const fixture = lineup('Alpha');
  expect(fixture.edit({ where: {} }, { kind: 'rename', find: 'Alpha', replace: ' ', is_pattern: false }).changed).toBe(
    0,
  );
});

test('numbers are given from the first on, in the present order', () => {
  const fixture = lineup('Alpha', 'Beta', 'Gamma');
  fixture.edit({ ids: [id(fixture, 'Gamma'), id(fixture, 'Beta')] }, { kind: 'number', first: '100', step: 10 });
  expect(shown(fixture)).toBe('1 Alpha, 100 Beta, 110 Gamma');
});

test('a number that another channel was given is refused', () => {
  const fixture = lineup('Alpha', 'Beta');
  fixture.patch({ ids: [id(fixture, 'Alpha')], set: { number: '50' } });
  expect(() => fixture.edit({ ids: [id(fixture, 'Beta')] }, { kind: 'number', first: '50', step: 1 })).toThrow(
    'two channels',
  );
});

test('numbers end somewhere', () => {
  const fixture = lineup('Alpha', 'Beta');
  expect(() => fixture.edit({ where: {} }, { kind: 'number', first: '999999', step: 1 })).toThrow('end at');
  expect(() => fixture.edit({ where: {} }, { kind: 'number', first: 'five', step: 1 })).toThrow('not a channel number');
});

test('moved channels take the numbers of their new place, those between make room', () => {
  const fixture = lineup('Alpha', 'Beta', 'Gamma', 'Delta');
  fixture.edit({ ids: [id(fixture, 'Delta')] }, { kind: 'move', before: id(fixture, 'Beta') });
  expect(shown(fixture)).toBe('1 Alpha, 2 Delta, 3 Beta, 4 Gamma');
  fixture.edit({ ids: [id(fixture, 'Alpha'), id(fixture, 'Delta')] }, { kind: 'move', before: null });
  expect(shown(fixture)).toBe('1 Beta, 2 Gamma, 3 Alpha, 4 Delta');
});

test('a move that is taken back leaves every number as it was', () => {
  const fixture = lineup('Alpha', 'Beta', 'Gamma', 'Delta');
  const before = fixture.decisions;
  fixture.edit({ ids: [id(fixture, 'Delta')] }, { kind: 'move', before: id(fixture, 'Alpha') });
  expect(shown(fixture)).toBe('1 Delta, 2 Alpha, 3 Beta, 4 Gamma');
  fixture.decisions = before;
  fixture.patch({ ids: [id(fixture, 'Alpha')], set: { name: null } });
  expect(shown(fixture)).toBe('1 Alpha, 2 Beta, 3 Gamma, 4 Delta');
});

test('nothing is moved before itself', () => {
  const fixture = lineup('Alpha', 'Beta');
  const alpha = id(fixture, 'Alpha');
  expect(() => fixture.edit({ ids: [alpha] }, { kind: 'move', before: alpha })).toThrow('among the moved');
});

test('groups are counted, also those of one provider alone', () => {
  const fixture = lineup('Alpha', 'Beta');
  fixture.patch({ ids: [id(fixture, 'Alpha')], set: { enabled: false } });
  expect(fixture.groups()).toEqual([{ name: 'TV', channel_count: 2, enabled_count: 1, market: '' }]);
  expect(fixture.groups('two' as ProviderId)).toEqual([]);
});

test('a list can be read by place', () => {
  const fixture = lineup('Alpha', 'Beta', 'Gamma');
  const page = fixture.page({ offset: 1, limit: 1 });
  expect([page.items.map(({ name }) => name), page.total]).toEqual([['Beta'], 3]);
});
