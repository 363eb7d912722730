// An Xtream panel on port 0: its lists as a well-made panel has them, bent by the quirks that real ones have.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';

export const PANEL_QUIRKS = [
  'numbers-as-strings',
  'strings-as-numbers',
  'nulls',
  'objects-for-arrays',
  'missing-ids',
  'warnings-before',
  'html-entities',
  'gzip-without-header',
  'byte-order-mark',
  'login-for-unknown-actions',
] as const;
export type PanelQuirk = (typeof PANEL_QUIRKS)[number];

/** What an action answers in place of its list. */
export type Misdeed = 'empty-body' | 'html' | 'truncated' | 'empty-list' | 'error-500' | 'hang-up' | 'null';

type Row = Record<string, unknown>;

export interface PanelContent {
  live: Row[];
  movies: Row[];
  series: Row[];
  liveCategories: Row[];
  movieCategories: Row[];
  seriesCategories: Row[];
  seriesInfo: Map<number, unknown>;
  movieInfo: Map<number, unknown>;
  /** Of `get_simple_data_table` and `get_short_epg`, by stream id. */
  listings: Map<number, Row[]>;
  shortListings: Map<number, Row[]>;
  userInfo: Row;
  /** What further logins (their password is `secret` as well) are told in place of `userInfo`, by user name. */
  furtherLogins: Map<string, Row>;
  serverInfo: Row;
  guide: string;
  /** Bytes of every movie and episode. */
  file: Buffer;
}

export interface FakePanel {
  readonly port: number;
  /** `http://127.0.0.1:port` */
  readonly base: string;
  /** `xtream://anna:secret@127.0.0.1:port` */
  readonly source: string;
  readonly content: PanelContent;
  readonly quirks: Set<PanelQuirk>;
  /** By action; `` is the login. */
  readonly misdeeds: Map<string, Misdeed>;
  /** By action: bytes that are sent in place of whatever it would be. */
  readonly bodies: Map<string, Buffer | string>;
  /** Path and query of every request. */
  readonly requests: string[];
  /** Answers media requests (`/live/…`, `/movie/…`, `/timeshift/…`) in place of the panel itself. */
  onMedia: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  cut(): void;
  close(): Promise<void>;
  reopen(): Promise<void>;
}

const LOGIN = { username: 'anna', password: 'secret' };

const category = (id: number, name: string): Row => ({
  category_id: String(id),
  category_name: name,
  parent_id: 0,
});

const live = (num: number, name: string, more: Row = {}): Row => ({
  num,
  name,
  stream_type: 'live',
  stream_id: 100 + num,
  stream_icon: `http://logo.invalid/${num}.png`,
  epg_channel_id: `ch${num}.x`,
  added: '1595426004',
  category_id: num === 3 ? '2' : '1',
  custom_sid: '',
  tv_archive: 0,
  direct_source: '',
  tv_archive_duration: 0,
  ...more,
});

const movie = (num: number, name: string, more: Row = {}): Row => ({
  num,
  name,
  stream_type: 'movie',
  stream_id: 500 + num,
  stream_icon: `http://poster.invalid/${num}.jpg`,
  rating: '6.25',
  rating_5based: 3.1,
  added: '1770452579',
  category_id: '10',
  container_extension: 'mkv',
  custom_sid: '',
  direct_source: '',
  ...more,
});

