// How a channel and its programmes look in answers, and what can be decided about one.

import * as z from 'zod';
import { FEEDS, RESOLUTIONS } from '../../formats/names/reading.ts';
import { DECIDABLE_FIELDS, GUIDE_FOUND_BY, type ChannelRow } from '../../lineup/query.ts';
import type { Placed } from '../../guide/filling.ts';
import { parseChannelNumber } from '../../model/channel.ts';
import { profileName } from '../../model/stream-profile.ts';
import { briefFields, qualityView } from './health-schema.ts';
import { familyId, instant, optional, providerId } from './route.ts';

export const guide = z.strictObject({
  source: z.string(),
  xmltv_id: z.string(),
  name: z.string(),
  by: z.enum(GUIDE_FOUND_BY).meta({ description: 'Its tvg-id, an equal name, a name that is alike, a person' }),
  score: z.int().meta({ description: 'How sure that is, 0 to 100' }),
});

export const market = z
  .string()
  .regex(/^[a-z]{0,8}$/, 'not a country code')
  .meta({ description: 'Country code; empty for channels of which nobody says it', example: 'de' });

const fields = {
  id: z.string(),
  number: z.string().meta({ description: '`5` or `5.1`' }),
  name: z.string(),
  group: z.string(),
  logo_url: z.string().meta({ description: 'Relative to the base URL; empty where there is none' }),
  enabled: z.boolean(),
  present: z.boolean().meta({ description: 'False while no provider has a stream for it' }),
  is_radio: z.boolean(),
  guide: guide.nullable(),
  guide_fills: z.array(guide).readonly().meta({ description: 'Guides that fill the gaps of the first one' }),
  guide_shift_minutes: z.int().meta({ description: 'Its programmes are so much later than the guide says' }),
  stream_count: z.int(),
  family: z
    .string()
    .nullable()
    .meta({ description: 'Channels that are alike share one; null for a channel that none is like' }),
  market: z.string().meta({ description: 'Country code of its name or group; empty where none says it' }),
  feed: z.enum(FEEDS).meta({ description: 'Coast that its name says' }),
  shift_hours: z.int().meta({ description: 'Of a `+1` 1' }),
  resolution: z.enum(RESOLUTIONS).meta({ description: 'That its name claims' }),
  catchup_days: z.number().meta({ description: 'How far back its archive goes; 0 without one' }),
  picture: optional(qualityView.nullable()).meta({
    description:
      'What the stream that is tried first says and is, where it was asked for; null while it is not in the plan',
  }),
  ...briefFields,
  favourite: z.boolean().meta({ description: 'Of whoever asks' }),
  decided: z.array(z.enum(DECIDABLE_FIELDS)).readonly().meta({ description: 'Fields that a person has set' }),
};

const facet = z.array(z.strictObject({ value: z.string(), channel_count: z.int() })).readonly();

export const facets = z
  .strictObject({
    markets: facet.meta({ description: 'Country codes' }),
    feeds: facet.meta({ description: 'Coasts' }),
    shifts: facet.meta({ description: 'Hours' }),
    resolutions: facet.meta({ description: 'As names claim them' }),
  })
  .meta({ id: 'ChannelFacets' });

export const channel = z.strictObject(fields).meta({ id: 'Channel' });

export const programme = z
  .strictObject({
    start_at: instant,
    stop_at: instant,
    title: z.string(),
    sub_title: z.string(),
    description: z.string(),
    categories: z.array(z.string()).readonly(),
    icon_url: z.string(),
    source: z.string().meta({ description: 'The guide that it is from: one of the channel’s; else empty' }),
    made_of: z
      .enum(['name', 'template'])
      .nullable()
      .meta({ description: 'What it is made of where it is of no guide: the event in the channel’s name, a template' }),
  })
  .meta({ id: 'Programme' });

export const channelWithProgrammes = z
  .strictObject({
    ...fields,
    programmes: z.array(programme).readonly().meta({ description: 'Now and next; empty without a guide' }),
  })
  .meta({ id: 'ChannelWithProgrammes' });

const text = z.string().trim().min(1).max(200).nullable();
const number = z
  .string()
  .refine((written) => parseChannelNumber(written) !== undefined, 'not a channel number')
  .nullable();

export const decision = z
  .strictObject({
    enabled: optional(z.boolean().nullable()),
    name: optional(text),
    number: optional(number),
    group: optional(text),
    stream_profile: optional(profileName.nullable()).meta({ description: '`proxy`, `redirect` or a command profile' }),
    guide_shift_minutes: optional(z.int().min(-1_440).max(1_440).nullable()).meta({
      description: 'In place of what the provider and the guide say; negative for programmes that come earlier',
    }),
    logo: optional(z.null()).meta({ description: 'Takes it back; chosen with `PUT /channels/{id}/logo`' }),
  })
  .refine((set) => Object.keys(set).length > 0, 'nothing to set');

/** Which channels, in a body. */
export const channelFilter = z.strictObject({
  search: optional(z.string().max(200)).meta({ description: 'Words that all stand in the name, or the number' }),
  group: optional(z.string().max(500)),
  provider_id: optional(providerId),
  enabled: optional(z.boolean()),
  present: optional(z.boolean()),
  has_guide: optional(z.boolean()),
  family: optional(familyId),
  market: optional(market),
  feed: optional(z.enum(FEEDS)),
  shift_hours: optional(z.int().min(0).max(24)),
  resolution: optional(z.enum(RESOLUTIONS)),
  guide_by: optional(z.enum(GUIDE_FOUND_BY)),
  guide_score_below: optional(z.int().min(0).max(101)),
});

export const decided = z.strictObject({
  changed: z.int().meta({ description: 'How many channels differ from before' }),
  undo_id: z.string().meta({
    description: 'Takes it back (`POST /channels/undo`) until something else is decided; empty after a dry run',
  }),
});

/** @param sources of the channel's guides, in their order */
export function describeProgramme({ programme: of, from }: Placed, sources: readonly string[]) {
  return {
    start_at: of.startAt,
    stop_at: of.stopAt,
    title: of.title,
    sub_title: of.subTitle,
    description: of.description,
    categories: of.categories,
    icon_url: of.iconUrl,
    source: typeof from === 'number' ? (sources[from] ?? '') : '',
    made_of: typeof from === 'number' ? null : from,
  } satisfies z.output<typeof programme>;
}

/** Names of a channel's guides, in their order. */
export const guideSources = ({
  guide: first,
  guide_fills: fills,
}: Pick<ChannelRow, 'guide' | 'guide_fills'>): string[] => (first ? [first, ...fills].map(({ source }) => source) : []);
