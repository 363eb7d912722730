// The homes that pictures are taken of: the demo as it comes; one that is lived in, with much to see, long names and things that
// went wrong, all of it made through the API; and one that is just installed.

import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export const HOMES = ['demo', 'lived-in', 'empty'] as const;
export type Home = (typeof HOMES)[number];

export interface Api {
  readonly base: string;
  readonly token: string;
}

/** @throws Error when it is refused, with what was said */
export async function ask<Answer>(api: Api, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${api.base}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${api.token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

const LONG =
  'The Second Great Northern Harbour and Coastal Regions Broadcasting Corporation International World Service in High Definition';
const MARKETS = ['UK', 'DE', 'FR'] as const;
const entry = (name: string, group: string, url: string): string =>
  `#EXTINF:-1 group-title="${group}",${name}\n${url}\n`;

/** Two lists whose names nearly say that they have the same channels: something to review, and streams that are dead. */
const doubtful = (name: string, index: number): string =>
  MARKETS.map((market) => entry(`${market}: ${name}`, market, `http://127.0.0.1:9/${index}/${market}.ts`)).join('');

/** Names longer than any room, in scripts that run the other way, without a name. */
const HARD = [
  entry(LONG, 'Regional programmes of all parts of the country, and of those beyond it', 'http://127.0.0.1:9/long.ts'),
  entry('قناة الجزيرة الإخبارية مباشر', 'أخبار', 'http://127.0.0.1:9/ar.ts'),
  entry('ערוץ 12 חדשות', 'חדשות', 'http://127.0.0.1:9/he.ts'),
  entry('NHK総合テレビジョン・東京', '日本', 'http://127.0.0.1:9/jp.ts'),
  entry('⚽ <b>Sport</b> ᴴᴰ ◉ 🇩🇪 |VIP| ★★★', '▬▬▬ SPORT ▬▬▬', 'http://127.0.0.1:9/b.ts'),
].join('');

const stamp = (hours: number): string =>
  `${new Date(Date.now() + hours * 3_600_000).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)} +0000`;

const NAMES = ['Kultur', 'Musik', 'Sport'] as const;
const GUIDE = NAMES.map(
  (name, at) =>
    `<channel id="n${at}"><display-name>Nordlicht ${name}</display-name></channel>${[-2, -1, 0, 1, 2]
      .map(
        (hour) =>
          `<programme start="${stamp(hour)}" stop="${stamp(hour + 1)}" channel="n${at}"><title>${name} am Abend, Teil ${hour + 3}</title></programme>`,
      )
      .join('')}`,
).join('');

/** Lists on a server of this machine's own; the folder is written to. Closed by whoever asked. */
export async function neighbour(folder: string): Promise<{ sources: string[]; server: Server }> {
  const files = {
    'estrella.m3u': doubtful('Estrella TV', 0),
    'estrellas.m3u': doubtful('Estrellas de Acción', 1),
    'hard.m3u': HARD,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), `#EXTM3U\n${text}`);
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const lists = ['Nordlicht', 'DE: Nordlichter'].flatMap((begin) =>
      NAMES.map((name) => entry(`${begin} ${name}`, 'DE', `http://127.0.0.1:9/${encodeURIComponent(begin + name)}.ts`)),
    );
    const list = `#EXTM3U x-tvg-url="http://127.0.0.1:${port}/guide.xml"\n${lists.join('')}`;
    response.end(request.url === '/guide.xml' ? `<?xml version="1.0"?><tv>${GUIDE}</tv>` : list);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const list = `http://127.0.0.1:${(server.address() as AddressInfo).port}/list.m3u`;
  return { sources: [list, ...Object.keys(files).map((name) => join(folder, name))], server };
}

/** What people have decided and done over time. */
export async function liveIn(api: Api): Promise<void> {
  const { items: providers } = await ask<{ items: { name: string; source: string }[] }>(api, 'GET', '/providers');
  const demo = new URL(providers.find(({ name }) => name === 'Demo')!.source).host;
  await ask(api, 'POST', '/providers', { name: 'Panel with an old password', source: `xtream://anna:old@${demo}` });
  await ask(api, 'POST', '/providers', { name: LONG.slice(0, 100), source: 'http://127.0.0.1:9/nobody.m3u' });
  const { items: channels } = await ask<{ items: { id: string }[] }>(api, 'GET', '/channels?search=harbour&limit=4');
  const { items: others } = await ask<{ items: { id: string }[] }>(api, 'GET', '/channels?group=Sport&limit=4');
  await ask(api, 'PUT', '/favourites', { ids: [...channels, ...others].map(({ id }) => id) });
  await ask(api, 'PUT', '/me/channel-views', {
    items: [{ name: 'Without a guide, the worst first', filters: { guide: 'without', sort: 'health', show: 'all' } }],
  });
  await ask(api, 'POST', '/people', { name: 'Ben', role: 'viewer', groups: ['Kids'], password: 'long enough' });
  await ask(api, 'POST', '/people', { name: LONG.slice(0, 60), role: 'member', password: 'long enough' });
  await ask(api, 'POST', '/rules', {
    name: 'Short names for the islands',
    when: { name: { contains: ['Harbour'] } },
    action: { kind: 'rename', find: 'Harbour', to: 'Port' },
  });
  const webhook = { kind: 'webhook', url: 'http://127.0.0.1:9/hook' };
  await ask(api, 'POST', '/alert-targets', { name: 'Telephone of Anna', options: webhook });
  const { items: titles } = await ask<{ items: { id: string }[] }>(api, 'GET', '/titles?kind=movie&limit=3');
  for (const [at, { id }] of titles.entries())
    await ask(api, 'PUT', `/resume/${id}`, { position_seconds: 40 * (at + 1), duration_seconds: 180 });
}
