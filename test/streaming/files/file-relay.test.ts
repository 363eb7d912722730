// Who has which file open, and that it can be taken away.

import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import { silentLog } from '../../../src/kernel/log.ts';
import type { ProviderId, StreamId } from '../../../src/model/ids.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import { FileRelay } from '../../../src/streaming/files/file-relay.ts';
import { SharedLimits } from '../../../src/streaming/limits.ts';
import { SlotLedger } from '../../../src/streaming/slots/ledger.ts';
import { createStandings } from '../../../src/streaming/standing.ts';
import { startProviderServer } from '../../fakes/provider-server.ts';

const account = { id: 'ada', name: 'Ada', maxStreams: null, pass: null as string | null };
const viewer = { address: '192.0.2.1', userAgent: 'Kodi', via: 'vod', account };

/** A provider that gives a tenth of a film, and then nothing for long. */
async function setUp(limit = 1) {
  const server = await startProviderServer();
  server.on('/film.mkv', (_request, response) => {
    response.writeHead(200, { 'content-length': 1_000_000, 'accept-ranges': 'bytes' });
    response.write(Buffer.alloc(100_000));
  });
  const clock = systemClock;
  const http = createHttpClient();
  const relay = new FileRelay({
    slots: new SlotLedger({ clock, limitOf: () => limit }),
    http,
    clock,
    log: silentLog,
    limits: new SharedLimits(clock, () => defaultSettings.limits),
    standingOf: createStandings(() => []),
  });
  onTestFinished(async () => {
    relay.stop();
    await http.close();
    await server.close();
  });
  const [streamId, providerId] = [1 as StreamId, 'p' as ProviderId];
  const source = { streamId, providerId, name: 'Sea', url: `${server.url}/film.mkv`, headers: {} };
  const signal = new AbortController().signal;
  const opened = await relay.open({ key: 't1', sources: [source], range: undefined, viewer, signal });
  const openAs = (other: typeof viewer) =>
    relay.open({ key: 't1', sources: [source], range: undefined, viewer: other, signal });
  return { relay, openAs, body: opened.body[Symbol.asyncIterator]() };
}

test('a player is seen with what it was sent, and from where', async () => {
  const { relay, body } = await setUp();
  const { value } = await body.next();
  const [view, ...others] = relay.views();
  expect(others).toEqual([]);
  expect(view).toMatchObject({
    key: 't1',
    viewer: { account: { id: 'ada' } },
    bytes_sent: (value as Uint8Array).byteLength,
    source: { name: 'Sea', providerId: 'p' },
  });
  await body.return?.();
  relay.end(() => true); // it waits for its player a while: nothing runs that could be ended
  expect(relay.views()).toHaveLength(1);
});

test('who is meant loses what runs; others do not', async () => {
  const { relay, body } = await setUp();
  await body.next();
  relay.end(({ viewer: of }) => of.account?.id === 'ben');
  expect(relay.views()).toHaveLength(1);
  relay.end(({ viewer: of }) => of.account?.id === 'ada');
  const rest = (async () => {
    while (!(await body.next()).done);
  })();
  await expect(rest).rejects.toMatchObject({ code: 'upstream.no-slot' });
  expect(relay.views()).toEqual([]);
});

test.each([
  { what: 'another account', other: { ...account, id: 'ben', name: 'Ben' } },
  { what: 'another login of it', other: { ...account, pass: 't2' } },
])('$what at the same device has a stream of its own, and loses that alone', async ({ other }) => {
  const { relay, openAs, body } = await setUp(2);
  const theirs = (await openAs({ ...viewer, account: other })).body[Symbol.asyncIterator]();
  await Promise.all([body.next(), theirs.next()]);
  expect(relay.views().map((view) => view.viewer.account)).toEqual([account, other]);
  relay.end((view) => view.viewer.account?.id === other.id && view.viewer.account.pass === other.pass);
  await expect(theirs.next()).rejects.toMatchObject({ code: 'upstream.no-slot' });
  expect(relay.views().map((view) => view.viewer.account)).toEqual([account]);
});
