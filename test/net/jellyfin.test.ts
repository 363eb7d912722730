import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { enterJellyfin } from '../../src/net/jellyfin.ts';
import { API_KEY, startJellyfin } from '../fakes/jellyfin-server.ts';

const ours = {
  apiKey: API_KEY,
  tunerUrl: 'http://tv.lan:5004',
  guideUrl: 'http://tv.lan:5004/guide.xml',
  name: 'Masthead',
};

test('tuner and guide are entered, and the guide is refreshed', async () => {
  const jellyfin = await startJellyfin();
  const done = await enterJellyfin({ ...ours, address: `${jellyfin.url}/web/index.html#/dashboard` });
  expect(done).toEqual({ server: 'Living room', addedTuner: true, addedGuide: true });
  expect(jellyfin.tuners).toMatchObject([{ Type: 'hdhomerun', Url: ours.tunerUrl, FriendlyName: 'Masthead' }]);
  expect(jellyfin.guides).toMatchObject([{ Type: 'xmltv', Path: ours.guideUrl, EnableAllTuners: true }]);
  expect(jellyfin.started).toEqual(['7a']);
});

test('what is there already is not entered twice', async () => {
  const jellyfin = await startJellyfin();
  await enterJellyfin({ ...ours, address: jellyfin.url });
  const again = await enterJellyfin({
    ...ours,
    address: jellyfin.url.replace('http://', ''),
    tunerUrl: `${ours.tunerUrl}/`,
  });
  expect(again).toMatchObject({ addedTuner: false, addedGuide: false });
  expect([jellyfin.tuners.length, jellyfin.guides.length, jellyfin.started.length]).toEqual([1, 1, 2]);
});

test('a wrong key, nobody, somebody else and nonsense are told apart', async () => {
  const jellyfin = await startJellyfin();
  await expect(enterJellyfin({ ...ours, address: jellyfin.url, apiKey: 'wrong-key' })).rejects.toThrow('API key');
  await expect(enterJellyfin({ ...ours, address: 'http://127.0.0.1:9' })).rejects.toThrow('does not answer');
  await expect(enterJellyfin({ ...ours, address: 'file:///etc/passwd' })).rejects.toThrow(/no address|does not answer/);
  const other = createServer((_, response) => void response.end('<html>'));
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const address = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  await expect(enterJellyfin({ ...ours, address })).rejects.toThrow('Something other than Jellyfin');
});
