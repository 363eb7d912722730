// A title and an episode as columns, and back.

import type { ProviderId, StreamId } from '../model/ids.ts';
import {
  TITLE_KINDS,
  type Episode,
  type EpisodeId,
  type EpisodeVersion,
  type ListedEpisode,
  type Title,
  type TitleDetail,
  type TitleId,
  type TitleVersion,
} from '../model/title.ts';
import type { Draft } from './merge.ts';

type Row = Readonly<Record<string, unknown>>;

/** Versions as they are stored: stream, provider, name, language, resolution, extension. */
type PackedVersion = readonly [number, string, string, string, string, string];

export const TITLE_COLUMNS = `id, number, kind, name, year, tmdb, group_title, poster, rating, added_at, extension, detail`;
/** In their places, with nothing said of a title: what is not asked for is neither read from the disk nor parsed. */
export const BRIEF_TITLE_COLUMNS = TITLE_COLUMNS.replace(/\bdetail$/, "'{}'");
export const EPISODE_COLUMNS = 'id, number, title, season, episode, facts, versions';

/** Everything between `number` and `digest`, in the table's order. */
export type TitleContent = readonly [
  kind: number,
  name: string,
  sortName: string,
  year: number,
  tmdb: number,
  group: string,
  poster: string,
  rating: number,
  addedAt: number,
  extension: string,
  isAdult: number,
  detail: string,
  versions: string,
];

/** @param sortName by which titles are ordered and found */
export function contentOf(draft: Draft, sortName: string): TitleContent {
  const { versions } = draft;
  const [first] = versions;
  const facts = mergedFacts(draft);
  const packed = versions
    .filter(({ episode }) => !episode)
    .map(({ streamId, providerId, name, language, resolution, extension }): PackedVersion => {
      return [streamId, providerId, name, language, resolution, extension];
    });
  return [
    TITLE_KINDS.indexOf(draft.kind),
    draft.name,
    sortName,
    draft.year,
    draft.tmdbId,
    first?.group ?? '',
    versions.find(({ posterUrl }) => posterUrl !== '')?.posterUrl ?? '',
    versions.find((one) => one.facts.rating)?.facts.rating ?? 0,
    Math.max(0, ...versions.slice(0, 100).map((one) => one.facts.addedAt ?? 0)),
    first?.extension || 'mp4',
    Number(versions.some((one) => one.facts.isAdult)),
    facts,
    JSON.stringify(packed),
  ];
}

const DETAIL_FACTS = [
  'plot',
  'cast',
  'director',
  'genre',
  'released',
  'runtimeMinutes',
  'backdropUrl',
  'trailer',
] as const;

/** The first version that says something of a thing is believed. */
function mergedFacts({ versions }: Draft): string {
  const detail: Record<string, unknown> = {};
  for (const name of DETAIL_FACTS) {
    const said = versions.find((one) => one.facts[name])?.facts[name];
    if (said) detail[name] = said;
  }
  return JSON.stringify(detail);
}

/** @param row of `TITLE_COLUMNS`, and whatever follows them */
export const titleFromRow = (row: Row): Title => titleFromCells(Object.values(row));

const NOTHING_SAID: Partial<TitleDetail> = {};

/** @param cells of `TITLE_COLUMNS`, and whatever follows them: a row as a list, which is quicker to read than an object */
export function titleFromCells(cells: readonly unknown[]): Title {
  const detail = cells[11] as string;
  return {
    id: cells[0] as TitleId,
    number: cells[1] as number,
    kind: TITLE_KINDS[cells[2] as number]!,
    name: cells[3] as string,
    year: cells[4] as number,
    tmdbId: cells[5] as number,
    group: cells[6] as string,
    posterUrl: cells[7] as string,
    rating: cells[8] as number,
    addedAt: cells[9] as number,
    extension: cells[10] as string,
    detail: detail === '{}' ? NOTHING_SAID : (JSON.parse(detail) as Partial<TitleDetail>),
  };
}

export function versionsFromText(text: string): TitleVersion[] {
  return (JSON.parse(text) as PackedVersion[]).map(([stream, provider, name, language, resolution, extension]) => ({
    streamId: stream as StreamId,
    providerId: provider as ProviderId,
    name,
    language,
    resolution,
    extension,
  }));
}

/** What is stored of an episode besides where it stands. */
export type EpisodeFacts = Omit<ListedEpisode, 'episode' | 'panelId' | 'season'>;

export function episodeFromRow(row: Row): Episode {
  const facts = JSON.parse(row['facts'] as string) as EpisodeFacts;
  return {
    id: row['id'] as EpisodeId,
    titleId: row['title'] as TitleId,
    number: row['number'] as number,
    season: row['season'] as number,
    episode: row['episode'] as number,
    name: facts.name ?? '',
    extension: facts.extension || 'mp4',
    plot: facts.plot ?? '',
    released: facts.released ?? '',
    rating: facts.rating ?? 0,
    durationSeconds: facts.durationSeconds ?? 0,
    imageUrl: facts.imageUrl ?? '',
    addedAt: facts.addedAt ?? 0,
  };
}

export const episodeVersions = (text: string): EpisodeVersion[] => JSON.parse(text) as EpisodeVersion[];
