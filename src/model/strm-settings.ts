// Movies and series as files: where, which and in whose layout.

import * as z from 'zod';

const meta = (label: string): Record<string, unknown> => ({ label });

export const STRM_LAYOUTS = ['jellyfin', 'emby', 'plex', 'kodi'] as const;
export type StrmLayout = (typeof STRM_LAYOUTS)[number];

const words = z.array(z.string().min(1).max(500)).max(5_000).default([]);

export const strmSettings = z.strictObject({
  enabled: z.boolean().default(false).meta(meta('Write movies and series as files')),
  /** Absolute; empty is the folder `strm` in the data folder. */
  folder: z.string().max(1_000).default('').meta(meta('Folder for the files; empty is strm in the data folder')),
  /** Without a trailing slash; empty takes MASTHEAD_BASE_URL, or an address of this machine. */
  base_url: z
    .union([z.literal(''), z.url({ protocol: /^https?$/ })])
    .default('')
    .meta(meta('Address of Masthead in the files')),
  /** A secret that stands in every file: a token of a person with the scope `stream`. */
  token: z
    .union([z.literal(''), z.string().regex(/^[A-Za-z0-9._~-]{1,200}$/)])
    .default('')
    .meta(meta('API token in the addresses, where streams need a login')),
  layout: z.enum(STRM_LAYOUTS).default('jellyfin').meta(meta('Names as this program reads them')),
  nfo: z.boolean().default(true).meta(meta('Describe each title in an NFO file, with the addresses of its pictures')),
  artwork: z.boolean().default(false).meta(meta('Keep the pictures of titles beside them as files')),
  movies: z.boolean().default(true).meta(meta('Movies')),
  series: z.boolean().default(true).meta(meta('Series')),
  groups: words.meta(meta('Only these categories; empty takes all')),
  exclude_groups: words.meta(meta('Not these categories')),
  languages: words.meta(meta('Only titles with a version in one of these languages; empty takes all')),
  providers: words.meta(meta('Only titles that one of these providers has; empty takes all')),
  adult: z.boolean().default(false).meta(meta('Adult titles too')),
  /** Programs that are told to look for new files. */
  refresh: z
    .array(
      z.strictObject({
        kind: z.enum(['jellyfin', 'emby', 'kodi']),
        url: z.url({ protocol: /^https?$/ }),
        /** Of Jellyfin and Emby an API key; of Kodi `user:password`, or empty. */
        api_key: z.string().max(500),
      }),
    )
    .max(10)
    .default([])
    .meta(meta('Programs to tell when files have changed')),
});

export type StrmSettings = z.output<typeof strmSettings>;
