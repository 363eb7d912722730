// Masthead as a panel: the login that its players use.

import * as z from 'zod';

/** Routes of our own are no names: the short form of a stream's address begins with the name. */
const RESERVED =
  /^(?:live|movie|series|timeshift|streaming|api|hls|stream|vod|logo|auto|tuner\d*|page|play|panel|playlist|epg|player_api)$/i;

const meta = (label: string): Record<string, unknown> => ({ label });

export const XTREAM_NAME = z
  .string()
  .regex(/^[\w.@-]{1,64}$/, 'letters, digits and . _ @ - only')
  .refine((name) => !RESERVED.test(name), 'the name of a route');

export const XTREAM_PASSWORD = z.string().regex(/^[\w.@-]{0,128}$/, 'letters, digits and . _ @ - only');

export const xtreamSettings = z.strictObject({
  enabled: z.boolean().default(true).meta(meta('Answer players that speak Xtream Codes')),
  username: XTREAM_NAME.default('masthead').meta(meta('User name for players that speak Xtream Codes')),
  /** Empty until the first start makes one. */
  password: XTREAM_PASSWORD.default('').meta(meta('Password for players that speak Xtream Codes')),
  repeat_favourites: z
    .boolean()
    .default(true)
    .meta(meta('List favourites once more in their own category, for players that know one category of a channel')),
  max_connections: z.int().min(1).max(1_000).default(100).meta(meta('Connections that players are told they may have')),
});
