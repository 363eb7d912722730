// Kodi with IPTV Simple: channels, guide, a channel on air, and back to a programme of the past, into which it seeks.

import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../fakes/folder.ts';
import { startMasthead } from '../fakes/masthead-process.ts';
import { hasKodi, Kodi } from './kodi.ts';

interface Channel {
  readonly channelid: number;
  readonly label: string;
}

interface Broadcast {
  readonly broadcastid?: number;
  readonly title: string;
  readonly wasactive: boolean;
}

interface Time {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

interface Playing {
  readonly time: Time;
  readonly currentvideostream: { readonly codec: string };
}

const secondsOf = ({ hours, minutes, seconds }: Time): number => hours * 3_600 + minutes * 60 + seconds;

test.skipIf(!hasKodi)('Kodi lists channels and guide, plays a channel and goes back to what was on', async () => {
  const masthead = await startMasthead({ args: ['--demo'], channels: 12 });
  onTestFinished(async () => void (await masthead.stop()));
  const sources = { playlist: `${masthead.base}/playlist.m3u`, guide: `${masthead.base}/guide.xml` };
  const kodi = await Kodi.at(temporaryFolder(), sources);
  onTestFinished(() => kodi.kill());
  const channels = async (): Promise<Channel[]> => {
    const answer = await kodi.ask<{ channels?: Channel[] }>('PVR.GetChannels', { channelgroupid: 'alltv' });
    return answer.channels ?? [];
  };
  const broadcasts = async (channelid: number): Promise<Broadcast[]> => {
    const properties = ['title', 'wasactive'];
    const answer = await kodi.ask<{ broadcasts?: Broadcast[] }>('PVR.GetBroadcasts', { channelid, properties });
    return answer.broadcasts ?? [];
  };
  const playing = (): Promise<Playing> => {
    const properties = ['time', 'currentvideostream'];
    return kodi.ask('Player.GetProperties', { playerid: 1, properties });
  };
  const isPlaying = async (): Promise<boolean> => {
    const { currentvideostream, time } = await playing();
    return currentvideostream.codec === 'h264' && secondsOf(time) > 0;
  };

  // Programmes have numbers, by which they are played, when they have been written down: at the end of the first run.
  await kodi.start();
  await kodi.until(async () => (await channels()).length === 12);
  const first = (await channels())[0]!;
  expect(first.label).toBe('Harbour One');
  await kodi.until(async () => (await broadcasts(first.channelid)).length > 20);
  await kodi.stop();
  await kodi.start();
  const past = async (): Promise<Broadcast[]> =>
    (await broadcasts(first.channelid)).filter(({ wasactive, broadcastid }) => wasactive && broadcastid !== undefined);
  await kodi.until(async () => (await past()).length > 2);

  const { channeldetails } = await kodi.ask<{ channeldetails: object }>('PVR.GetChannelDetails', {
    channelid: first.channelid,
    properties: ['hasarchive'],
  });
  expect(channeldetails).toMatchObject({ hasarchive: true });
  await kodi.ask('Player.Open', { item: { channelid: first.channelid } });
  await kodi.until(isPlaying);
  await kodi.ask('Player.Stop', { playerid: 1 });

  let listed: readonly Broadcast[] = [];
  // It reads the guide anew beside what it has written down.
  await kodi.until(async () => (listed = await past()).length > 2);
  const { broadcastid } = listed.at(-2)!;
  await kodi.ask('Player.Open', { item: { broadcastid } });
  await kodi.until(isPlaying);
  const { item } = await kodi.ask<{ item: { file: string } }>('Player.GetItem', { playerid: 1, properties: ['file'] });
  expect(item.file).toMatch(/\/stream\/\w+\.ts\?utc=\d+&lutc=\d+$/);
  await kodi.ask('Player.Seek', { playerid: 1, value: { time: { hours: 0, minutes: 10, seconds: 0 } } });
  await kodi.until(async () => (await isPlaying()) && secondsOf((await playing()).time) > 200);
  await kodi.stop();
});