function panelContent(): PanelContent {
  return {
    live: [
      live(1, 'DE: One HD', { tv_archive: 1, tv_archive_duration: '3' }),
      live(2, 'DE: Two & Half'),
      live(3, 'UK: Three'),
    ],
    movies: [
      movie(1, 'EN - Harbour Lights (2008) 4K', { tmdb: '603' }),
      movie(2, 'The Change | 2025 | 6.5', { container_extension: 'mp4' }),
    ],
    series: [
      {
        num: 1,
        name: 'Falling Tides ',
        series_id: 85,
        cover: 'http://poster.invalid/s85.jpg',
        plot: 'A town by the sea.',
        cast: 'N. W., M. B.',
        director: '',
        genre: 'Drama',
        releaseDate: '2011-06-19',
        last_modified: '1685738128',
        rating: '7',
        rating_5based: 3.5,
        backdrop_path: ['http://poster.invalid/b85.jpg'],
        youtube_trailer: 'abc',
        episode_run_time: '60',
        category_id: '20',
      },
      { num: 2, name: 'Madam Clerk', series_id: -441, cover: '', category_id: '20', rating: '' },
    ],
    liveCategories: [category(1, 'DE ➾ TV'), category(2, 'UK ➾ TV')],
    movieCategories: [category(10, 'DE ➾ Filme')],
    seriesCategories: [category(20, 'DE ➾ Serien')],
    seriesInfo: new Map<number, unknown>([[85, seriesInfo()]]),
    listings: new Map(),
    shortListings: new Map(),
    movieInfo: new Map<number, unknown>([
      [
        501,
        {
          info: { tmdb_id: '603', plot: 'Ships pass.', duration_secs: 5400, name: 'Harbour Lights' },
          movie_data: { stream_id: 501 },
        },
      ],
    ]),
    furtherLogins: new Map(),
    userInfo: {
      ...LOGIN,
      message: 'Welcome',
      auth: 1,
      status: 'Active',
      exp_date: '1900000000',
      is_trial: '0',
      active_cons: '1',
      created_at: '1600000000',
      max_connections: '2',
      allowed_output_formats: ['m3u8', 'ts'],
    },
    serverInfo: {
      url: '127.0.0.1',
      port: '80',
      https_port: '443',
      server_protocol: 'http',
      rtmp_port: '8880',
      timezone: 'Europe/Berlin',
      timestamp_now: 1_770_000_000,
      time_now: '2026-02-02 03:40:00',
    },
    guide: '<?xml version="1.0"?><tv></tv>',
    file: Buffer.from(Array.from({ length: 100_000 }, (_, at) => at % 251)),
  };
}

const episode = (id: number, season: number, number: number): Row => ({
  id: String(id),
  episode_num: number,
  title: `Falling Tides - S0${season}E0${number} - Part ${number}`,
  container_extension: 'mp4',
  info: { plot: `What happens in ${number}`, duration_secs: 3602, duration: '01:00:02', releasedate: '2011-06-19' },
  custom_sid: '',
  added: '1685447913',
  season,
  direct_source: '',
});

function seriesInfo(): unknown {
  return {
    seasons: [{ season_number: 1, name: 'Season 1', episode_count: 2, overview: '', cover: '' }],
    info: { name: 'Falling Tides', plot: 'A town by the sea.', tmdb: '1399' },
    episodes: { 1: [episode(9001, 1, 1), episode(9002, 1, 2)], 2: [episode(9003, 2, 1)] },
  };
}

/** Closed when the test has ended. */
export async function startPanel(content = panelContent()): Promise<FakePanel> {
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    panel.requests.push(request.url ?? '');
    answer(panel, request, response);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => void server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  const panel: FakePanel = {
    port,
    base: `http://127.0.0.1:${port}`,
    source: `xtream://${LOGIN.username}:${LOGIN.password}@127.0.0.1:${port}`,
    content,
    quirks: new Set(),
    misdeeds: new Map(),
    bodies: new Map(),
    requests: [],
    onMedia: undefined,
    cut,
    reopen: () => listen(port),
    close: async () => {
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      cut();
      await closed;
    },
  };
  onTestFinished(() => panel.close());
  return panel;
}

function answer(panel: FakePanel, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', panel.base);
  if (url.pathname === '/player_api.php') return api(panel, url.searchParams, response);
  if (url.pathname === '/xmltv.php') return void response.end(panel.content.guide);
  if (/^\/(?:live|movie|series|timeshift|streaming)\//.test(url.pathname)) {
    if (panel.onMedia) return panel.onMedia(request, response);
    return file(panel, request, response);
  }
  response.writeHead(404).end('<html>404</html>');
}

const MISDEEDS: Readonly<Record<Misdeed, (response: ServerResponse, whole: string) => void>> = {
  'empty-body': (response) => void response.end(),
  html: (response) => void response.end('<!DOCTYPE html><html><body>502 Bad Gateway</body></html>'),
  truncated: (response, whole) => void response.end(whole.slice(0, Math.floor(whole.length * 0.7))),
  'empty-list': (response) => void response.end('[]'),
  'error-500': (response) => void response.writeHead(500).end('<html>500</html>'),
  'hang-up': (response) => void response.socket?.destroy(),
  null: (response) => void response.end('null'),
};

