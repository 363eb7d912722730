// Where alerts are sent: as a person has set it up. What opens a door is a secret; `***` in its place is what a client sees
// of it, and never stored.

import * as z from 'zod';
import { ALERT_KINDS, SEVERITIES } from './alert.ts';
import { timeOfDay } from './alert-settings.ts';

const httpUrl = z
  .string()
  .max(2_048)
  .refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''), 'an http or https address');
const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/, 'not a header name');
const line = (longest: number): z.ZodString =>
  z
    .string()
    .max(longest)
    .regex(/^[^\r\n\0]*$/, 'one line');
const mailbox = line(320).regex(/@/, 'an e-mail address');

/** Telegram Bot API, `sendMessage`. */
export const telegramOptions = z.strictObject({
  kind: z.literal('telegram'),
  bot_token: z
    .string()
    .max(512)
    .regex(/^(?:\d+:[\w-]+|\*{3})$/, 'as BotFather gives it: 123456:ABC…'),
  /** A number, or `@channel`. */
  chat_id: z.string().regex(/^(?:-?\d{1,20}|@\w{1,64})$/, 'a chat id, or @channel'),
  /** Another server that speaks the Bot API. */
  api_url: httpUrl.default('https://api.telegram.org'),
});

/** Pushover's message API. */
export const pushoverOptions = z.strictObject({
  kind: z.literal('pushover'),
  app_token: z.string().regex(/^(?:[A-Za-z0-9]{30}|\*{3})$/, "the application's token, 30 characters"),
  user_key: z.string().regex(/^(?:[A-Za-z0-9]{30}|\*{3})$/, 'the user or group key, 30 characters'),
  device: line(100).default(''),
  api_url: httpUrl.default('https://api.pushover.net'),
});

/** Any HTTP server. */
export const webhookOptions = z.strictObject({
  kind: z.literal('webhook'),
  url: httpUrl,
  headers: z.record(headerName, line(4_096)).default({}),
  /** `{title}` `{text}` `{event}` `{severity}` `{at}` are replaced, escaped for JSON; empty sends all that is known as JSON. */
  template: z.string().max(16_384).default(''),
  content_type: line(100).default('application/json'),
  /** Signs the body: `X-Masthead-Signature: sha256=<hex of HMAC-SHA256>`; empty does not. */
  signing_secret: z.string().max(512).default(''),
});

export const emailOptions = z.strictObject({
  kind: z.literal('email'),
  host: line(253).min(1),
  port: z.int().min(1).max(65_535).default(587),
  /** From the first byte (465), after STARTTLS (587), or not at all. */
  security: z.enum(['tls', 'starttls', 'none']).default('starttls'),
  /** A server of one's own at home may have signed its certificate itself. */
  verify_certificate: z.boolean().default(true),
  username: line(320).default(''),
  password: z.string().max(512).default(''),
  from: mailbox,
  to: z.array(mailbox).min(1).max(20),
});

/** Persistent notifications in Home Assistant. */
const homeAssistantOptions = z.strictObject({ kind: z.literal('home_assistant') });

export const targetOptions = z.discriminatedUnion('kind', [
  telegramOptions,
  pushoverOptions,
  webhookOptions,
  emailOptions,
  homeAssistantOptions,
]);
export type TargetOptions = z.output<typeof targetOptions>;
export type TargetKind = TargetOptions['kind'];

export const quietHours = z.strictObject({
  from: timeOfDay,
  until: timeOfDay,
  /** Whether what is critical is told all the same. */
  but_critical: z.boolean().default(true),
});
export type QuietHours = z.output<typeof quietHours>;

export const alertTarget = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean().default(true),
  minimum_severity: z.enum(SEVERITIES).default('warning'),
  /** Null is every kind. */
  kinds: z.array(z.enum(ALERT_KINDS)).nullable().default(null),
  daily_summary: z.boolean().default(true),
  quiet_hours: quietHours.nullable().default(null),
  options: targetOptions,
});
export type AlertTarget = z.output<typeof alertTarget>;
export type AlertTargetInput = z.input<typeof alertTarget>;
