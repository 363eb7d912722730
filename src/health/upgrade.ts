// Once a day: whether a channel has a better stream than the one with which its sessions begin. For tasks.

import type { DatabaseSync } from 'node:sqlite';
import type { RankAspect } from '../model/alert-facts.ts';
import type { ChannelId, StreamId } from '../model/ids.ts';
import { printChannelId, printStreamId } from '../model/ids.ts';
import { transact } from '../storage/database.ts';
import type { StreamDecision } from './decisions.ts';
import {
  isResting,
  rankCandidates,
  UPGRADE_POINTS,
  type Candidate,
  type HandOrder,
  type ProviderFacts,
} from './ranking.ts';
import type { Ranked, RankPolicy, RankTerm } from './rank.ts';
import { everyPlace } from './schema.ts';
import { PLACELESS_COLUMNS, toRecord, type StreamRecord } from './stream-row.ts';

export interface UpgradeInput {
  /** By id. */
  readonly providers: Readonly<Record<string, ProviderFacts>>;
  /** By printed channel id: those that a person has ordered. */
  readonly hands: Readonly<Record<string, HandOrder>>;
  /** By printed stream id. */
  readonly decisions: Readonly<Record<string, StreamDecision>>;
  readonly policy: Omit<RankPolicy, 'holdingPoints'>;
  readonly now: number;
}

export interface Upgrade {
  readonly channelId: ChannelId;
  readonly from: StreamId;
  readonly to: StreamId;
  /** Points of the rank that it is better by. */
  readonly byPoints: number;
  /** The term that made most of the difference, for a person. */
  readonly because: string;
  /** Its name, and how much of it both have, of 100. */
  readonly aspect: RankAspect;
  readonly after: number;
  readonly before: number;
}

/** Chooses anew for every channel of the plan. @returns what has changed; a first choice is no change */
export function upgrade(database: DatabaseSync, input: UpgradeInput): Upgrade[] {
  const upgrades: Upgrade[] = [];
  const choices = new Map(
    database
      .prepare('SELECT channel, stream, since FROM choice')
      .all()
      .map((row) => [
        row['channel'] as ChannelId,
        { streamId: row['stream'] as StreamId, since: row['since'] as number },
      ]),
  );
  const chosen: (readonly [ChannelId, StreamId])[] = [];
  for (const streams of channelsOf(database)) {
    const { channelId } = streams[0]!;
    const choice = choices.get(channelId);
    if (isOfDownProvider(streams, choice?.streamId, input)) continue; // it comes back: nothing better has appeared
    const hand = input.hands[printChannelId(channelId)];
    const usable = streams.map((record) => candidateOf(record, input)).filter((one) => isUsable(one, hand));
    const policy = { ...input.policy, holdingPoints: UPGRADE_POINTS };
    const ranked = rankCandidates({ candidates: usable, hand, choice, policy, now: input.now });
    const best = ranked[0];
    if (!best || best.streamId === choice?.streamId) continue;
    const before = ranked.find(({ streamId }) => streamId === choice?.streamId);
    if (!isKnown(usable, best.streamId)) continue; // what was never seen to work replaces nothing
    chosen.push([channelId, best.streamId]);
    if (before) upgrades.push({ channelId, from: before.streamId, to: best.streamId, ...difference(before, best) });
  }
  const write = database.prepare('INSERT OR REPLACE INTO choice (channel, stream, since) VALUES (?, ?, ?)');
  transact(database, () => {
    for (const [channelId, streamId] of chosen) write.run(channelId, streamId, input.now);
    database.exec(
      'DELETE FROM choice WHERE channel NOT IN (SELECT channel FROM stream) AND channel NOT IN (SELECT channel FROM shared)',
    );
  });
  return upgrades;
}

function* channelsOf(database: DatabaseSync): Generator<StreamRecord[]> {
  const rows = database.prepare(`${everyPlace(PLACELESS_COLUMNS)} ORDER BY 1, 2`).iterate();
  let streams: StreamRecord[] = [];
  for (const row of rows) {
    const record = toRecord(row);
    if (streams.length > 0 && streams[0]!.channelId !== record.channelId) {
      yield streams;
      streams = [];
    }
    streams.push(record);
  }
  if (streams.length > 0) yield streams;
}

function candidateOf(record: StreamRecord, { providers, decisions }: UpgradeInput): Candidate {
  return {
    streamId: record.id,
    record,
    provider: providers[record.providerId],
    decision: decisions[printStreamId(record.id)] ?? null,
  };
}

const isUsable = (candidate: Candidate, hand: HandOrder | undefined): boolean =>
  candidate.provider?.isDown === false && candidate.decision !== 'never' && !isResting(candidate, hand);

const isKnown = (candidates: readonly Candidate[], id: StreamId): boolean =>
  (candidates.find(({ streamId }) => streamId === id)?.record?.standing.samples.length ?? 0) > 0;

function difference(before: Ranked, after: Ranked): Omit<Upgrade, 'channelId' | 'from' | 'to'> {
  const most = after.terms
    .filter(({ name }) => name !== 'in-use')
    .toSorted((a, b) => b.points - pointsOf(before, b.name) - (a.points - pointsOf(before, a.name)))[0];
  const was = before.terms.find(({ name }) => name === most?.name);
  return {
    byPoints: Math.round(measuredPoints(after) - measuredPoints(before)),
    because: [most?.because ?? '', ...(was ? [was.because] : [])].join(' instead of '),
    aspect: !most || most.name === 'in-use' ? 'quality' : most.name,
    after: ofHundred(most),
    before: ofHundred(was),
  };
}

const ofHundred = (term: RankTerm | undefined): number => Math.round(100 * (term?.value ?? 0));

const pointsOf = ({ terms }: Ranked, name: string): number => terms.find((one) => one.name === name)?.points ?? 0;

/** Without those for being in use already. */
const measuredPoints = (ranked: Ranked): number => ranked.total - pointsOf(ranked, 'in-use');

function isOfDownProvider(
  streams: readonly StreamRecord[],
  id: StreamId | undefined,
  { providers }: UpgradeInput,
): boolean {
  const chosen = streams.find((record) => record.id === id);
  return chosen !== undefined && providers[chosen.providerId]?.isDown === true;
}