function api(panel: FakePanel, query: URLSearchParams, response: ServerResponse): void {
  const { content, quirks } = panel;
  const action = query.get('action') ?? '';
  const username = query.get('username') ?? '';
  const further = content.furtherLogins.get(username);
  const isKnown = (username === LOGIN.username || further) && query.get('password') === LOGIN.password;
  const login = { user_info: further ?? content.userInfo, server_info: content.serverInfo };
  const text = JSON.stringify(isKnown ? (answerTo(content, action, query) ?? login) : { user_info: { auth: 0 } });
  const said = panel.bodies.get(action);
  if (said !== undefined) return void response.end(said);
  const misdeed = panel.misdeeds.get(action);
  if (misdeed) return MISDEEDS[misdeed](response, text);
  const bent = bend(JSON.parse(text), quirks, action !== '');
  const front = `${quirks.has('byte-order-mark') ? '\ufeff' : ''}${quirks.has('warnings-before') ? WARNING : ''}`;
  const body = front + JSON.stringify(bent);
  response.setHeader('content-type', 'text/html; charset=UTF-8'); // as PHP does when nobody says otherwise
  response.end(quirks.has('gzip-without-header') ? gzipSync(body) : body);
}

const WARNING =
  '<br />\n<b>Warning</b>:  Undefined array key "x[0]" {a} in <b>/home/xtreamcodes/www/player_api.php</b> on line <b>73</b><br />\n';

function answerTo(content: PanelContent, action: string, query: URLSearchParams): unknown {
  const inCategory = (rows: Row[]): Row[] => {
    const wanted = query.get('category_id');
    return wanted === null ? rows : rows.filter((row) => String(row['category_id']) === wanted);
  };
  switch (action) {
    case 'get_live_categories':
      return content.liveCategories;
    case 'get_vod_categories':
      return content.movieCategories;
    case 'get_series_categories':
      return content.seriesCategories;
    case 'get_live_streams':
      return inCategory(content.live);
    case 'get_vod_streams':
      return inCategory(content.movies);
    case 'get_series':
      return inCategory(content.series);
    case 'get_series_info':
      return content.seriesInfo.get(Number(query.get('series_id'))) ?? { seasons: [], info: [], episodes: [] };
    case 'get_simple_data_table':
      return { epg_listings: content.listings.get(Number(query.get('stream_id'))) ?? [] };
    case 'get_short_epg': {
      const listings = content.shortListings.get(Number(query.get('stream_id'))) ?? [];
      return { epg_listings: listings.slice(0, Number(query.get('limit') ?? 4)) };
    }
    case 'get_vod_info':
      return content.movieInfo.get(Number(query.get('vod_id'))) ?? { info: [], movie_data: [] };
    default:
      return undefined;
  }
}

function bend(value: unknown, quirks: ReadonlySet<PanelQuirk>, isList: boolean): unknown {
  let rows = value;
  if (Array.isArray(rows) && quirks.has('missing-ids')) {
    rows = [{ num: 9, name: 'No id' }, ...(rows as unknown[]), { stream_id: null, series_id: '', category_id: null }];
  }
  const bent = JSON.parse(
    JSON.stringify(rows, (key, item: unknown) => {
      if (typeof item === 'number' && quirks.has('numbers-as-strings')) return String(item);
      if (typeof item === 'string' && quirks.has('strings-as-numbers') && /^\d{1,9}$/.test(item)) return Number(item);
      if (item === '' && quirks.has('nulls')) return null;
      if (typeof item === 'string' && quirks.has('html-entities')) return item.replaceAll('&', '&amp;');
      return key === 'name' && typeof item === 'string' && quirks.has('nulls') ? `  ${item} ` : item;
    }),
  ) as unknown;
  if (isList && Array.isArray(bent) && quirks.has('objects-for-arrays'))
    return Object.fromEntries(bent.map((row, at) => [at + 1, row as unknown]));
  return bent;
}

/** As a good server does: ranges, HEAD, length. */
function file(panel: FakePanel, request: IncomingMessage, response: ServerResponse): void {
  const { file: bytes } = panel.content;
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const from = Number(range?.[1] ?? 0);
  const until = range?.[2] ? Number(range[2]) + 1 : bytes.length;
  const part = bytes.subarray(from, until);
  response.setHeader('accept-ranges', 'bytes');
  response.setHeader('content-type', 'video/x-matroska');
  response.setHeader('content-length', part.length);
  if (range) response.setHeader('content-range', `bytes ${from}-${from + part.length - 1}/${bytes.length}`);
  response.writeHead(range ? 206 : 200);
  response.end(request.method === 'HEAD' ? undefined : part);
}
