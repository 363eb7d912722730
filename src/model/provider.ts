// A provider as the user has set it up.

import * as z from 'zod';
import { PROVIDER_ID, type ProviderId } from './ids.ts';
import { iptvOrgOptions } from './iptv-org-options.ts';
import { profileName } from './stream-profile.ts';
import { xtreamOptions, type XtreamOptions } from './xtream-options.ts';

const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/, 'not a header name');
const headerValue = z
  .string()
  .max(4_096)
  .regex(/^[^\r\n\0]*$/, 'line breaks are not allowed');

export const providerSettings = z.strictObject({
  id: z
    .string()
    .regex(PROVIDER_ID)
    .transform((id) => id as ProviderId),
  /** Which entry of app's table of PROVIDERS reads it. */
  kind: z.string().min(1),
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean().default(true),
  /** http(s) URL, absolute path of a local file, or an address of its kind's own (`xtream://…`). A secret: it may hold a password. */
  source: z.string().min(1).max(8_192),
  /** Where the same is to be had when the source's own host fails, in order: mirrors of a list, hosts of a panel. Secrets. */
  backup_sources: z.array(z.string().min(1).max(8_192)).max(20).default([]),
  /** What only one kind of source has; null for a kind without, or for its defaults. */
  options: z.discriminatedUnion('kind', [xtreamOptions, iptvOrgOptions]).nullable().default(null),
  /** Guides besides those that the source names. */
  guide_sources: z.array(z.string().min(1).max(8_192)).max(20).default([]),
  /** Whether the guides that the source itself names are taken along. */
  take_guides: z.boolean().default(true),
  /** Connections its (first) login allows at once; null is what the provider itself says, or no limit. */
  max_connections: z.number().int().min(1).max(1_000).nullable().default(null),
  /** A list that has lost more than half of its entries is not taken unless it has at least so many; null takes none such. */
  smallest_list: z.int().min(1).max(10_000_000).nullable().default(null),
  /** What its connections cost, compared with those of other providers: the cheaper is taken where the rest is equal. */
  cost: z.int().min(0).max(10).default(0),
  /** How long it goes on counting a connection that was closed; what it does not say is learnt. */
  linger_seconds: z.number().min(0).max(30).default(0),
  /** Most that the viewers of its channels are sent together; null takes the general setting. */
  limit_kilobytes_per_second: z.int().min(1).max(10_000_000).nullable().default(null),
  user_agent: z
    .string()
    .max(512)
    .regex(/^[^\r\n\0]*$/)
    .default(''),
  /** How its streams come; null takes the general setting. */
  stream_profile: profileName.nullable().default(null),
  headers: z.record(headerName, headerValue).default({}),
  /** IANA zone for guide times without one; XMLTV says UTC. */
  time_zone: z.string().max(64).default('UTC'),
  /** Hours between syncs; null takes the general setting. */
  sync_interval_hours: z.number().min(0.25).max(720).nullable().default(null),
  /** Five-field cron expression in local time; set, it replaces the interval. */
  sync_cron: z.string().trim().min(9).max(100).nullable().default(null),
});

export type ProviderSettings = z.output<typeof providerSettings>;
/** Further logins of the same panel; none where the kind has no such thing. */
export const loginsIn = ({ options }: Pick<ProviderSettings, 'options'>): XtreamOptions['logins'] =>
  options?.kind === 'xtream' ? options.logins : [];

export type ProviderSettingsInput = z.input<typeof providerSettings>;

/** User agent when neither provider nor stream names one: panels refuse empty and script-like ones. */
export const DEFAULT_USER_AGENT = 'VLC/3.0.21 LibVLC/3.0.21';

export const PROVIDER_STATES = ['new', 'syncing', 'fresh', 'stale', 'disabled'] as const;
export type ProviderState = (typeof PROVIDER_STATES)[number];

/** What was skipped and why: the first few with their line, all counted. */
export interface Skips {
  readonly count: number;
  readonly byReason: Readonly<Record<string, number>>;
  /** At most 20. */
  readonly samples: readonly { readonly line: number; readonly reason: string }[];
}

export const noSkips: Skips = { count: 0, byReason: {}, samples: [] };
