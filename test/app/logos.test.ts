import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openLogos, openOwnLogos } from '../../src/app/logos.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { useAllowance } from '../../src/net/reach.ts';
import { makeFolders, pathsIn } from '../../src/storage/paths.ts';
import { drawLogo } from '../fakes/drawn-logo.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { channelOf } from '../fakes/lineup-of.ts';
import { startProviderServer } from '../fakes/provider-server.ts';
import { pool } from '../fakes/pools.ts';

const CHANNEL = { ...channelOf('1', 'Bergland'), market: 'de' };

/** A channel with two streams whose logos a server has; `ruled` stands in for what a rule has set. */
async function openHome(ruled?: string) {
  const server = await startProviderServer();
  const drawn = {
    tiny: await drawLogo({ text: 'Tiny', width: 30 }),
    large: await drawLogo({ text: 'Big' }),
    ruled: await drawLogo({ text: 'Rule' }),
    own: await drawLogo({ text: 'Own' }),
  };
  for (const [name, body] of Object.entries(drawn)) server.on(`/${name}.png`, { body, contentType: 'image/png' });
  const paths = pathsIn(temporaryFolder());
  await makeFolders(paths);
  mkdirSync(paths.ownLogos);
  const streams = ['tiny', 'large'].map((name) => ({
    name: `DE: Bergland ${name}`,
    logoUrl: `${server.url}/${name}.png`,
  }));
  const origin = { logoUrl: ruled?.replace('SERVER', server.url) ?? streams[0]!.logoUrl, streamIds: [1, 2] };
  const settings = {
    current: { ...defaultSettings, logos: { by_sight: 'on', folder: '' } },
    onChanged: () => () => true,
  };
  const rooms = {
    paths,
    settings,
    providers: { list: () => [{ id: 'p', enabled: true, source: `${server.url}/list.m3u` }] },
    catalogue: { streams: () => streams },
    lineup: { origin: () => origin, channel: () => CHANNEL, chosenLogoOf: () => undefined },
    work: pool,
    onArtworksChanged: () => undefined,
  };
  useAllowance(() => ({ allowed: [], named: [new URL(server.url).host] }));
  const stops: (() => unknown)[] = [];
  const context = { clock: systemClock, log: silentLog };
  const own = openOwnLogos(context as never, { ...rooms, reads: pool } as never);
  const logos = await openLogos(context as never, { ...rooms, own } as never, stops as never);
  onTestFinished(async () => {
    for (const stop of stops.toReversed()) await stop();
    await server.close();
  });
  const shown = async (): Promise<string | undefined> => {
    const logo = await logos.logoOf(CHANNEL.id, undefined);
    return Object.entries(drawn).find(([, bytes]) => logo && bytes.equals(logo.bytes))?.[0];
  };
  const addOwn = (file: string): void => writeFileSync(join(paths.ownLogos, file), drawn.own);
  return { shown, addOwn, lookAgain: () => own.lookAgain(), server };
}

test('the first stream’s logo is shown while nobody has looked; the next one when that is gone', async () => {
  const { shown, server } = await openHome();
  expect(await shown()).toBe('tiny');
  const gone = await openHome();
  gone.server.on('/tiny.png', { body: 'gone', contentType: 'text/plain' });
  expect(await gone.shown()).toBe('large');
  expect(server.requests.map(({ path }) => path)).toEqual(['/tiny.png']);
});

test('what a rule has set goes before the streams’ own, a person’s own logo before all', async () => {
  const { shown } = await openHome('SERVER/ruled.png');
  expect(await shown()).toBe('ruled');
  const owned = await openHome('SERVER/ruled.png');
  owned.addOwn('bergland.png');
  expect(await owned.shown()).toBe('own');
  const collected = await openHome('SERVER/ruled.png');
  collected.addOwn('bergland-fr.png');
  expect(await collected.shown()).toBe('ruled');
  collected.addOwn('bergland-de.png');
  await collected.lookAgain();
  expect(await collected.shown()).toBe('own');
});

test('a rule may name a file of the folder; one that is not there leaves the streams’ own', async () => {
  const there = await openHome('logo-file:mine.png');
  there.addOwn('mine.png');
  expect(await there.shown()).toBe('own');
  const { shown } = await openHome('logo-file:mine.png');
  expect(await shown()).toBe('tiny');
});
