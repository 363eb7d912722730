// A panel's lists as streams of the catalogue: what is asked for, and how an element becomes an entry.

import { readLive, readMovie, readSeries } from '../../formats/xtream/entries.ts';
import { apiUrl, streamUrl, type PanelSource } from '../../formats/xtream/source.ts';
import type { StreamEntry, StreamKind, TitleFacts } from '../../model/stream.ts';
import type { XtreamOptions } from '../../model/xtream-options.ts';
import type { Chosen, ListName } from './categories.ts';

type Element = Readonly<Record<string, unknown>>;

export interface EntryContext {
  /** With the provider's own host: the one in use changes, and a stream's address with it would be news every time. */
  readonly panel: PanelSource;
  readonly output: XtreamOptions['output'];
  readonly chosen: Chosen;
}

export interface PanelList {
  readonly name: ListName;
  readonly kind: StreamKind;
  readonly action: string;
  /** `undefined` without an id; null when its category was not chosen. */
  entry(element: Element, context: EntryContext): StreamEntry | null | undefined;
}

export const LISTS: readonly PanelList[] = [
  { name: 'live', kind: 'live', action: 'get_live_streams', entry: liveEntry },
  { name: 'movies', kind: 'movie', action: 'get_vod_streams', entry: movieEntry },
  { name: 'series', kind: 'series', action: 'get_series', entry: seriesEntry },
];

const plain = {
  tvgId: '',
  tvgName: '',
  number: '',
  guideShiftMinutes: 0,
  catchup: null,
  headers: null,
  isProtected: false,
} as const;

function liveEntry(element: Element, { panel, output, chosen }: EntryContext): StreamEntry | null | undefined {
  const live = readLive(element);
  if (!live) return undefined;
  if (!chosen.takes(live.categoryIds)) return null;
  return {
    ...plain,
    kind: live.isRadio ? 'radio' : 'live',
    name: live.name || `Channel ${live.id}`,
    url: streamUrl(panel, 'live', `${live.id}.${output}`),
    tvgId: live.guideId,
    group: chosen.nameOf(live.categoryIds),
    logoUrl: live.iconUrl,
    number: live.number,
    catchup: live.archiveDays > 0 ? { mode: 'xc', days: live.archiveDays, source: '', correctionHours: 0 } : null,
  };
}

function movieEntry(element: Element, { panel, chosen }: EntryContext): StreamEntry | null | undefined {
  const movie = readMovie(element);
  if (!movie) return undefined;
  if (!chosen.takes(movie.categoryIds)) return null;
  return {
    ...plain,
    kind: 'movie',
    name: movie.name || `Movie ${movie.id}`,
    url: streamUrl(panel, 'movie', `${movie.id}.${movie.extension}`),
    group: chosen.nameOf(movie.categoryIds),
    logoUrl: movie.posterUrl,
    title: said(movie.facts),
  };
}

function seriesEntry(element: Element, { panel, chosen }: EntryContext): StreamEntry | null | undefined {
  const series = readSeries(element);
  if (!series) return undefined;
  if (!chosen.takes(series.categoryIds)) return null;
  return {
    ...plain,
    kind: 'series',
    name: series.name || `Series ${series.id}`,
    url: apiUrl(panel, { action: 'get_series_info', series_id: String(series.id) }),
    group: chosen.nameOf(series.categoryIds),
    logoUrl: series.posterUrl,
    title: said(series.facts),
  };
}

/** What is not said takes no room: there are some hundred thousand of them. */
function said(facts: TitleFacts): Partial<TitleFacts> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => Boolean(value)));
}
