import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeMemory, encodeMemory } from '../../src/lineup/memory-file.ts';
import { LineupMemory } from '../../src/lineup/memory.ts';
import type { GuideChannelId, StreamId } from '../../src/model/ids.ts';
import { parseChannelId } from '../../src/model/ids.ts';
import type { Stream } from '../../src/model/stream.ts';
import { lists, storedStream } from '../fakes/stream-entries.ts';
import { lineupFixture, type LineupFixture } from './lineup-of-lists.ts';

const stream = (provider: string, name: string, said: Partial<Stream> = {}): Stream =>
  storedStream(provider, { name, url: `http://${provider}.test/${name}`, ...said });

const stored = (provider: string): fc.Arbitrary<Stream[]> =>
  lists.map((entries) => entries.map((entry) => storedStream(provider, entry)));

/** What outputs and people hold on to. */
const faces = (fixture: LineupFixture): string[] =>
  fixture.rows().map(({ id, number, name, enabled, group }) => [id, number, name, enabled, group].join(' '));

test('streams of one name are one channel, whoever lists them and however, in the providers’ order', async () => {
  const fixture = lineupFixture();
  const one = stream('one', 'UK: BBC One FHD', { tvgId: 'bbc1.uk' });
  const two = stream('two', 'bbc  one', { group: 'United Kingdom | UK' });
  fixture.build([one], [two]);
  expect((await fixture.snapshot())!.channels.map(({ streamIds }) => streamIds)).toEqual([[one.id, two.id]]);
  fixture.build([two], [one]);
  expect((await fixture.snapshot())!.channels.map(({ streamIds }) => streamIds)).toEqual([[two.id, one.id]]);
});

test('other numbers, time shifts, countries and radio are channels of their own', () => {
  const fixture = lineupFixture();
  fixture.build([
    stream('one', 'UK: Brio 1'),
    stream('one', 'UK: Brio 2'),
    stream('one', 'UK: Brio 1 +1'),
    stream('one', 'DE: Brio 1'),
    stream('one', 'UK: Brio 1', { url: 'http://one.test/radio', kind: 'radio' }),
  ]);
  expect(fixture.rows()).toHaveLength(5);
});

test('a protected stream makes no channel: nothing could show it', () => {
  const fixture = lineupFixture();
  fixture.build([stream('one', 'Open'), stream('one', 'Closed', { isProtected: true })]);
  expect(fixture.rows().map(({ name }) => name)).toEqual(['Open']);
});

test('a renamed stream keeps its channel, which also answers to the new name from then on', () => {
  const fixture = lineupFixture();
  fixture.build([stream('one', 'Old', { tvgId: 'a', id: 7 as StreamId })]);
  const [before] = fixture.rows();
  fixture.build([stream('one', 'New', { tvgId: 'a', id: 7 as StreamId })]);
  const [after] = fixture.rows();
  expect(after).toMatchObject({ id: before!.id, number: before!.number, name: 'New' });
  fixture.build([stream('two', 'New', { tvgId: 'a' })]);
  expect(fixture.rows().map(({ id }) => id)).toEqual([before!.id]);
});

test('a channel whose streams are gone is absent, and comes back with id, number and name', async () => {
  const fixture = lineupFixture();
  fixture.build([stream('one', 'A'), stream('one', 'B')]);
  const before = faces(fixture);
  const { absentCount } = fixture.build([stream('one', 'B')]);
  expect(absentCount).toBe(1);
  expect(fixture.row('A')).toMatchObject({ present: false, stream_count: 0, number: '1' });
  expect((await fixture.snapshot())!.channels.map(({ name }) => name)).toEqual(['B']);
  fixture.build([stream('one', 'C'), stream('one', 'A'), stream('one', 'B')]);
  expect(faces(fixture).slice(0, 2)).toEqual(before);
  expect(fixture.row('C').number).toBe('3');
});

test('a number that the provider wishes is honoured when it is free, others get the next free one', () => {
  const fixture = lineupFixture();
  fixture.settings = { ...fixture.settings, first_number: 5 };
  fixture.build([
    stream('one', 'Plain'),
    stream('one', 'Five', { number: '5' }),
    stream('one', 'Also five', { number: '5' }),
    stream('one', 'Minor', { number: '5.1' }),
    stream('one', 'Odd', { number: 'x' }),
  ]);
  const numbers = Object.fromEntries(fixture.rows().map(({ name, number }) => [name, number]));
  expect(numbers).toEqual({ Plain: '6', Five: '5', 'Also five': '7', Minor: '5.1', Odd: '8' });
});

test('an equal build changes nothing, not even the revision', () => {
  const fixture = lineupFixture();
  const list = [stream('one', 'A'), stream('one', 'B', { logoUrl: 'http://logo/b' })];
  const first = fixture.build(list);
  expect(first).toMatchObject({ changed: true, changedCount: 2, newCount: 2, channelCount: 2 });
  const again = fixture.build(list);
  expect(again).toMatchObject({ changed: false, changedCount: 0, newCount: 0, revision: first.revision });
  expect(fixture.build([list[0]!, { ...list[1]!, logoUrl: 'http://logo/c' }]).revision).not.toBe(first.revision);
});

