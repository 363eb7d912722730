import { readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { openGuide, type Guide } from '../../../src/guide/guide.ts';
import { guideChannelId } from '../../../src/guide/publish.ts';
import type { Making } from '../../../src/guide/made-up.ts';
import { silentLog } from '../../../src/kernel/log.ts';
import type { LineupSnapshot } from '../../../src/model/channel.ts';
import { createXmltvOutput } from '../../../src/outputs/xmltv/xmltv.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { ask, startLanListener, type Answer } from '../../fakes/lan-listener.ts';
import { channelOf, lineupOf } from '../../fakes/lineup-of.ts';
import { makingAt } from '../../fakes/making.ts';
import { pool } from '../../fakes/pools.ts';
import { NOON, plainProgramme } from '../../fakes/programmes.ts';
import { createRecordingLog, type RecordingLog } from '../../fakes/recording-log.ts';
import { createTurnedClock, type TurnedClock } from '../../fakes/turned-clock.ts';
import { faultsOf } from '../../formats/xmltv/dtd.ts';
import { fill } from '../../guide/filling.ts';

const HOUR = 3_600_000;
const guideIdOf = (xmltvId: string): ReturnType<typeof guideChannelId> => guideChannelId('main', xmltvId);

const lineup = lineupOf([
  channelOf('1', 'One & All', { group: 'News', guideChannelId: guideIdOf('one'), logoUrl: 'http://x.test/1.png' }),
  channelOf('2.1', 'Two', { group: 'Kids', guideChannelId: guideIdOf('two'), guideShiftMinutes: 90 }),
  channelOf('3', 'Three', { group: 'Kids' }),
]);

interface Home {
  readonly url: string;
  readonly file: string;
  readonly cacheFolder: string;
  readonly clock: TurnedClock;
  readonly log: RecordingLog;
  readonly guide: Guide;
  lineup: LineupSnapshot;
  making: Making;
}

async function home(): Promise<Home> {
  const folder = temporaryFolder();
  const file = join(folder, 'guide.sqlite');
  const cacheFolder = join(folder, 'cache', 'guides');
  const guide = openGuide({ file, log: silentLog });
  const clock = createTurnedClock();
  const log = createRecordingLog();
  const making = makingAt(clock.now(), { placeholders: 'off' });
  const state = { file, cacheFolder, clock, log, guide, lineup, making };
  const output = createXmltvOutput({
    lineup: () => state.lineup,
    guideRevision: () => guide.revision,
    guideFile: file,
    cacheFolder,
    pool,
    clock,
    log,
    window: () => ({ days_back: 1, days_ahead: 2 }),
    making: () => state.making,
    baseUrl: 'http://box:5004',
  });
  onTestFinished(async () => {
    await output.stop?.();
    guide.close();
  });
  const { url } = await startLanListener([output]);
  return Object.assign(state, { url });
}

const fillDay = (file: string, title = 'p'): unknown =>
  fill(
    file,
    ['one', 'two'].flatMap((id) =>
      [0, 1].map((hour) => {
        const startAt = NOON + hour * HOUR;
        return [
          id,
          { ...plainProgramme, title: `${title} ${id} ${hour}`, startAt, stopAt: startAt + 2 * HOUR },
        ] as const;
      }),
    ),
  );

const get = (at: Home, path = '/guide.xml', headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
  ask(at.url + path, headers, method);

test('the guide has the channels of the lineup with their programmes, and is valid', async () => {
  const at = await home();
  fillDay(at.file);
  const { status, headers, text } = await get(at);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('application/xml; charset=utf-8');
  expect(faultsOf(text)).toEqual([]);
  expect(text.match(/<display-name>.*?</g)).toEqual(
    ['One &amp; All', '1', 'Two', '2.1', 'Three', '3'].map((name) => `<display-name>${name}<`),
  );
  expect(text).toMatch(/<icon src="http:\/\/box:5004\/logo\/c[0-9a-z]{11}"\/>/);
  expect(text.match(/<programme .*? channel/g)).toEqual([
    '<programme start="20261123120000 +0000" stop="20261123130000 +0000" channel',
    '<programme start="20261123130000 +0000" stop="20261123150000 +0000" channel',
    '<programme start="20261123133000 +0000" stop="20261123143000 +0000" channel',
    '<programme start="20261123143000 +0000" stop="20261123163000 +0000" channel',
  ]);
});

test('an empty lineup and an empty guide are a valid guide', async () => {
  const at = await home();
  at.lineup = lineupOf([]);
  const { status, text } = await get(at);
  expect(status).toBe(200);
  expect(faultsOf(text)).toEqual([]);
});

test('whoever takes gzip gets it in passing, and .gz is a packed file to everyone', async () => {
  const at = await home();
  fillDay(at.file);
  const plain = await get(at);
  const encoded = await get(at, '/guide.xml', { 'accept-encoding': 'gzip' });
  const archive = await get(at, '/guide.xml.gz', { 'accept-encoding': 'gzip' });
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(encoded.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-length': String(encoded.body.length) });
  expect(archive.headers).toMatchObject({
    'content-type': 'application/gzip',
    'content-length': String(archive.body.length),
  });
  expect(archive.headers['content-encoding']).toBeUndefined();
  expect(gunzipSync(encoded.body).toString()).toBe(plain.text);
  expect(gunzipSync(archive.body).toString()).toBe(plain.text);
});

test('who has it already is told so, until the lineup, the guide or the day changes', async () => {
  const at = await home();
  fillDay(at.file);
  const known = async (): Promise<string> => (await get(at)).headers['etag']!;
  const etag = await known();
  expect((await get(at, '/guide.xml', { 'if-none-match': etag })).status).toBe(304);
  at.lineup = lineupOf(lineup.channels, 'r2');
  expect((await get(at, '/guide.xml', { 'if-none-match': etag })).status).toBe(200);
  const etags = [etag, await known()];
  fillDay(at.file, 'other');
  etags.push(await known());
  at.clock.advance(24 * HOUR);
  etags.push(await known());
  expect(new Set(etags).size).toBe(4);
});

test('HEAD is answered without making anything', async () => {
  const at = await home();
  const { status, headers, body } = await get(at, '/guide.xml', {}, 'HEAD');
  expect(status).toBe(200);
  expect(headers['etag']).toBe((await get(at, '/guide.xml', {}, 'HEAD')).headers['etag']);
  expect(body).toHaveLength(0);
  expect(() => readdirSync(at.cacheFolder)).toThrow('ENOENT');
});

test('groups choose channels, whatever capitals they are asked for with', async () => {
  const at = await home();
  fillDay(at.file);
  const { text } = await get(at, '/guide.xml?group=kids');
  expect(text.match(/<channel /g)).toHaveLength(2);
  expect(text.match(/<programme /g)).toHaveLength(2);
});

test('the window leaves out what is long over or far away', async () => {
  const at = await home();
  fillDay(at.file);
  at.clock.advance(3 * 24 * HOUR);
  expect((await get(at)).text).not.toContain('<programme');
});

test('each version is made once, and only the last few are kept', async () => {
  const at = await home();
  fillDay(at.file);
  const answers = await Promise.all([get(at), get(at), get(at, '/guide.xml.gz')]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(readdirSync(at.cacheFolder)).toHaveLength(1);
  for (let version = 0; version < 12; version += 1) await get(at, `/guide.xml?group=g${version}`);
  expect(readdirSync(at.cacheFolder)).toHaveLength(8);
});

test('when the guide cannot be made the answer is 503 without a body', async () => {
  const at = await home();
  await mkdir(join(at.cacheFolder, '..'), { recursive: true });
  await writeFile(at.cacheFolder, 'a file where the folder should be');
  const { status, body } = await get(at);
  expect(status).toBe(503);
  expect(body).toHaveLength(0);
  expect(at.log.complaints).toEqual(['The guide could not be made']);
});
