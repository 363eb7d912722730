// The Movie Database, version 3, with the user's own key: titles found by id, else by name and year.
// https://developer.themoviedb.org/reference

import { AppError } from '../kernel/errors.ts';
import { MEBIBYTE, SECOND_MS } from '../kernel/units.ts';
import type { Title, TitleDetail } from '../model/title.ts';
import type { HttpClient } from '../net/client.ts';
import type { Identity } from './identity.ts';
import { plainTitle } from './title-key.ts';

export interface TmdbOptions {
  /** Key (v3) or read access token (v4). Empty for nobody to ask. */
  readonly apiKey: () => string;
  /** `de-DE`: of names and plots. */
  readonly language: () => string;
  readonly http: HttpClient;
  /** Without a trailing slash; the service's own when left out. */
  readonly baseUrl?: string;
}

const SERVICE = 'https://api.themoviedb.org/3';
const IMAGES = 'https://image.tmdb.org/t/p/w1280';
const MAX_ANSWER_BYTES = MEBIBYTE;
const ANSWER_MS = 10 * SECOND_MS;

type Answer = Readonly<Record<string, unknown>>;

export interface Tmdb {
  /** By its id, else by name and year; `undefined` without a key. @throws AppError */
  readonly lookUp: (title: Title, signal: AbortSignal) => Promise<LookedUp | undefined>;
  /** What it has by that name, as it orders it; `undefined` without a key. @throws AppError */
  readonly search: (named: TmdbQuery, signal: AbortSignal) => Promise<TmdbCandidate[] | undefined>;
  /** Which one it is, and no more; `undefined` without a key. @throws AppError */
  readonly identify: (title: Title, signal: AbortSignal) => Promise<Identity | undefined>;
}

export interface TmdbQuery extends Pick<Title, 'kind' | 'name'> {
  /** 0 for any. */
  readonly year: number;
}

export interface TmdbCandidate {
  readonly tmdbId: number;
  readonly name: string;
  readonly originalName: string;
  /** 0 when it does not say. */
  readonly year: number;
  readonly plot: string;
  /** Empty without one. */
  readonly posterUrl: string;
  readonly voteCount: number;
}

/** What TMDB says; without details of a title that it does not know. */
export interface LookedUp extends Identity {
  readonly detail: Partial<TitleDetail> | undefined;
}

export function createTmdb(options: TmdbOptions): Tmdb {
  const identify: Tmdb['identify'] = async (title, signal) => {
    if (options.apiKey() === '') return undefined;
    return title.tmdbId > 0 ? { tmdbId: title.tmdbId, isSure: true } : await find(options, title, signal);
  };
  return {
    identify,
    search: async (named, signal) => {
      if (options.apiKey() === '') return undefined;
      return (await results(options, named, signal)).flatMap((one) => candidateOf(one) ?? []);
    },
    lookUp: async (title, signal) => {
      const identity = await identify(title, signal);
      if (!identity?.tmdbId) return identity && { ...identity, detail: undefined };
      const append = { append_to_response: 'credits,external_ids' };
      const answer = await ask(options, `/${kindOf(title)}/${identity.tmdbId}`, append, signal);
      return { ...identity, detail: answer && detailOf(answer) };
    },
  };
}

const kindOf = ({ kind }: Pick<Title, 'kind'>): 'movie' | 'tv' => (kind === 'movie' ? 'movie' : 'tv');

/** Of its first page, as it orders them. */
async function results(options: TmdbOptions, { kind, name, year }: TmdbQuery, signal: AbortSignal): Promise<Answer[]> {
  const yearKey = kind === 'movie' ? 'year' : 'first_air_date_year';
  const query = { query: name, ...(year > 0 && { [yearKey]: String(year) }) };
  const answer = await ask(options, `/search/${kindOf({ kind })}`, query, signal);
  const all = answer?.['results'];
  return Array.isArray(all) ? all.filter((one): one is Answer => typeof one === 'object' && one !== null) : [];
}

const THUMBNAILS = 'https://image.tmdb.org/t/p/w185';
const MAX_PLOT_CHARACTERS = 600;

