// What is said over `/api/live`: text frames of JSON, each with its `type`. These schemas are the contract: the API's
// description shows them, and what a client sends is checked with them.

import * as z from 'zod';
import { ERROR_CODES } from '../../kernel/errors.ts';

/** What a client can subscribe to. */
export const LIVE_TOPICS = ['sessions', 'viewers', 'sync', 'providers', 'status', 'log', 'happenings'] as const;
export type LiveTopic = (typeof LIVE_TOPICS)[number];

const topic = z.enum(LIVE_TOPICS);
const topics = z.array(topic).min(1).max(LIVE_TOPICS.length);
const revision = z.int().meta({ description: 'Of the topic; one more with every change' });

const login = z
  .strictObject({ type: z.literal('login'), token: z.string().min(1).max(4_096) })
  .meta({ description: 'The first message of a client that could not send `Authorization`' });
const subscribe = z.strictObject({ type: z.literal('subscribe'), topics });
const unsubscribe = z.strictObject({ type: z.literal('unsubscribe'), topics });
const resync = z
  .strictObject({ type: z.literal('resync'), topic })
  .meta({ description: 'A revision was missed: asks for a snapshot' });
const pong = z.strictObject({ type: z.literal('pong') }).meta({ description: 'The answer to `ping`' });

export const liveRequest = z
  .discriminatedUnion('type', [login, subscribe, unsubscribe, resync, pong])
  .meta({ description: 'What a client sends' });
export type LiveRequest = z.output<typeof liveRequest>;

const item = z.record(z.string(), z.unknown());
const items = z.record(z.string(), item).meta({ description: 'By key, as `LiveItems` says' });

const hello = z
  .strictObject({ type: z.literal('hello'), version: z.string(), topics: z.array(topic) })
  .meta({ description: 'The client is let in' });
const snapshot = z
  .strictObject({ type: z.literal('snapshot'), topic, revision, items })
  .meta({ description: 'All there is: replaces what the client had' });
const change = z
  .strictObject({
    type: z.literal('change'),
    topic,
    revision,
    set: items.meta({ description: 'New items whole; of known ones the fields that have changed' }),
    removed: z.array(z.string()),
  })
  .meta({
    description: 'What differs from the revision before; when that one is not what the client has, it sends `resync`',
  });
const ping = z.strictObject({ type: z.literal('ping') }).meta({ description: 'To be answered with `pong`' });
const problem = z
  .strictObject({ type: z.literal('problem'), code: z.enum(ERROR_CODES), detail: z.string() })
  .meta({ description: 'A message that was not understood; the connection stays' });

export const liveMessage = z
  .discriminatedUnion('type', [hello, snapshot, change, ping, problem])
  .meta({ description: 'What Masthead sends' });
export type LiveMessage = z.output<typeof liveMessage>;

/** Codes with which Masthead closes the socket, besides 1001 (it stops) and 1009 (a message above 16 KiB). */
export const CLOSE = {
  /** More messages than anybody needs, or one that is no text. */
  policy: 1_008,
  /** It reads nothing. */
  tooSlow: 1_013,
  /** No login, a wrong one, or one that has ended meanwhile. */
  unauthorised: 4_401,
} as const;
