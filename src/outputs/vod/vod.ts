// `/vod/<id>.<extension>`: movies and episodes under addresses that stay, whatever becomes of their providers.

import type { Hono } from 'hono';
import { AppError } from '../../kernel/errors.ts';
import { parseEpisodeId, parseTitleId } from '../../model/title.ts';
import { refusalOf } from '../live-refusal.ts';
import type { LanEnv, Output } from '../output.ts';
import type { Playable, PlayFile } from '../play-file.ts';

export function createVodOutput({ playFile }: { readonly playFile: PlayFile }): Output {
  return {
    name: 'vod',
    routes(lan: Hono<LanEnv>): void {
      lan.on(['GET', 'HEAD'], '/vod/:file', (c) => {
        const what = playableOf(c.req.param('file'));
        return what ? playFile(c, what, 'vod') : refusalOf(new AppError('title.unknown', 'No such title'), 'player');
      });
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
