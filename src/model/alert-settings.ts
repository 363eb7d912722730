// Which kinds of events a person wants to be alerted to, and the daily summary.

import * as z from 'zod';

const kind = (label: string, isOn = true): z.ZodDefault<z.ZodBoolean> => z.boolean().default(isOn).meta({ label });

/** `HH:MM`, 24 hours, in the machine's time zone. */
export const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time as HH:MM');

/** Those that alerts are written in. */
export const ALERT_LANGUAGES = ['en', 'de', 'fr', 'es', 'nl'] as const;
export type AlertLanguage = (typeof ALERT_LANGUAGES)[number];

export const alertSettings = z.strictObject({
  language: z
    .enum(['auto', ...ALERT_LANGUAGES])
    .default('auto')
    .meta({ label: "Language of alerts; auto takes Home Assistant's, else English" }),
  provider_failure: kind('Alert when a provider cannot be read'),
  provider_expiry: kind('Alert before an account expires: 14 and 3 days, and on the day'),
  provider_change: kind(
    'Alert when a provider suddenly offers far less, or its account is used elsewhere or allows fewer connections than are set',
  ),
  guide_outdated: kind('Alert when the guide ends within twelve hours'),
  network_failure: kind('Alert when the own network is down'),
  streams_dead: kind('Alert when streams of the lineup are dead'),
  channel_failure: kind('Alert when none of the streams of a channel works'),
  tuners_exhausted: kind('Alert when somebody is refused because every tuner or connection is in use'),
  failover: kind('Alert at every fail-over', false),
  upgrade: kind('Alert when a better stream was found for a channel', false),
  picture_fault: kind('Alert when a picture that is watched stands still, is black or silent'),
  recovery: kind('Say when it is over'),
  daily_summary: kind('A summary every day', false),
  summary_at: timeOfDay.default('08:00').meta({ label: 'When the daily summary is sent (HH:MM)' }),
});

export type AlertSettings = z.output<typeof alertSettings>;