test('a guide is asked with all that the streams of a channel say', async () => {
  const fixture = lineupFixture();
  const asked: unknown[] = [];
  fixture.guide = {
    find: (questions) => ({
      guides: questions.map(({ names, xmltvIds }) => {
        asked.push([names, xmltvIds]);
        const origin = { source: 'guide', xmltvId: 'x1', name: 'n1', by: 'id', score: 100 } as const;
        return { id: 1 as GuideChannelId, origin, shiftMinutes: 60, fills: [] };
      }),
      near: new Map(),
    }),
  };
  fixture.build(
    [stream('one', 'Brio', { tvgId: 'a', tvgName: 'Brio TV', guideShiftMinutes: 30 })],
    [stream('two', 'Brio HD', { tvgId: 'b' })],
  );
  expect(asked).toEqual([
    [
      ['Brio', 'Brio TV', 'Brio HD'],
      ['a', 'b'],
    ],
  ]);
  const [channel] = (await fixture.snapshot())!.channels;
  expect(channel).toMatchObject({ guideChannelId: 1, guideShiftMinutes: 90 });
  expect(fixture.rows()[0]!.guide).toEqual({ source: 'guide', xmltv_id: 'x1', name: 'n1', by: 'id', score: 100 });
});

test('channels that come while new ones are not taken stay out until a person takes them', async () => {
  const fixture = lineupFixture();
  fixture.build([stream('one', 'A')]);
  fixture.settings = { ...fixture.settings, enable_new_channels: false };
  fixture.build([stream('one', 'A'), stream('one', 'B')]);
  fixture.settings = { ...fixture.settings, enable_new_channels: true };
  fixture.build([stream('one', 'A'), stream('one', 'B')]);
  expect((await fixture.snapshot())!.channels.map(({ name }) => name)).toEqual(['A']);
  fixture.patch({ ids: [parseChannelId(fixture.row('B').id)!], set: { enabled: true } });
  expect((await fixture.snapshot())!.channels.map(({ name }) => name)).toEqual(['A', 'B']);
});

test('ids and numbers stay when any provider is removed and comes back', () => {
  fc.assert(
    fc.property(stored('one'), stored('two'), stored('three'), fc.nat(2), (one, two, three, gone) => {
      const fixture = lineupFixture();
      const all = [one, two, three];
      fixture.build(...all);
      const before = faces(fixture);
      fixture.build(...all.filter((_, index) => index !== gone));
      fixture.build(...all);
      expect(faces(fixture)).toEqual(before);
    }),
    { numRuns: 25 },
  );
});

test('decisions, ids and numbers survive a lost database', () => {
  fc.assert(
    fc.property(
      lists.filter((list) => list.length > 3),
      (entries) => {
        const fixture = lineupFixture();
        const list = entries.map((entry) => storedStream('one', entry));
        fixture.build(list);
        const [first, second, third] = fixture.rows().map(({ id }) => parseChannelId(id)!);
        fixture.patch(
          { ids: [first!], set: { name: 'Mine', group: 'Favourites' } },
          { ids: [third ?? second!], set: { number: '9000.5' } },
          { where: { group: '' }, set: { enabled: false } },
        );
        const before = faces(fixture);
        fixture.loseDatabase();
        fixture.memory = decodeMemory(encodeMemory(fixture.memory));
        fixture.build(list);
        expect(faces(fixture)).toEqual(before);
      },
    ),
    { numRuns: 15 },
  );
});

test('lost numbers are found again in the database', () => {
  const fixture = lineupFixture();
  fixture.build([stream('one', 'A'), stream('one', 'B'), stream('one', 'C')]);
  fixture.build([stream('one', 'C')]);
  const before = faces(fixture);
  fixture.memory = new LineupMemory();
  fixture.build([stream('one', 'C')]);
  expect(faces(fixture)).toEqual(before);
});

test('no two published channels ever have the same number', async () => {
  const wishes = fc.array(
    fc.record({ wish: fc.constantFrom('', '1', '2', '3', '3.1'), decided: fc.constantFrom(null, '2', '4') }),
    {
      minLength: 2,
      maxLength: 12,
    },
  );
  await fc.assert(
    fc.asyncProperty(wishes, async (channels) => {
      const fixture = lineupFixture();
      const list = channels.map(({ wish }, index) => stream('one', `N${index}`, { number: wish }));
      fixture.build(list.slice(0, Math.ceil(list.length / 2)));
      for (const [index, { decided }] of channels.entries()) {
        const row = fixture.row(`N${index}`);
        if (
          !row ||
          decided === null ||
          fixture.rows().some(({ number, decided: by }) => number === decided && by.includes('number'))
        )
          continue;
        fixture.patch({ ids: [parseChannelId(row.id)!], set: { number: decided } });
      }
      fixture.build(list);
      const snapshot = (await fixture.snapshot())!;
      expect(snapshot.channels).toHaveLength(list.length);
      const { byId, byNumber } = snapshot;
      for (const one of snapshot.channels) expect([byNumber.get(one.number), byId.get(one.id)]).toEqual([one, one]);
    }),
    { numRuns: 25 },
  );
});
