// The table of upstream kinds, each with what it needs.

import type { Settings } from '../model/settings.ts';
import type { Programs } from '../processes/programs.ts';
import type { UpstreamKind } from '../streaming/upstream.ts';
import { createCommandKind } from '../streaming/upstreams/command.ts';
import { createDatagramKind } from '../streaming/upstreams/datagram.ts';
import { createHls } from '../streaming/upstreams/hls/hls.ts';
import { createHttpTs } from '../streaming/upstreams/http-ts.ts';
import { memoryLimitBytes } from '../workers/pool.ts';

/** Of the memory, for what all HLS streams together have fetched ahead. */
const HLS_SHARE = 8;

export interface UpstreamParts {
  readonly settings: () => Settings;
  readonly programs: Programs;
}

/** In order of preference: the first that accepts a stream brings it. */
export function upstreamKinds({ settings, programs }: UpstreamParts): readonly UpstreamKind[] {
  const hls = createHls({
    settings: () => settings().hls,
    ffmpeg: () => programs.find('ffmpeg'),
    maxBytes: memoryLimitBytes() / HLS_SHARE,
  });
  return [
    createCommandKind({ settings: () => settings().commands, programs }),
    createDatagramKind({ multicastInterface: () => settings().streaming.multicast_interface }),
    hls,
    createHttpTs(hls),
  ];
}
