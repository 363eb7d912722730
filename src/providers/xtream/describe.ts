// Asks a panel for one movie or series.

import { readMovieInfo, readSeriesInfo } from '../../formats/xtream/info.ts';
import type { TitleDescription } from '../../model/title.ts';
import type { ProbeRequest } from '../provider.ts';
import { ask } from './panel.ts';

const MOVIE = /\/movie\/[^/]+\/[^/]+\/(-?\d+)(?:\.\w+)?$/;
const SERIES = /[?&]action=get_series_info&series_id=(-?\d+)/;

/** @throws AppError `provider.*`, `net.*` */
export async function describeTitle(request: ProbeRequest, url: string): Promise<TitleDescription | undefined> {
  const series = SERIES.exec(url)?.[1];
  if (series) return readSeriesInfo(await ask(request, { action: 'get_series_info', series_id: series }));
  const movie = MOVIE.exec(url)?.[1];
  return movie ? readMovieInfo(await ask(request, { action: 'get_vod_info', vod_id: movie })) : undefined;
}
