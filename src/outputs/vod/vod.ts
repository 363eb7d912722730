// `/vod/<id>.<extension>`: movies and episodes under addresses that stay, whatever becomes of their providers.

import type { Context, Hono } from 'hono';
import { AppError } from '../../kernel/errors.ts';
import { parseEpisodeId, parseTitleId } from '../../model/title.ts';
import type { Conversions } from '../../streaming/files/conversions.ts';
import { refusalOf } from '../live-refusal.ts';
import { viewerOf } from '../live-response.ts';
import type { LanEnv, Output } from '../output.ts';
import type { FindFile, Playable, PlayFile } from '../play-file.ts';
import { respondBrowser, respondTracks } from './browser-response.ts';

export interface VodOptions {
  readonly playFile: PlayFile;
  readonly findFile: FindFile;
  readonly conversions: Pick<Conversions, 'begin' | 'tracksOf'>;
}

/** What a file is asked for beside itself. */
const PARTS = { tracks: respondTracks, browser: respondBrowser } as const;

export function createVodOutput({ playFile, findFile, conversions }: VodOptions): Output {
  const respond = async (c: Context<LanEnv>, part: keyof typeof PARTS, file: string): Promise<Response> => {
    const what = playableOf(file);
    if (!what) return refusalOf(new AppError('title.unknown', 'No such title'), 'player');
    const had = await findFile(c, what);
    return had instanceof Response ? had : PARTS[part](c, { ...had, viewer: viewerOf(c, 'vod') }, conversions);
  };
  return {
    name: 'vod',
    routes(lan: Hono<LanEnv>): void {
      lan.on(['GET', 'HEAD'], '/vod/:file', (c) => {
        const what = playableOf(c.req.param('file'));
        return what ? playFile(c, what, 'vod') : refusalOf(new AppError('title.unknown', 'No such title'), 'player');
      });
      for (const part of ['tracks', 'browser'] as const)
        lan.get(`/vod/:file/${part}`, (c) => respond(c, part, c.req.param('file')));
    },
  };
}

/** The extension is for the player alone. */
function playableOf(file: string): Playable | undefined {
  const name = file.replace(/\.[a-z0-9]{1,5}$/i, '');
  const title = parseTitleId(name);
  if (title !== undefined) return { kind: 'movie', id: title };
  const episode = parseEpisodeId(name);
  return episode === undefined ? undefined : { kind: 'episode', id: episode };
}
