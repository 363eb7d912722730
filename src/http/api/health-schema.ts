// How health, quality and rank look in answers.

import * as z from 'zod';
import { CHANGE_KINDS } from '../../health/changes.ts';
import { STREAM_DECISIONS } from '../../health/decisions.ts';
import type { WorstQuery } from '../../health/brief.ts';
import { PICTURE_FAULTS } from '../../health/picture-findings.ts';
import { QUALITY_STEPS, VERDICTS } from '../../health/quality.ts';
import { STREAM_STATES } from '../../health/states.ts';
import { RANK_TERMS } from '../../health/rank.ts';
import { SAMPLE_KINDS } from '../../health/sample.ts';
import { PROBED_BY, TRACK_FLAGS } from '../../health/stream-probe.ts';
import { PROVIDER_WARNINGS } from '../../model/announcements.ts';
import { instant, optional } from './route.ts';

const share = z.number().min(0).max(1);

export const qualityView = z
  .strictObject({
    score: z.int().meta({ description: '0 to 1000' }),
    step: z.enum(QUALITY_STEPS).meta({ description: 'Where that is from: its name, its address, its bytes' }),
    advertised: z.string().meta({ description: '`sd`, `hd`, `fhd`, `uhd`, `8k`; empty where nothing is said' }),
    real: z.string().meta({ description: 'The same, of its bytes; empty where that is not known' }),
    verdict: z.enum(VERDICTS),
  })
  .meta({ id: 'Quality' });

const uptimes = z.strictObject({ day: share.nullable(), week: share.nullable(), month: share.nullable() });

/** What rows of lists say of health. */
export const briefFields = {
  state: z.enum(STREAM_STATES).meta({ description: 'Of a channel: that of its best stream' }),
  health: z.int().nullable().meta({ description: '0 to 100; null while nothing was seen' }),
  quality: z.int().nullable().meta({ description: '0 to 1000; null of what is not checked' }),
  verdict: z.enum(VERDICTS).meta({ description: '`less`: it is not what its name says' }),
};

const bound = (most: number): z.ZodCoercedNumber => z.coerce.number().int().min(0).max(most);

export const healthFilter = {
  state: optional(z.enum(STREAM_STATES)),
  verdict: optional(z.enum(VERDICTS)),
  health_min: optional(bound(100)).meta({ description: 'Of those that were seen; a channel’s is its best stream’s' }),
  health_max: optional(bound(100)),
  quality_min: optional(bound(1_000)).meta({ description: 'Of the picture, 0 to 1000' }),
  quality_max: optional(bound(1_000)),
};

type HealthFilter = { readonly [Name in keyof typeof healthFilter]?: z.output<(typeof healthFilter)[Name]> };

/** A query in two: what health is asked for (undefined where nothing is), and the rest. */
export function splitHealth<Query extends HealthFilter>(
  query: Query,
): [conditions: Omit<WorstQuery, 'of'> | undefined, rest: Omit<Query, keyof HealthFilter>] {
  const { state, verdict, health_min, health_max, quality_min, quality_max, ...rest } = query;
  const conditions = {
    ...(state && { state }),
    ...(verdict && { verdict }),
    ...(health_min !== undefined && { healthMin: health_min }),
    ...(health_max !== undefined && { healthMax: health_max }),
    ...(quality_min !== undefined && { qualityMin: quality_min }),
    ...(quality_max !== undefined && { qualityMax: quality_max }),
  };
  return [Object.keys(conditions).length === 0 ? undefined : conditions, rest];
}

const streamFields = {
  stream_id: z.string(),
  provider_id: z.string(),
  channel_id: z.string().meta({ description: 'The first channel of the lineup that has it' }),
  name: z.string(),
  state: z.enum(STREAM_STATES),
  health: z.int().nullable().meta({ description: '0 to 100; null while nothing was seen of it' }),
  latency_ms: z.int().nullable(),
  seen_at: instant.nullable(),
  next_check_at: instant,
  failures: z.int().meta({ description: 'In a row up to now' }),
  dead_since: instant.nullable(),
  code: z.string().nullable().meta({ description: 'Why it did not work the last time; null when it did' }),
  uptime: uptimes,
  quality: qualityView,
  flags: z.array(z.enum(TRACK_FLAGS)).readonly(),
};

export const streamHealth = z.strictObject(streamFields).meta({ id: 'StreamHealth' });

const day = z
  .strictObject({
    at: instant.meta({ description: 'Its beginning (UTC)' }),
    uptime: share.nullable().meta({ description: 'Null where nothing is known of it' }),
    known_seconds: z.int(),
    down_seconds: z.int(),
    worst: z.int().nullable().meta({ description: 'Its lowest health, 0 to 100; null where nothing was seen' }),
    checks: z.int(),
    failed_checks: z.int(),
    failovers: z.int().meta({ description: 'How often viewers lost the picture' }),
  })
  .meta({ id: 'HealthDay' });

const probe = z
  .strictObject({
    at: instant,
    by: z.enum(PROBED_BY),
    bits_per_second: z.int().nullable(),
    video: z
      .strictObject({
        codec: z.string(),
        width: z.int().nullable(),
        height: z.int().nullable(),
        frames_per_second: z.number().nullable(),
        is_interlaced: z.boolean(),
        hdr: z.string().nullable(),
      })
      .nullable(),
    audio: z
      .array(
        z.strictObject({
          codec: z.string(),
          language: z.string(),
          channels: z.int().nullable(),
          sample_rate: z.int().nullable(),
        }),
      )
      .readonly(),
    subtitles: z.array(z.strictObject({ codec: z.string(), language: z.string() })).readonly(),
  })
  .meta({ id: 'StreamProbe' });

