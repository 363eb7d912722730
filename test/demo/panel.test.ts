import { expect, onTestFinished, test } from 'vitest';
import { FILMS } from '../../src/demo/films.ts';
import { startDemoProvider } from '../../src/demo/provider.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { ask } from '../fakes/lan-listener.ts';
import { openSyncHome } from '../fakes/sync-home.ts';

async function demoAt(): Promise<string> {
  const demo = await startDemoProvider({ clock: systemClock, log: silentLog });
  onTestFinished(() => demo.stop());
  return new URL(demo.pageUrl).host;
}

test('the demo is a panel too, with the same channels, movies and a series', async () => {
  const host = await demoAt();
  const home = await openSyncHome({ folder: temporaryFolder() });
  onTestFinished(() => home.stop());
  await home.providers.add({ source: `xtream://demo:demo@${host}` });
  home.sync.start();
  await expect.poll(() => home.sync.status()[0]?.state).toBe('fresh');
  expect(home.sync.status()[0]).toMatchObject({ counts: { live: 12, movie: FILMS.length, series: 1, skipped: 0 } });
  expect(home.lineup.snapshot.channels.map(({ catchupDays }) => catchupDays).slice(0, 4)).toEqual([1, 1, 1, 0]);
});

test('films are given in parts, the past as well', async () => {
  const host = await demoAt();
  const whole = await ask(`http://${host}/movie/demo/demo/1.ts`, {}, 'HEAD');
  const length = Number(whole.headers['content-length']);
  const part = await ask(`http://${host}/movie/demo/demo/1.ts`, { range: 'bytes=188-375' });
  expect([part.status, part.body.length, part.body[0]]).toEqual([206, 188, 0x47]);
  expect(part.headers['content-range']).toBe(`bytes 188-375/${length}`);
  const end = await ask(`http://${host}/movie/demo/demo/1.ts`, { range: 'bytes=-188' });
  expect([end.status, end.body.length]).toEqual([206, 188]);
  expect((await ask(`http://${host}/movie/demo/demo/1.ts`, { range: `bytes=${length}-` })).status).toBe(416);
  const past = await ask(`http://${host}/timeshift/demo/demo/60/2026-07-01:18-30/1.ts`, {}, 'HEAD');
  expect(past.headers['content-length']).toBe(String(length));
  expect(JSON.parse((await ask(`http://${host}/player_api.php?username=x&password=y`)).text)).toEqual({
    user_info: { auth: 0 },
  });
});
