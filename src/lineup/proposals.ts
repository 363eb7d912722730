// Channels that may be one: the queue of what a person is asked about, what would change most first.

import type { DatabaseSync } from 'node:sqlite';
import { formatChannelNumber, type ChannelNumber } from '../model/channel.ts';
import { printChannelId, type ChannelId, type ProviderId, type StreamId } from '../model/ids.ts';
import { transact } from '../storage/database.ts';
import { after, formatCursor, orderBy, parseCursor, type Order } from '../storage/keyset.ts';
import type { ChannelBase } from './merge.ts';
import {
  PAGE_LIMIT,
  type Proposal,
  type ProposalPage,
  type ProposalQuery,
  type ProposalReason,
  type ProviderStreams,
} from './query.ts';
import { decodeIds } from './store.ts';

/** Two names of different channels, as whoever compared them hands them in. */
export interface ProposedPair {
  /** Numbers of names in the build's naming. */
  readonly a: number;
  readonly b: number;
  readonly names: readonly [string, string];
  /** 0 to 100. */
  readonly score: number;
  readonly reasons: readonly ProposalReason[];
}

/** More than anybody looks through; those that would change least are left out. */
const KEPT = 5_000;
/** What a guide for a channel without one is worth, in streams. */
const GUIDE_WORTH = 2;

export interface ProposalInput {
  readonly pairs: Iterable<ProposedPair>;
  readonly channelOf: (name: number) => ChannelId | undefined;
  readonly bases: readonly ChannelBase[];
}

export function writeProposals(database: DatabaseSync, { pairs, channelOf, bases }: ProposalInput): void {
  const byId = new Map(bases.map((base) => [base.id, base]));
  const found = new Map<string, { a: ChannelId; b: ChannelId; effect: number; pair: ProposedPair }>();
  for (const pair of pairs) {
    const [a, b] = [channelOf(pair.a), channelOf(pair.b)];
    if (a === undefined || b === undefined || a === b) continue;
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    if ((found.get(key)?.pair.score ?? 0) >= pair.score) continue;
    found.set(key, { a, b, effect: effectOf(byId.get(a), byId.get(b)) * pair.score, pair });
  }
  const kept = [...found.values()]
    .toSorted((one, other) => other.effect - one.effect || one.a - other.a)
    .slice(0, KEPT);
  const insert = database.prepare(
    'INSERT OR REPLACE INTO proposal (a, b, name_a, name_b, score, effect, reasons) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  transact(database, () => {
    database.prepare('DELETE FROM proposal').run();
    for (const { a, b, effect, pair } of kept) {
      insert.run(a, b, ...pair.names, pair.score, effect, JSON.stringify(pair.reasons));
    }
  });
}

/** Streams that one of the two gains as backups, and a guide. */
function effectOf(a: ChannelBase | undefined, b: ChannelBase | undefined): number {
  if (!a || !b) return 0;
  const guide = (a.guide === null) === (b.guide === null) ? 0 : GUIDE_WORTH;
  return Math.min(a.streamIds.length, b.streamIds.length) + guide;
}

const SIDE = (side: 'a' | 'b'): string =>
  `${side}.id AS ${side}_id, ${side}.name AS ${side}_channel, ${side}.number AS ${side}_number,
   ${side}.group_title AS ${side}_group, ${side}.streams AS ${side}_streams, name_${side}`;

/** Of channels that are taken into the lineup, and have streams. */
const FROM = `FROM proposal JOIN channel AS a ON a.id = proposal.a JOIN channel AS b ON b.id = proposal.b
  WHERE a.present = 1 AND b.present = 1 AND (a.enabled = 1 OR b.enabled = 1)`;

/** In cursors. */
const LIST = 'matches to look at';
/** By key: while they are looked through they are decided, and gone. */
const ORDER: Order = [{ column: 'effect', isDescending: true }, { column: 'proposal.a' }, { column: 'proposal.b' }];

/** Whose a stream is; undefined for one that is gone since the lineup was made. */
export type ProviderOf = (stream: StreamId) => ProviderId | undefined;

export function listProposals(database: DatabaseSync, query: ProposalQuery, providerOf: ProviderOf): ProposalPage {
  const cursor = parseCursor(query.cursor, LIST, ORDER.length);
  const beyond = cursor ? after(ORDER, cursor) : [];
  const further = beyond.length === 0 ? '' : ` AND (${beyond.map(({ sql }) => sql).join(' OR ')})`;
  const limit = Math.min(Math.max(query.limit, 1), PAGE_LIMIT);
  const { provider_id: provider } = query;
  const within = provider === undefined ? '' : ' AND (instr(a.providers, ?) > 0 OR instr(b.providers, ?) > 0)';
  const values = provider === undefined ? [] : [`,${provider},`, `,${provider},`];
  const counted = database.prepare(`SELECT count(*) AS total ${FROM}${within}`).get(...values);
  const total = counted?.['total'] as number;
  const rows = database
    .prepare(
      `SELECT ${SIDE('a')}, ${SIDE('b')}, score, effect, reasons ${FROM}${within}${further} ORDER BY ${orderBy(ORDER)} LIMIT ?`,
    )
    .all(...values, ...beyond.flatMap((piece) => piece.values), limit + 1);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const keys = last && [last['effect'], last['a_id'], last['b_id']].map(Number);
  return {
    items: rows.slice(0, limit).map((row) => toProposal(row, providerOf)),
    next: keys ? formatCursor(LIST, keys) : null,
    total,
  };
}

function toProposal(row: Readonly<Record<string, unknown>>, providerOf: ProviderOf): Proposal {
  const side = (of: 'a' | 'b'): Proposal['a'] => {
    const streams = decodeIds(row[`${of}_streams`] as Uint8Array);
    return {
      id: printChannelId(row[`${of}_id`] as ChannelId),
      channel: row[`${of}_channel`] as string,
      number: row[`${of}_number`] ? formatChannelNumber(row[`${of}_number`] as ChannelNumber) : null,
      group: row[`${of}_group`] as string,
      name: row[`name_${of}`] as string,
      stream_count: streams.length,
      providers: providersOf(streams, providerOf),
    };
  };
  const reasons = JSON.parse(row['reasons'] as string) as ProposalReason[];
  return { a: side('a'), b: side('b'), score: Math.round((row['score'] as number) * 10) / 10, reasons };
}

function providersOf(streams: readonly StreamId[], providerOf: ProviderOf): ProviderStreams[] {
  const counts = new Map<ProviderId, number>();
  for (const stream of streams) {
    const provider = providerOf(stream);
    if (provider !== undefined) counts.set(provider, (counts.get(provider) ?? 0) + 1);
  }
  return Array.from(counts, ([id, count]) => ({ provider_id: id, stream_count: count }));
}