export const decisionOf = z.enum(STREAM_DECISIONS).nullable();

export const listedStream = z.strictObject({ ...streamFields, decision: decisionOf });

export const streamHealthDetail = z
  .strictObject({
    ...streamFields,
    decision: decisionOf,
    parts: z
      .strictObject({ success: share, uptime: share, latency: share, steadiness: share, picture: share })
      .nullable()
      .meta({ description: 'What the score is made of' }),
    days: z.array(day).readonly().meta({ description: 'The last thirty, oldest first' }),
    samples: z
      .array(
        z.strictObject({
          at: instant,
          kind: z.enum(SAMPLE_KINDS),
          code: z.string().nullable(),
          latency_ms: z.int().nullable(),
        }),
      )
      .readonly()
      .meta({ description: 'Newest first' }),
    probe: probe.nullable(),
    picture: z
      .strictObject({ faults: z.array(z.enum(PICTURE_FAULTS)).readonly(), looked_at: instant })
      .nullable()
      .meta({ description: 'The newest look at its picture; null while there was none' }),
  })
  .meta({ id: 'StreamHealthDetail' });

const rankTerm = z.strictObject({
  name: z.enum(RANK_TERMS),
  value: z.number(),
  share: z.number().meta({ description: 'Most that it can give' }),
  points: z.number(),
  because: z.string(),
});

const rankedStream = z
  .strictObject({
    stream_id: z.string(),
    name: z.string().meta({ description: 'As its provider calls it; empty where it has it no more' }),
    total: z.number(),
    terms: z.array(rankTerm).readonly(),
    is_resting: z.boolean().meta({ description: 'Dead: not dialled as long as there is another' }),
    decision: decisionOf,
    health: streamHealth.nullable().meta({ description: 'Null while it is not in the plan' }),
  })
  .meta({ id: 'RankedStream' });

export const channelHealth = z
  .strictObject({
    channel_id: z.string(),
    health: z.int().nullable().meta({ description: 'Of the best stream that it would be given' }),
    quality: z.int().nullable(),
    alive: z.int(),
    in_use: z.strictObject({ stream_id: z.string(), since: instant }).nullable(),
    uptime: uptimes,
    days: z.array(day).readonly().meta({ description: 'The last thirty; a day is as good as its best stream' }),
    streams: z.array(rankedStream).readonly().meta({ description: 'Best first, with the reasons' }),
  })
  .meta({ id: 'ChannelHealth' });

const sums = {
  streams: z.int(),
  alive: z.int(),
  failing: z.int(),
  dead: z.int(),
  unknown: z.int(),
  channels: z.int().meta({ description: 'Of the lineup, that have a stream of it' }),
  dead_in: z.int().meta({ description: 'Channels of which one of its streams is dead' }),
  health: z.int().nullable(),
  quality: z.int().nullable(),
};

export const providerHealth = z
  .strictObject({
    provider_id: z.string(),
    name: z.string(),
    ...sums,
    down_since: instant.nullable(),
    code: z.string().nullable().meta({ description: 'Why it is down' }),
    uptime: uptimes.meta({ description: 'Of its streams on the mean, less what it was down' }),
    days: z.array(day).readonly().meta({ description: 'The last thirty, oldest first; empty while nothing was seen' }),
    outages: z
      .array(z.strictObject({ since: instant, until: instant.nullable(), code: z.string() }))
      .readonly()
      .meta({ description: 'Of the last thirty days, newest first; `until` is null while it lasts' }),
    warnings: z
      .array(z.strictObject({ warning: z.enum(PROVIDER_WARNINGS), detail: z.string(), since: instant }))
      .readonly()
      .meta({ description: 'What about its account, list or guide wants a person' }),
  })
  .meta({ id: 'ProviderHealth' });

export const changeView = z
  .strictObject({
    at: instant,
    kind: z.enum(CHANGE_KINDS),
    stream_id: z.string(),
    provider_id: z.string(),
    channel_id: z.string(),
    name: z.string(),
    code: z.string().nullable().meta({ description: 'Why it died; of one that came back, why it was away' }),
  })
  .meta({ id: 'HealthChange' });

export const checksUnderWay = z
  .strictObject({
    done: z.int().meta({ description: 'Since the start' }),
    items: z
      .array(
        z.strictObject({
          stream_id: z.string(),
          provider_id: z.string(),
          name: z.string(),
          began_at: instant,
          is_probe: z.boolean().meta({ description: 'Its bytes are looked into, too' }),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'ChecksUnderWay' });

export const upgradeView = z
  .strictObject({
    at: instant,
    channel_id: z.string(),
    from: z.string(),
    to: z.string(),
    by_points: z.int(),
    because: z.string(),
  })
  .meta({ id: 'Upgrade' });

export const healthSummary = z
  .strictObject({
    checks: z.strictObject({ in_flight: z.int(), done: z.int().meta({ description: 'Since the start' }) }),
    is_cut_off: z.boolean().meta({ description: 'No provider can be reached: it is our own network' }),
    providers: z.array(
      z.strictObject({
        provider_id: z.string(),
        ...sums,
        down_since: instant.nullable(),
        code: z.string().nullable(),
      }),
    ),
    dead_channels: z.array(z.string()).readonly().meta({ description: 'Of which no stream lives; the first thousand' }),
    dead_channel_count: z.int(),
    upgrades: z.array(upgradeView).readonly().meta({ description: 'The newest first' }),
  })
  .meta({ id: 'HealthSummary' });
