// How viewings and sums of them look in answers, and what can be asked.

import * as z from 'zod';
import { STATISTICS_BY, STATISTICS_SORTS } from '../../accounts/viewing/query.ts';
import { VIEWING_KINDS } from '../../model/viewing.ts';
import { country, instant, optional } from './route.ts';

const count = z.int();

export const viewing = z
  .strictObject({
    id: z.string(),
    kind: z.enum(VIEWING_KINDS).meta({ description: '`archive` is a programme of the past' }),
    item_id: z.string().meta({ description: 'Of the channel, the movie or the episode' }),
    name: z.string().meta({ description: 'As it was called then' }),
    past_at: instant.nullable().meta({ description: 'When a programme of the past began' }),
    person: z
      .strictObject({ id: z.string(), name: z.string() })
      .nullable()
      .meta({ description: 'Null for somebody without a login' }),
    address: z.string(),
    country: country.meta({ description: 'As it was then; null where it was not known (`security.country_database`)' }),
    client: z.string().meta({ description: 'Its User-Agent' }),
    via: z.string().meta({ description: 'The output that brought it' }),
    started_at: instant,
    ended_at: instant.meta({ description: 'When it was last seen' }),
    watched_seconds: z.int().meta({ description: 'Without the pauses between' }),
    bytes: count.meta({ description: 'That it was sent' }),
    failovers: count.meta({ description: 'How often the picture changed over to another stream' }),
    stalls: count.meta({
      description:
        'How often the stream was lost while it was on air, also where another one took over before anybody could see it',
    }),
    provider_id: z.string().nullable().meta({ description: 'Of the last stream' }),
    streams: z
      .array(z.strictObject({ id: z.string(), name: z.string(), provider_id: z.string(), seconds: z.int() }))
      .readonly()
      .meta({ description: 'That it was watched from, in order' }),
  })
  .meta({ id: 'Viewing' });

const personFilter = (leftOut: string) =>
  optional(z.string().max(64)).meta({ description: `Left out, ${leftOut}; empty for those without a login` });

const itemFilter = z
  .string()
  .regex(/^[cte][0-9a-z]{11}$/, 'not an id of a channel, movie or episode')
  .meta({ description: 'A channel, a movie or an episode' });

const common = {
  kind: optional(z.enum(VIEWING_KINDS)),
  item_id: optional(itemFilter),
  provider_id: optional(z.string().max(64)),
};

const moment = z.coerce.number().int().min(0).max(8_640_000_000_000_000);

export const viewingFilter = {
  person_id: personFilter('everybody for an admin and yourself for others'),
  ...common,
  from_at: optional(moment).meta({ description: 'Under way at or after; epoch milliseconds' }),
  until_at: optional(moment).meta({ description: 'Begun before; epoch milliseconds' }),
};

const MOST_DAYS = 3_660;
const MOST_ROWS = 10_000;
const date = z.iso.date().meta({ description: 'A local day, as 2026-11-26' });

export const statisticsFilter = {
  by: z.enum(STATISTICS_BY).default('channel').meta({
    description: '`hour_of_day` is 00 to 23, `weekday` 0 (Sunday) to 6, both local; `hour` epoch milliseconds',
  }),
  person_id: personFilter('everybody together, and yourself for a viewer'),
  ...common,
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST_DAYS)
    .default(30)
    .meta({ description: 'Up to today, where `from` is left out' }),
  from: optional(date),
  until: optional(date).meta({ description: 'Included; left out, today' }),
  sort: z.enum(STATISTICS_SORTS).default('seconds').meta({ description: 'The most first; `key` from the lowest' }),
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(100),
};

const sums = {
  watched_seconds: z.int().meta({ description: 'Of all viewers together' }),
  bytes: count,
  viewings: count,
  failovers: count.meta({ description: 'By provider: those that were left' }),
  stalls: count,
};
const peak = z.int().nullable();

export const statistics = z
  .strictObject({
    items: z
      .array(
        z.strictObject({
          key: z.string().meta({ description: 'Of what it is by: an id, a day, an hour; empty for nobody' }),
          name: z.string(),
          ...sums,
          peak_viewers: peak.meta({
            description:
              'Of it, or in it, at the same time; null where a part is asked for, or it is not known any more',
          }),
        }),
      )
      .readonly(),
    totals: z.strictObject({
      ...sums,
      peak_viewers: peak.meta({ description: 'At the same time; null where a part is asked for' }),
      peak_at: instant.nullable().meta({ description: 'The hour in which that was' }),
    }),
  })
  .meta({ id: 'Statistics' });
