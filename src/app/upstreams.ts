// The table of upstream kinds, each with what it needs.

import type { Settings } from '../model/settings.ts';
import type { UpstreamKind } from '../streaming/upstream.ts';
import { createDatagramKind } from '../streaming/upstreams/datagram.ts';
import { httpTs } from '../streaming/upstreams/http-ts.ts';

export interface UpstreamParts {
  readonly settings: () => Settings;
}

/** In order of preference: the first that accepts a stream brings it. */
export const upstreamKinds = ({ settings }: UpstreamParts): readonly UpstreamKind[] => [
  createDatagramKind({ multicastInterface: () => settings().streaming.multicast_interface }),
  httpTs,
];
