// A provider whose channels are real encodings, sent at their own pace, with an archive of the same: what browsers play and
// what they do not, as providers send it.

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PacedChannel {
  readonly name: string;
  readonly bytes: Buffer;
  readonly seconds: number;
}

export interface PacedProvider {
  readonly list: string;
  /** The most live streams that were ever open of the channel in this place. */
  peakOf(number: number): number;
  /** Ends what is open, as a provider does that has had enough. */
  cut(): void;
  close(): void;
}

const TICK_MS = 100;
/** What a panel sends at once: its own buffer. */
const BURST_SECONDS = 4;

/** Entries of one name are one channel with backups. */
export async function startPacedProvider(channels: readonly PacedChannel[]): Promise<PacedProvider> {
  const open = new Map<ServerResponse, PacedChannel>();
  const peaks = new Map<PacedChannel, number>();
  const goLive = (channel: PacedChannel, response: ServerResponse): void => {
    const { bytes, seconds } = channel;
    open.set(response, channel);
    const ofThis = [...open.values()].filter((one) => one === channel).length;
    peaks.set(channel, Math.max(ofThis, peaks.get(channel) ?? 0));
    const rate = bytes.length / seconds;
    const startedMs = performance.now();
    let sent = 0;
    const timer = setInterval(() => {
      const due = Math.min(bytes.length, (BURST_SECONDS + (performance.now() - startedMs) / 1_000) * rate);
      if (due > sent) response.write(bytes.subarray(sent, due));
      sent = due;
      if (sent >= bytes.length) response.end();
    }, TICK_MS);
    response.on('close', () => {
      clearInterval(timer);
      open.delete(response);
    });
  };
  const server = createServer((request, response) => {
    const [, kind, number] = /^\/(live|past)\/(\d+)/.exec(request.url ?? '') ?? [];
    const host = `http://${request.headers.host}`;
    const channel = channels[Number(number)];
    if (kind === undefined || !channel) {
      response.end(listOf(channels, host));
      return;
    }
    response.writeHead(200, { 'content-type': 'video/mp2t' });
    if (kind === 'live') goLive(channel, response);
    else response.end(channel.bytes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    list: `http://127.0.0.1:${(server.address() as AddressInfo).port}/list.m3u`,
    peakOf: (number) => peaks.get(channels[number]!) ?? 0,
    cut: () => open.forEach((_, response) => response.destroy()),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const listOf = (channels: readonly PacedChannel[], host: string): string =>
  [
    '#EXTM3U',
    ...channels.map(({ name }, number) => {
      const past = `catchup="default" catchup-days="2" catchup-source="${host}/past/${number}/{utc}/{duration}"`;
      return `#EXTINF:-1 group-title="All" ${past},${name}\n${host}/live/${number}.ts`;
    }),
  ].join('\n');
