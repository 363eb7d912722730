// A card in place of the programme: what is one, what is none, and what follows.

import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { PictureFindings, SeenFault } from '../../src/health/picture-findings.ts';
import { plan } from '../../src/health/plan.ts';
import { policyOf } from '../../src/health/policy.ts';
import { HOLDING_POINTS, rankCandidates } from '../../src/health/ranking.ts';
import { record, type Observation } from '../../src/health/record.ts';
import { openHealthDatabase } from '../../src/health/schema.ts';
import { scoreOf } from '../../src/health/standing.ts';
import { areAlike, printOf, STILL_HEIGHT, STILL_WIDTH } from '../../src/health/still-print.ts';
import { recordReader } from '../../src/health/stream-row.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { MINUTE_MS, SECOND_MS } from '../../src/kernel/units.ts';
import type { ChannelId, ProviderId, StreamId } from '../../src/model/ids.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const NOW = Date.UTC(2026, 10, 25, 12);
const PROVIDER = 'one' as ProviderId;
const policy = policyOf({ failuresUntilDead: 3, startMinute: 180, zone: 'UTC' });

/** A grey card with bright bars; `noise` is what another encoder makes of it. */
function card(bars: number, noise = 0): string {
  const grey = new Uint8Array(STILL_WIDTH * STILL_HEIGHT).map((_, at) => {
    const isBar = Math.floor((at % STILL_WIDTH) / bars) % 2 === 1;
    return 40 + (isBar ? 150 : 0) + ((at * 7) % 5) * noise;
  });
  return printOf(grey)!;
}

const picture = (faults: readonly SeenFault[], still: string | null = null): PictureFindings => ({
  faults,
  lookedAtSeconds: 5,
  still,
});

async function open(count: number, channelOf = (id: number): number => id * 10) {
  const database = openHealthDatabase(join(temporaryFolder(), 'health.sqlite'), silentLog);
  onTestFinished(() => database.close());
  const streams = Array.from({ length: count }, (_, nth) => ({
    id: (nth + 1) as StreamId,
    providerId: PROVIDER,
    channelId: channelOf(nth + 1) as ChannelId,
    place: 0,
    name: 'A channel HD',
    url: 'http://tv.test/1',
  }));
  await plan(database, streams, { now: NOW, quietHours: policy.quietHours });
  const read = recordReader(database);
  const look = (id: number, at: number, found: PictureFindings | undefined, more: Partial<Observation> = {}) =>
    record(
      database,
      [
        {
          streamId: id as StreamId,
          providerId: PROVIDER,
          at,
          kind: 'check',
          code: null,
          latencyMs: 200,
          ...(found && { picture: found }),
          ...more,
        },
      ],
      policy,
    );
  const codeOf = (id: number) => read(id as StreamId)!.standing.samples.at(-1)!.code;
  return { database, look, codeOf, read: (id: number) => read(id as StreamId)! };
}

test('a black picture lowers health and rank, and the rank says why', async () => {
  const { look, read } = await open(2, () => 5);
  for (const nth of [0, 1]) {
    look(1, NOW + nth * MINUTE_MS, picture(['black']));
    look(2, NOW + nth * MINUTE_MS, picture([]));
  }
  const at = NOW + 2 * MINUTE_MS;
  const [black, well] = [scoreOf(read(1).standing, at)!, scoreOf(read(2).standing, at)!];
  expect(well).toBeGreaterThan(90);
  expect(black).toBeLessThan(30);
  const ranked = rankCandidates({
    candidates: [1, 2].map((id) => ({
      streamId: id as StreamId,
      record: read(id),
      provider: undefined,
      decision: null,
    })),
    hand: undefined,
    choice: { streamId: 1 as StreamId, since: NOW },
    policy: { prefer: 'balanced', languages: [], providerCount: 1, holdingPoints: HOLDING_POINTS },
    now: at,
  });
  expect(ranked.map(({ streamId }) => streamId)).toEqual([2, 1]);
  expect(ranked[1]!.terms.find(({ name }) => name === 'health')!.because).toBe(
    `health ${black} of 100: black in 2 of the last 2 looks at its picture`,
  );
  expect(ranked[0]!.terms.find(({ name }) => name === 'health')!.because).toBe(`health ${well} of 100`);
});

