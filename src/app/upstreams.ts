// The table of upstream kinds, each with what it needs.

import type { Settings } from '../model/settings.ts';
import { Programs } from '../processes/programs.ts';
import type { UpstreamKind } from '../streaming/upstream.ts';
import { createDatagramKind } from '../streaming/upstreams/datagram.ts';
import { createHls } from '../streaming/upstreams/hls/hls.ts';
import { createHttpTs } from '../streaming/upstreams/http-ts.ts';

export interface UpstreamParts {
  readonly settings: () => Settings;
}

/** In order of preference: the first that accepts a stream brings it. */
export function upstreamKinds({ settings }: UpstreamParts): readonly UpstreamKind[] {
  const programs = new Programs();
  const hls = createHls({ settings: () => settings().hls, ffmpeg: () => programs.find('ffmpeg') });
  return [
    createDatagramKind({ multicastInterface: () => settings().streaming.multicast_interface }),
    hls,
    createHttpTs(hls),
  ];
}
