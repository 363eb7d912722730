// What a stream was made of when it was last looked at, for a slate before its first picture.

import type { Health } from '../health/health.ts';
import type { TracksOf } from '../streaming/feed-options.ts';

/** A command may make anything of a stream. */
export const knownTracks =
  (health: Pick<Health, 'stream'>): TracksOf =>
  ({ streamId, command }) => {
    const probe = command === undefined ? health.stream(streamId)?.probe : undefined;
    if (!probe?.video) return undefined;
    return [{ codec: probe.video.codec, language: '' }, ...probe.audio];
  };
