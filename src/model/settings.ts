// Every setting a person can change, with its default, label and unit: the one truth. The panel's forms, the API's
// description and the add-on's few options are made from it.

import * as z from 'zod';
import { alertSettings } from './alert-settings.ts';
import { guideSettings } from './guide-settings.ts';
import { healthSettings } from './health-settings.ts';
import { historySettings } from './history-settings.ts';
import { librarySettings } from './library-settings.ts';
import { knowledgeSettings } from './knowledge-settings.ts';
import { logoSettings } from './logo-settings.ts';
import { mqttSettings } from './mqtt-settings.ts';
import { securitySettings } from './security-settings.ts';
import { strmSettings } from './strm-settings.ts';
import { xtreamSettings } from './xtream-settings.ts';
import { commandSettings } from './command-settings.ts';
import { clientLimit } from './client-limits.ts';
import { clientProfile, profileName, PROXY } from './stream-profile.ts';

export interface SettingMeta {
  readonly label: string;
  readonly unit?: string;
  /** Takes effect at the next start only. */
  readonly restart?: boolean;
}

const meta = (label: string, more: Omit<SettingMeta, 'label'> = {}): Record<string, unknown> => ({ label, ...more });

const streaming = z.strictObject({
  linger_seconds: z
    .number()
    .min(0)
    .max(300)
    .default(5)
    .meta(meta('Keep a channel open after its last viewer', { unit: 's' })),
  stall_seconds: z
    .number()
    .min(0.5)
    .max(60)
    .default(3)
    .meta(meta('Silence that counts as a stall', { unit: 's' })),
  grace_enabled: z
    .boolean()
    .default(true)
    .meta(meta('Give a stream that falters time to come back, while a backup is made ready')),
  grace_period_ms: z
    .int()
    .min(0)
    .max(10_000)
    .default(300)
    .meta(meta('Silence after which a backup is made ready', { unit: 'ms' })),
  grace_timeout_seconds: z
    .number()
    .min(0)
    .max(60)
    .default(2)
    .meta(meta('Time that a stream has to come back before another is tried', { unit: 's' })),
  return_to_preferred: z.boolean().default(true).meta(meta('Go back to the preferred stream when it works again')),
  upgrade_at_once: z
    .boolean()
    .default(false)
    .meta(meta('Go over to a better stream of a channel also while somebody watches')),
  return_after_seconds: z
    .number()
    .min(10)
    .max(3_600)
    .default(120)
    .meta(meta('How long the preferred stream has to have worked again', { unit: 's' })),
  give_up_seconds: z
    .number()
    .min(0)
    .max(600)
    .default(60)
    .meta(meta('How long viewers are kept while no stream works', { unit: 's' })),
  retry_attempts: z.int().min(0).max(50).default(5).meta(meta('Attempts to get a picture back')),
  retry_backoff_multiplier: z.number().min(1).max(5).default(1.5).meta(meta('Each wait is longer by this factor')),
  priority_takes_slots: z
    .boolean()
    .default(false)
    .meta(meta('A viewer with a higher priority takes the connection of one with a lower')),
  first_byte_seconds: z
    .number()
    .min(1)
    .max(60)
    .default(8)
    .meta(meta('Longest wait for a first picture', { unit: 's' })),
  buffer_mebibytes: z
    .number()
    .min(1)
    .max(256)
    .nullable()
    .default(null)
    .meta(meta('Buffer per channel; empty chooses it from the memory', { unit: 'MiB' })),
  stream_limit: z
    .int()
    .min(1)
    .max(1_000)
    .nullable()
    .default(null)
    .meta(meta('Channels on air at once; empty is any number')),
  browser_conversions: z.int().min(0).max(32).default(2).meta(meta('Videos made playable for browsers at once')),
  default_profile: profileName
    .default(PROXY)
    .meta(meta('How streams come: proxy, redirect, or the name of a command profile')),
  client_profiles: z
    .array(clientProfile)
    .max(100)
    .default([])
    .meta(meta('Stream profiles by client: the first rule whose text is in its User-Agent')),
  client_limits: z
    .array(clientLimit)
    .max(100)
    .default([])
    .meta(meta('Priority and rate by client: the first rule whose User-Agent and address fit')),
  redirect_despite_limit: z
    .boolean()
    .default(false)
    .meta(meta('Redirect to providers with a connection limit, though connections then cannot be counted')),
  /** Where `localaddr` or `iface` in an address does not say it: IPTV often comes on a network of its own. */
  multicast_interface: z
    .string()
    .regex(/^[\w.:%-]{1,64}$/, 'not a network interface')
    .nullable()
    .default(null)
    .meta(meta('Network interface for multicast, its name or address; empty lets the system choose')),
});

