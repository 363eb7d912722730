// An Xtream panel of any size, in a process of its own: lists are made while they are sent. `xtream-panel.ts <json of sizes>`

import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { answer } from './child.ts';

export interface XtreamPanelSizes {
  readonly live: number;
  readonly movies: number;
  readonly series: number;
  /** Names and ids of another provider. */
  readonly shift: number;
}

const sizes = JSON.parse(process.argv[2] ?? '{}') as XtreamPanelSizes;
const MARKETS = ['UK', 'DE', 'FR', 'ES', 'IT'];
const PLOT = 'Somebody leaves, somebody stays, and the tide brings back what nobody has asked for. '.repeat(3);

const login = {
  user_info: { auth: 1, status: 'Active', exp_date: null, is_trial: '0', active_cons: '0', max_connections: '2' },
  server_info: { timezone: 'UTC' },
};

const categories = (prefix: string): unknown[] =>
  Array.from({ length: 50 }, (_, at) => ({
    category_id: String(at + 1),
    category_name: `${MARKETS[at % 5]} | ${prefix} ${at}`,
    parent_id: 0,
  }));

/** A number as letters: numbers in names are read as years and episodes. */
const word = (number: number): string => Array.from(String(number), (digit) => 'abdefghkmn'[Number(digit)]).join('');

const LISTS: Readonly<Record<string, { count: number; row: (at: number) => unknown }>> = {
  get_live_streams: {
    count: sizes.live,
    row: (at) => ({
      num: at + 1,
      name: `${MARKETS[at % 5]}: Channel ${at + sizes.shift} ${at % 3 === 0 ? 'FHD' : 'HD'}`,
      stream_type: 'live',
      stream_id: at + 1,
      stream_icon: `https://logos.invalid/${at}.png`,
      epg_channel_id: `channel${at + sizes.shift}.x`,
      added: '1595426004',
      category_id: String((at % 50) + 1),
      custom_sid: '',
      tv_archive: at % 10 === 0 ? 1 : 0,
      direct_source: '',
      tv_archive_duration: at % 10 === 0 ? '3' : 0,
    }),
  },
  get_vod_streams: {
    count: sizes.movies,
    row: (at) => ({
      num: at + 1,
      name: `EN - Tale ${word(at + sizes.shift)} (${1950 + (at % 75)})${at % 4 === 0 ? ' 4K' : ''}`,
      stream_type: 'movie',
      stream_id: 1_000_000 + at,
      stream_icon: `https://posters.invalid/w600_and_h900_bestv2/${at}.jpg`,
      rating: '6.549',
      rating_5based: 3.3,
      added: '1770452579',
      category_id: String((at % 50) + 1),
      container_extension: 'mkv',
      custom_sid: '',
      direct_source: '',
    }),
  },
  get_series: {
    count: sizes.series,
    row: (at) => ({
      num: at + 1,
      name: `Saga ${word(at + sizes.shift)}`,
      series_id: at + 1,
      cover: `https://posters.invalid/${at}.jpg`,
      plot: PLOT,
      cast: 'A. B., C. D., E. F.',
      director: '',
      genre: 'Drama',
      releaseDate: `${1980 + (at % 45)}-06-19`,
      last_modified: '1685738128',
      rating: '7',
      rating_5based: 3.5,
      backdrop_path: [],
      youtube_trailer: '',
      episode_run_time: '45',
      category_id: String((at % 50) + 1),
    }),
  },
};

function* listOf({ count, row }: { count: number; row: (at: number) => unknown }): Generator<string> {
  let text = '[';
  for (let at = 0; at < count; at += 1) {
    text += (at === 0 ? '' : ',') + JSON.stringify(row(at));
    if (text.length < 64 * 1_024) continue;
    yield text;
    text = '';
  }
  yield `${text}]`;
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://x');
  const action = url.searchParams.get('action') ?? '';
  if (url.pathname === '/xmltv.php') return void response.end('<tv></tv>');
  if (action.endsWith('_categories')) return json(response, categories(action.split('_')[1]!));
  const list = LISTS[action];
  if (!list) return json(response, login);
  response.setHeader('content-type', 'application/json');
  Readable.from(listOf(list)).pipe(response);
}).listen(0, '127.0.0.1');

const json = (response: ServerResponse, value: unknown): void => void response.end(JSON.stringify(value));

answer({ port: () => (server.address() as AddressInfo).port });
