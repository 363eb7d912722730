// How a session looks in answers, and how it is made so.

import * as z from 'zod';
import { ERROR_CODES } from '../../kernel/errors.ts';
import { formatChannelNumber, type LineupSnapshot } from '../../model/channel.ts';
import { printChannelId, printStreamId } from '../../model/ids.ts';
import { CHANGES, LINE_PURPOSES, LINE_STATES, SESSION_STATES, type SessionView } from '../../streaming/session-view.ts';
import { country, instant } from './route.ts';

const viewer = z
  .strictObject({
    id: z.string(),
    address: z.string(),
    country,
    user_agent: z.string(),
    via: z.string().meta({ description: 'The output that brought it' }),
    person: z
      .strictObject({ id: z.string(), name: z.string() })
      .nullable()
      .meta({ description: 'Whose account it came with; null without one' }),
    since: instant,
    priority: z.int().meta({ description: 'Who has more gets the connection, where the settings say so' }),
    limit_bytes_per_second: z.number().nullable().meta({ description: 'Most that it is sent; null is no limit' }),
    bits_per_second: z.number(),
    bytes_sent: z.number(),
    lag_bytes: z.number().meta({ description: 'How far behind the newest byte it is' }),
    dropped_bytes: z.number().meta({ description: 'What it missed because it read too slowly' }),
    skips: z.int(),
  })
  .meta({ id: 'Viewer' });

const upstream = z
  .strictObject({
    stream_id: z.string(),
    provider_id: z.string(),
    login: z.string().meta({ description: "Which of the provider's accounts; empty where there is one only" }),
    name: z.string(),
    purpose: z.enum(LINE_PURPOSES).meta({ description: 'To be on air, a backup, moved to by hand, or a check' }),
    state: z.enum(LINE_STATES),
    bits_per_second: z.number(),
    codecs: z.array(z.string()).readonly(),
    video: z
      .strictObject({
        width: z.int(),
        height: z.int(),
        is_interlaced: z.boolean(),
        pictures_per_second: z.number().nullable(),
      })
      .nullable()
      .meta({ description: 'What its picture says of itself, in pixels' }),
    audio: z.strictObject({ sample_rate: z.int(), channels: z.int() }).nullable(),
    messages: z.array(z.string()).readonly().meta({ description: 'What it complained of, the newest last' }),
  })
  .meta({ id: 'Upstream' });

const failover = z
  .strictObject({
    at: instant,
    from: z.string(),
    to: z.string(),
    reason: z.enum([...ERROR_CODES, ...CHANGES]),
    gap_ms: z.number().meta({ description: 'Between the last packet of the one and the picture of the other' }),
  })
  .meta({ id: 'Failover' });

export const session = z
  .strictObject({
    channel_id: z.string(),
    channel_name: z.string().meta({ description: 'Empty when the channel has left the lineup' }),
    channel_number: z.string(),
    profile: z
      .string()
      .nullable()
      .meta({ description: 'The stream profile that a client rule asks for; null for the usual one' }),
    state: z.enum(SESSION_STATES),
    stream_id: z.string().nullable(),
    provider_id: z.string().nullable(),
    stream_name: z.string(),
    since: instant,
    bits_per_second: z.number(),
    bytes_received: z.number(),
    buffer_bytes: z.number(),
    codecs: z.array(z.string()).readonly(),
    retries: z.int(),
    last_error: z.strictObject({ code: z.enum(ERROR_CODES), message: z.string(), at: instant }).nullable(),
    upstreams: z.array(upstream).readonly().meta({ description: 'The one on air first' }),
    failovers: z.array(failover).readonly().meta({ description: 'The last ones, the newest last' }),
    failover_count: z.int(),
    stall_count: z.int().meta({ description: 'How often viewers were left without a picture' }),
    viewers: z.array(viewer).readonly(),
  })
  .meta({ id: 'Session' });

/** Ids as they are printed, names as the lineup has them now. */
export function describeSession(
  view: SessionView,
  snapshot: LineupSnapshot,
  countryOf: (address: string) => string | null,
): z.output<typeof session> {
  const channel = snapshot.byId.get(view.channel_id);
  return {
    ...view,
    viewers: view.viewers.map((one) => ({ ...one, country: countryOf(one.address) })),
    channel_id: printChannelId(view.channel_id),
    channel_name: channel?.name ?? '',
    channel_number: channel ? formatChannelNumber(channel.number) : '',
    stream_id: view.stream_id === null ? null : printStreamId(view.stream_id),
    upstreams: view.upstreams.map(({ stream_id: id, ...rest }) => ({ ...rest, stream_id: printStreamId(id) })),
    failovers: view.failovers.map(({ from, to, ...rest }) => ({
      ...rest,
      from: printStreamId(from),
      to: printStreamId(to),
    })),
  };
}
