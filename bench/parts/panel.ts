// The providers of a home, in a process of their own: playlists, one guide, live streams, and accounts whose connection
// limit is kept as real panels keep it: one too many is refused, and counted. `panel.ts <json of PanelOptions>`

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PICTURE_MS, TransportStream } from '../../test/fakes/transport-stream.ts';
import { answer } from './child.ts';

export interface PanelOptions {
  /** Streams in each account's list. */
  readonly streams: number;
  readonly accounts: number;
  readonly connections: number;
  readonly guideChannels: number;
  readonly programmesPerChannel: number;
  readonly megabits: number;
}

const options = JSON.parse(process.argv[2] ?? '{}') as PanelOptions;
const HOUR_SECONDS = 3_600;
const TICK_MS = 20;
const PICTURES_PER_GROUP = 25;
const pictureBytes = Math.round((options.megabits * 1e6) / 8 / 25 / 1.12);
const MARKETS = ['UK', 'DE', 'FR', 'ES', 'IT', 'NL', 'US', 'CA', 'PT', 'SE'];
const TOPICS = ['Sport', 'Movies', 'News', 'Kids', 'Docs', 'Music', 'General', 'Nature'];

const open = new Map<string, number>();
let peak = 0;
let refused = 0;
let edition = 0;

function* playlist(account: string, base: string): Generator<string> {
  yield `#EXTM3U x-tvg-url="${base}/guide.xml"\n`;
  for (let index = 0; index < options.streams; index += 1) {
    const market = MARKETS[index % MARKETS.length]!;
    const topic = TOPICS[Math.trunc(index / 10) % TOPICS.length]!;
    const name = `${market}: ${topic} ${index % 7 === 0 ? 'Extra ' : ''}${index} ${index % 3 === 0 ? 'FHD' : 'HD'}`;
    const changed = edition > 0 && index % 100 === 0 ? ` ${edition}` : '';
    yield `#EXTINF:-1 tvg-id="${topic.toLowerCase()}${index}.${market.toLowerCase()}" tvg-name="${name}" tvg-logo="http://logos.invalid/${index}.png" group-title="${market} | ${topic}",${name}${changed}\n${base}/live/${account}/secret/${index}.ts\n`;
  }
}

const at = (seconds: number): string =>
  new Date(seconds * 1_000)
    .toISOString()
    .replaceAll(/[-:T]|\.\d+Z/g, '')
    .slice(0, 14);

const idOf = (index: number): string =>
  `${TOPICS[Math.trunc(index / 10) % TOPICS.length]!.toLowerCase()}${index}.${MARKETS[index % MARKETS.length]!.toLowerCase()}`;

function* guide(): Generator<string> {
  const begin = Math.floor(Date.now() / 1_000 / HOUR_SECONDS) * HOUR_SECONDS - 12 * HOUR_SECONDS;

  yield '<?xml version="1.0" encoding="UTF-8"?>\n<tv>\n';
  for (let index = 0; index < options.guideChannels; index += 1) {
    yield `<channel id="${idOf(index)}"><display-name>Channel ${index}</display-name></channel>\n`;
  }
  for (let index = 0; index < options.guideChannels; index += 1) {
    for (let slot = 0; slot < options.programmesPerChannel; slot += 1) {
      const start = begin + slot * HOUR_SECONDS;
      yield `<programme start="${at(start)} +0000" stop="${at(start + HOUR_SECONDS)} +0000" channel="${idOf(index)}"><title lang="en">Programme ${slot} on ${index}</title><sub-title>Part ${slot % 9}</sub-title><desc lang="en">What happens in programme ${slot}, told in a sentence or two as guides have them, so that its length is about what they are.</desc><category>Series</category><episode-num system="onscreen">S01E${slot}</episode-num></programme>\n`;
    }
  }
  yield '</tv>\n';
}

async function send(response: ServerResponse, parts: Iterable<string>): Promise<void> {
  let text = '';
  for (const part of parts) {
    text += part;
    if (text.length < 65_536) continue;
    if (!response.write(text)) await new Promise((resolve) => response.once('drain', resolve));
    text = '';
  }
  response.end(text);
}

function stream(account: string, channel: number, response: ServerResponse): void {
  const used = (open.get(account) ?? 0) + 1;
  if (used > options.connections) {
    refused += 1;
    response.writeHead(403).end();
    return;
  }
  open.set(account, used);
  peak = Math.max(peak, used);
  response.writeHead(200, { 'content-type': 'video/mp2t' });
  // Channels do not all have their key frames at the same instant.
  const pictures = new TransportStream({ pictureBytes, firstPicture: channel % PICTURES_PER_GROUP });
  const startedMs = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = (performance.now() - startedMs) / PICTURE_MS;
    for (; sent < due; sent += 1) response.write(pictures.next());
  }, TICK_MS);
  response.on('close', () => {
    clearInterval(timer);
    open.set(account, (open.get(account) ?? 1) - 1);
  });
}

const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  const path = request.url ?? '';
  const base = `http://${request.headers.host}`;
  const live = /^\/live\/([^/]+)\/secret\/(\d+)\.ts$/.exec(path);
  const list = /^\/list\/([^/]+)\.m3u$/.exec(path);
  if (live) stream(live[1]!, Number(live[2]), response);
  else if (list) void send(response, playlist(list[1]!, base));
  else if (path === '/guide.xml') void send(response, guide());
  else response.writeHead(404).end();
});
server.listen(0, '127.0.0.1');

answer({
  port: () => (server.address() as AddressInfo).port,
  /** From now on one name in a hundred is another one. */
  change: () => {
    edition += 1;
  },
  seen: () => ({ peak, refused, open: [...open.values()].reduce((sum, count) => sum + count, 0) }),
});
