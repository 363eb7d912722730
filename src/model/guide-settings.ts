// What of guides is kept, and what is shown where none says anything.

import * as z from 'zod';

/** May hold `{channel}` and others; what stands in braces and is none of them stays as it is. */
const template = z.string().trim().max(300);

export const guideSettings = z.strictObject({
  days_back: z.number().min(0).max(30).default(1).meta({ label: 'Days of guide kept from the past', unit: 'd' }),
  days_ahead: z.number().min(1).max(30).default(7).meta({ label: 'Days of guide taken ahead', unit: 'd' }),
  asked_per_minute: z
    .int()
    .min(0)
    .max(120)
    .default(20)
    .meta({ label: 'Channels without a guide for which their panel is asked; 0 for none', unit: '/min' }),
  events_from_names: z
    .boolean()
    .default(true)
    .meta({ label: 'Channels that carry an event in their name show it as a programme' }),
  event_minutes: z
    .int()
    .min(15)
    .max(1_440)
    .default(180)
    .meta({ label: 'Length of an event whose name says no end', unit: 'min' }),
  event_before: template
    .default('{date} {time}: {event}')
    .meta({ label: 'Title until the event: {event}, {date}, {time}, {channel}, {group}; empty for none' }),
  event_after: template.default('{event} (over)').meta({ label: 'Title for a day after the event; empty for none' }),
  /** Plex and others leave channels without any programme out. */
  placeholders: z
    .enum(['off', 'missing', 'gaps'])
    .default('missing')
    .meta({ label: 'Programmes made up where no guide has any' }),
  placeholder_minutes: z
    .int()
    .min(15)
    .max(1_440)
    .default(180)
    .meta({ label: 'Length of a programme that is made up', unit: 'min' }),
  placeholder_title: template.min(1).default('{channel}').meta({ label: 'Its title: {channel}, {group}, {time}' }),
  episode_numbers: z
    .boolean()
    .default(true)
    .meta({ label: 'Number episodes by day where a guide has none: Plex takes what has no number for a movie' }),
  placeholder_description: template.default('').meta({ label: 'Its description' }),
});

export type GuideSettings = z.output<typeof guideSettings>;