const hls = z.strictObject({
  buffer_mebibytes: z
    .number()
    .min(1)
    .max(256)
    .default(10)
    .meta(meta('HLS fetched ahead per channel', { unit: 'MiB' })),
  keep_segments: z.int().min(0).max(1_000).default(50).meta(meta('HLS segments kept after they were fetched')),
  max_height: z
    .int()
    .min(144)
    .max(8_640)
    .nullable()
    .default(null)
    .meta(meta('Tallest HLS picture; empty takes the best', { unit: 'px' })),
  max_kilobits_per_second: z
    .int()
    .min(100)
    .max(1_000_000)
    .nullable()
    .default(null)
    .meta(meta('Highest HLS bit rate; empty takes the best', { unit: 'kbit/s' })),
});

const sync = z.strictObject({
  interval_hours: z
    .number()
    .min(0.25)
    .max(720)
    .default(12)
    .meta(meta('Hours between syncs', { unit: 'h' })),
  /** Five-field cron expression; set, it replaces the interval. */
  cron: z
    .string()
    .max(100)
    .nullable()
    .default(null)
    .meta(meta('Schedule (minute hour day month weekday); replaces the hours between')),
  at_start: z.boolean().default(true).meta(meta('Sync when Masthead starts')),
});

const discovery = z.strictObject({
  enabled: z.boolean().default(true).meta(meta('Answer when clients look for tuners')),
  tuner_count: z
    .int()
    .min(1)
    .max(64)
    .nullable()
    .default(null)
    .meta(meta('Tuners; empty is the sum of connection limits, at least 4')),
  friendly_name: z.string().trim().min(1).max(64).default('Masthead').meta(meta('Name of the tuner')),
});

const lineup = z.strictObject({
  enable_new_channels: z.boolean().default(true).meta(meta('Take new channels into the lineup')),
  take_headings: z.boolean().default(false).meta(meta('Take lines that only divide a list as channels')),
  first_number: z.int().min(1).max(900_000).default(1).meta(meta('Number of the first channel without one')),
});

const maintenance = z.strictObject({
  enabled: z.boolean().default(false).meta(meta('Maintenance: no new channels on air, no syncs, no checks')),
  end_after_seconds: z
    .int()
    .min(0)
    .max(86_400)
    .default(300)
    .meta(meta('Time that viewers are given when maintenance begins', { unit: 's' })),
});

const matching = z.strictObject({
  merge_threshold: z
    .int()
    .min(1)
    .max(99)
    .default(85)
    .meta(meta('Likeness from which names are one channel', { unit: '%' })),
  group_threshold: z
    .int()
    .min(1)
    .max(99)
    .default(75)
    .meta(meta('Likeness from which names are proposed as one channel', { unit: '%' })),
  separate_feeds: z.boolean().default(true).meta(meta('Feeds of other coasts (East, West) are channels of their own')),
  separate_time_shifts: z.boolean().default(true).meta(meta('Time shifts (+1) are channels of their own')),
  separate_plus: z
    .boolean()
    .default(true)
    .meta(meta('Plus, Extra and names with a plus sign are channels of their own')),
  separate_kids: z.boolean().default(true).meta(meta('Kids and Junior are channels of their own')),
  separate_qualities: z.boolean().default(false).meta(meta('SD, HD and UHD are channels of their own')),
});

const limit = (label: string): z.ZodDefault<z.ZodNullable<z.ZodInt>> =>
  z
    .int()
    .min(1)
    .max(10_000_000)
    .nullable()
    .default(null)
    .meta(meta(label, { unit: 'kB/s' }));

/** Off by default: a line that is too slow for its viewers is seldom better shared by force. */
const limits = z.strictObject({
  stream_kilobytes_per_second: limit('Most that the viewers of a channel are sent together'),
  provider_kilobytes_per_second: limit("Most that the viewers of a provider's channels are sent together"),
  total_kilobytes_per_second: limit('Most that all viewers are sent together'),
});

export const ACCESS_MODES = ['lan', 'everyone', 'login'] as const;

export const settingsSchema = z.strictObject({
  access: z.enum(ACCESS_MODES).default('lan').meta(meta('Who may use lists and streams without a login')),
  streaming: streaming.prefault({}),
  limits: limits.prefault({}),
  hls: hls.prefault({}),
  commands: commandSettings.prefault({}),
  sync: sync.prefault({}),
  guide: guideSettings.prefault({}),
  discovery: discovery.prefault({}),
  lineup: lineup.prefault({}),
  maintenance: maintenance.prefault({}),
  mqtt: mqttSettings.prefault({}),
  matching: matching.prefault({}),
  knowledge: knowledgeSettings.prefault({}),
  logos: logoSettings.prefault({}),
  health: healthSettings.prefault({}),
  history: historySettings.prefault({}),
  library: librarySettings.prefault({}),
  xtream: xtreamSettings.prefault({}),
  strm: strmSettings.prefault({}),
  alerts: alertSettings.prefault({}),
  security: securitySettings.prefault({}),
});

export type Settings = z.output<typeof settingsSchema>;
export const defaultSettings: Settings = settingsSchema.parse({});