function candidateOf(result: Answer): TmdbCandidate | undefined {
  const id = result['id'];
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id <= 0) return undefined;
  const poster = word(result['poster_path']);
  const released = word(result['release_date']) || word(result['first_air_date']);
  return {
    tmdbId: id,
    name: word(result['title']) || word(result['name']),
    originalName: word(result['original_title']) || word(result['original_name']),
    year: Number.parseInt(released, 10) || 0,
    plot: word(result['overview']).slice(0, MAX_PLOT_CHARACTERS),
    posterUrl: /^\/[\w./-]+$/.test(poster) ? THUMBNAILS + poster : '',
    voteCount: Math.trunc(number(result['vote_count'])),
  };
}

async function find(options: TmdbOptions, title: Title, signal: AbortSignal): Promise<Identity> {
  const { name, year } = title;
  const found = await results(options, title, signal);
  const named = found.filter((one) => isCalled(one, name));
  const sure = year > 0 ? named.filter((one) => isOfYear(one, year)) : named;
  // A name alone finds much: without a year only one that is called just so is believed.
  const likeliest = sure[0] ?? (year > 0 ? found[0] : named[0]);
  const id = likeliest?.['id'];
  if (typeof id !== 'number') return { tmdbId: 0, isSure: false };
  return { tmdbId: id, isSure: sure.length === 1 && Number.isSafeInteger(id) && id > 0 };
}

function isCalled(result: Answer, name: string): boolean {
  const plain = plainTitle(name);
  return [result['title'], result['name'], result['original_title'], result['original_name']].some(
    (one) => typeof one === 'string' && plainTitle(one) === plain,
  );
}

/** Lists and TMDB disagree by a year where a movie came out late in one. */
function isOfYear(result: Answer, year: number): boolean {
  const released = word(result['release_date']) || word(result['first_air_date']);
  return Math.abs(Number.parseInt(released, 10) - year) <= 1;
}

/** @returns `undefined` for what it does not know @throws AppError `provider.unauthorised` for a key that is wrong */
async function ask(
  { apiKey, language, http, baseUrl = SERVICE }: TmdbOptions,
  path: string,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  const key = apiKey();
  const isToken = key.length > 40; // a v4 token; a v3 key is 32 hex digits
  const parameters = new URLSearchParams({ ...query, language: language(), ...(!isToken && { api_key: key }) });
  const response = await http.request({
    url: `${baseUrl}${path}?${parameters.toString()}`,
    headers: { accept: 'application/json', ...(isToken && { authorization: `Bearer ${key}` }) },
    signal,
    limits: { headersMs: ANSWER_MS },
  });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) throw new AppError('format.too-large', 'TMDB sent too much');
    chunks.push(chunk);
  }
  if (response.status === 404) return undefined;
  if (response.status === 401) throw new AppError('provider.unauthorised', 'TMDB does not accept the key');
  if (response.status !== 200) {
    throw new AppError('provider.unavailable', `TMDB answered ${response.status}`, { retryable: true });
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Answer;
  } catch (error) {
    throw new AppError('format.malformed', 'TMDB sent no JSON', { cause: error });
  }
}

const word = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
const names = (value: unknown, count: number): string =>
  Array.isArray(value)
    ? (value as Answer[])
        .slice(0, count)
        .map(({ name }) => word(name))
        .filter(Boolean)
        .join(', ')
    : '';

const MAX_CAST = 15;

function detailOf(answer: Answer): Partial<TitleDetail> {
  const credits = (answer['credits'] ?? {}) as Answer;
  const crew = Array.isArray(credits['crew']) ? (credits['crew'] as Answer[]) : [];
  const external = (answer['external_ids'] ?? {}) as Answer;
  const runtimes = Array.isArray(answer['episode_run_time']) ? answer['episode_run_time'] : [];
  const backdrop = word(answer['backdrop_path']);
  const detail: Partial<TitleDetail> = {
    plot: word(answer['overview']),
    cast: names(credits['cast'], MAX_CAST),
    director: names(
      crew.filter(({ job }) => job === 'Director'),
      3,
    ),
    genre: names(answer['genres'], 5),
    released: word(answer['release_date']) || word(answer['first_air_date']),
    rating: Math.round(number(answer['vote_average']) * 10) / 10,
    runtimeMinutes: number(answer['runtime']) || number(runtimes[0]),
    backdropUrl: backdrop === '' ? '' : IMAGES + backdrop,
    imdbId: word(answer['imdb_id']) || word(external['imdb_id']),
    originalName: word(answer['original_title']) || word(answer['original_name']),
    country: names(answer['production_countries'], 3),
  };
  return Object.fromEntries(Object.entries(detail).filter(([, value]) => Boolean(value)));
}
