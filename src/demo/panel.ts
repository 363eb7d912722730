// The demo provider as an Xtream Codes panel: `xtream://demo:demo@127.0.0.1:PORT`, with the types that most panels have.

import { CHANNELS, guideIdOf, hasArchive } from './channels.ts';
import { FILM_SECONDS, FILMS, SERIES } from './films.ts';

/** Name and password. */
export const DEMO_LOGIN = 'demo';

const category = (id: number, name: string): object => ({
  category_id: String(id),
  category_name: name,
  parent_id: 0,
});

const groups = (names: readonly string[]): readonly string[] => [...new Set(names)];
const LIVE_GROUPS = groups(CHANNELS.map(({ group }) => group));
const FILM_GROUPS = groups(FILMS.map(({ group }) => group));

const ADDED = '1767225600'; // 2026 began

interface Question {
  readonly base: string;
  readonly query: URLSearchParams;
  readonly now: number;
}

const ANSWERS: Readonly<Record<string, (question: Question) => unknown>> = {
  get_live_categories: () => LIVE_GROUPS.map((name, at) => category(at + 1, name)),
  get_vod_categories: () => FILM_GROUPS.map((name, at) => category(at + 1, name)),
  get_series_categories: () => [category(1, SERIES.group)],
  get_live_streams: ({ base }) => CHANNELS.map((channel) => liveElement(channel, base)),
  get_vod_streams: ({ base }) => FILMS.map((film) => filmElement(film, base)),
  get_series: ({ base }) => [seriesElement(base)],
  get_vod_info: ({ query, base }) => filmInfo(Number(query.get('vod_id')), base),
  get_series_info: ({ base }) => seriesInfo(base),
};

export function panelAnswer(question: Question): unknown {
  const { query, base, now } = question;
  if (query.get('username') !== DEMO_LOGIN || query.get('password') !== DEMO_LOGIN) return { user_info: { auth: 0 } };
  const action = query.get('action') ?? '';
  return Object.hasOwn(ANSWERS, action) ? ANSWERS[action]!(question) : loginAnswer(base, now);
}

function loginAnswer(base: string, now: number): object {
  const { hostname, port } = new URL(base);
  return {
    user_info: {
      username: DEMO_LOGIN,
      password: DEMO_LOGIN,
      message: 'Welcome to the harbour',
      auth: 1,
      status: 'Active',
      exp_date: null,
      is_trial: '0',
      active_cons: '0',
      created_at: ADDED,
      max_connections: '0',
      allowed_output_formats: ['ts', 'm3u8'],
    },
    server_info: {
      url: hostname,
      port,
      https_port: '443',
      server_protocol: 'http',
      rtmp_port: '8880',
      timezone: 'UTC',
      timestamp_now: Math.floor(now / 1_000),
      time_now: new Date(now).toISOString().slice(0, 19).replace('T', ' '),
    },
  };
}

function liveElement(channel: (typeof CHANNELS)[number], base: string): object {
  const { number, name, group } = channel;
  return {
    num: number,
    name,
    stream_type: 'live',
    stream_id: number,
    stream_icon: `${base}/logo/${number}.png`,
    epg_channel_id: guideIdOf(channel),
    added: ADDED,
    category_id: String(LIVE_GROUPS.indexOf(group) + 1),
    custom_sid: '',
    tv_archive: hasArchive(channel) ? 1 : 0,
    direct_source: '',
    tv_archive_duration: hasArchive(channel) ? '1' : 0,
  };
}

function filmElement({ number, name, group, year }: (typeof FILMS)[number], base: string): object {
  return {
    num: number,
    name,
    stream_type: 'movie',
    stream_id: number,
    stream_icon: `${base}/logo/${number}.png`,
    rating: '7.1',
    rating_5based: 3.6,
    added: ADDED,
    year: String(year),
    category_id: String(FILM_GROUPS.indexOf(group) + 1),
    container_extension: 'ts',
    custom_sid: '',
    direct_source: '',
  };
}

function filmInfo(number: number, base: string): object {
  const film = FILMS.find((one) => one.number === number);
  if (!film) return { info: [], movie_data: [] };
  const picture = `${base}/logo/${number}.png`;
  const { plot, genre, year } = film;
  const info = { movie_image: picture, plot, genre, releasedate: `${year}-06-01`, duration_secs: FILM_SECONDS };
  return { info, movie_data: filmElement(film, base) };
}

function seriesElement(base: string): object {
  return {
    num: 1,
    name: SERIES.name,
    series_id: SERIES.number,
    cover: `${base}/logo/1.png`,
    plot: SERIES.plot,
    cast: '',
    director: '',
    genre: 'Drama',
    releaseDate: `${SERIES.year}-01-15`,
    last_modified: ADDED,
    rating: '8',
    rating_5based: 4,
    backdrop_path: [],
    youtube_trailer: '',
    episode_run_time: '1',
    category_id: '1',
  };
}

function seriesInfo(base: string): object {
  const rows = SERIES.episodes.map(({ number, season, episode, title }) => ({
    id: String(number),
    episode_num: episode,
    title,
    container_extension: 'ts',
    info: { duration_secs: FILM_SECONDS, movie_image: `${base}/logo/${episode}.png` },
    custom_sid: '',
    added: ADDED,
    season,
    direct_source: '',
  }));
  const bySeason = Map.groupBy(rows, ({ season }) => season);
  return { seasons: [], info: seriesElement(base), episodes: Object.fromEntries(bySeason) };
}