test('a picture that was not well is looked at again soon, and ever more seldom while it stays so', async () => {
  const { look, read } = await open(1);
  let at = NOW;
  const waits = [1, 2, 3].map(() => {
    look(1, at, picture(['silent']));
    const wait = read(1).standing.nextAt - at;
    at = read(1).standing.nextAt;
    return wait / MINUTE_MS;
  });
  expect(waits[0]).toBeLessThan(13);
  expect(waits[2]).toBeGreaterThan(30);
  look(1, at, picture([]));
  expect((read(1).standing.nextAt - at) / MINUTE_MS).toBeGreaterThan(60);
});

test('a still picture that two channels show in turn, in other bytes, is a card and no life', async () => {
  const { look, codeOf, read } = await open(3);
  look(1, NOW, picture(['frozen'], card(3)), { mark: 'bytes of one' });
  expect(codeOf(1)).toBeNull();
  look(2, NOW + MINUTE_MS, picture(['frozen'], card(3, 1)), { mark: 'bytes of the other' });
  expect(codeOf(2)).toBe('upstream.clip');
  expect(read(2).standing.looks.at(-1)!.faults).toEqual(['frozen', 'slate']);
  look(3, NOW + MINUTE_MS, picture(['frozen'], card(2)));
  expect(codeOf(3)).toBeNull();
});

test('once it is known a check that decodes nothing knows it, until something else is shown', async () => {
  const { look, codeOf } = await open(2);
  look(1, NOW, picture(['frozen'], card(3)), { mark: 'a' });
  look(2, NOW + MINUTE_MS, picture(['frozen'], card(3)), { mark: 'b' });
  look(2, NOW + 10 * MINUTE_MS, undefined, { mark: 'b' });
  expect(codeOf(2)).toBe('upstream.clip');
  look(2, NOW + 20 * MINUTE_MS, undefined, { mark: 'the news' });
  expect(codeOf(2)).toBeNull();
});

test('one that is still and silent is a card when it is so again, and three times it is dead', async () => {
  const { look, codeOf, read } = await open(1);
  const off = picture(['frozen', 'silent'], card(3));
  look(1, NOW, off);
  look(1, NOW + 10 * SECOND_MS, off);
  expect(codeOf(1)).toBeNull(); // a minute of silence in front of a wreath
  for (const nth of [1, 2, 3]) look(1, NOW + nth * 6 * MINUTE_MS, off);
  expect(read(1).standing).toMatchObject({ failures: 3, deadSince: NOW + 18 * MINUTE_MS });
  look(1, NOW + 60 * MINUTE_MS, picture([]));
  expect(read(1).standing).toMatchObject({ failures: 0, deadSince: null });
});

test('another card the next time, a picture that moves in between, or sound: none', async () => {
  const { look, codeOf } = await open(3);
  look(1, NOW, picture(['frozen', 'silent'], card(3)));
  look(1, NOW + 5 * MINUTE_MS, picture(['frozen', 'silent'], card(2)));
  look(2, NOW, picture(['frozen', 'silent'], card(4)));
  look(2, NOW + 5 * MINUTE_MS, picture(['silent']));
  look(2, NOW + 10 * MINUTE_MS, picture(['frozen', 'silent'], card(4)));
  look(3, NOW, picture(['frozen'], card(5)));
  look(3, NOW + 5 * MINUTE_MS, picture(['frozen'], card(5)));
  expect([1, 2, 3].map(codeOf)).toEqual([null, null, null]);
});

test('a print is the same for what an encoder changes, another for another picture, and none of a blank one', () => {
  expect(areAlike(card(3), card(3, 1))).toBe(true);
  expect(areAlike(card(3), card(2))).toBe(false);
  expect(printOf(new Uint8Array(STILL_WIDTH * STILL_HEIGHT).fill(16))).toBeNull();
  expect(printOf(new Uint8Array(3))).toBeNull();
});
