// Writes down what was seen: a batch of samples in one transaction. Who died of it, and who came back, is the answer. For tasks.

import type { DatabaseSync } from 'node:sqlite';
import type { ChannelId, ProviderId, StreamId } from '../model/ids.ts';
import { transact } from '../storage/database.ts';
import { noteChanges, type NotedChange } from './changes.ts';
import { isKnownClip, noticeClip } from './clips.ts';
import type { PictureFindings, PictureLook } from './picture-findings.ts';
import { qualityOf } from './quality.ts';
import { isOk, type StreamSample } from './sample.ts';
import { noticeSlate } from './slates.ts';
import { areAlike } from './still-print.ts';
import { judge, scoreOf, type JudgingPolicy, type Standing } from './standing.ts';
import { encodeStanding, recordReader, type StreamRecord } from './stream-row.ts';
import type { StreamProbe } from './stream-probe.ts';
import { tallied, type Tally } from './tally.ts';

export interface Observation extends StreamSample {
  /** Null when its bytes were looked into, and said nothing. */
  readonly probe?: StreamProbe | null;
  /** What its picture was. */
  readonly mark?: string;
  /** Where its playlist ended. */
  readonly position?: string;
  readonly picture?: PictureFindings;
}

/** A stream whose standing has changed. */
export interface Change {
  readonly streamId: StreamId;
  readonly providerId: ProviderId;
  readonly channelId: ChannelId;
  /** Why, of one that died. */
  readonly code: string | null;
}

export interface Recorded {
  readonly died: readonly Change[];
  readonly revived: readonly Change[];
}

/** Samples of streams that are in no channel of the lineup are passed over. */
export function record(database: DatabaseSync, batch: readonly Observation[], policy: JudgingPolicy): Recorded {
  const died: Change[] = [];
  const revived: Change[] = [];
  const noted: NotedChange[] = [];
  const read = recordReader(database);
  const write = writer(database);
  transact(database, () => {
    for (const given of batch) {
      const before = read(given.streamId);
      if (!before) continue;
      const seen = asSeen(database, given, before);
      const standing = judge(before.standing, seen, before, policy);
      if (standing === before.standing) continue;
      const after = { ...before, ...newFacts(before, given), standing, tally: countedIn(before, standing, seen) };
      write(after, seen.at);
      const change = {
        streamId: before.id,
        providerId: before.providerId,
        channelId: before.channelId,
        code: seen.code,
      };
      const [wasDead, isDead] = [before.standing.deadSince !== null, standing.deadSince !== null];
      if (isDead && !wasDead) died.push(change);
      if (wasDead && !isDead) revived.push(change);
      if (isDead !== wasDead) noted.push(noteOf(seen, before));
    }
    noteChanges(database, noted);
  });
  return { died, revived };
}

function countedIn({ tally, standing: before }: StreamRecord, after: Standing, seen: StreamSample): Tally {
  return tallied(tally, before.uptime.at, {
    at: seen.at,
    isCheck: seen.kind === 'check',
    isOk: isOk(seen),
    isLoss: seen.kind === 'viewer' && after.failures > before.failures,
    score: scoreOf(after, seen.at),
  });
}

const noteOf = ({ at, streamId, code }: StreamSample, { standing }: StreamRecord): NotedChange => ({
  kind: code === null ? 'returned' : 'died',
  at,
  streamId,
  code: code ?? standing.samples.at(-1)?.code ?? null,
});

/** A picture that several channels show is none, nor is a card that stands still. */
function asSeen(database: DatabaseSync, given: Observation, before: StreamRecord): Seen {
  const { at, code, mark, picture } = given;
  const isSlate = code === null && picture !== undefined && noticeSlate(database, { picture, at, of: before, mark });
  const look = picture && { at, faults: isSlate ? [...picture.faults, 'slate' as const] : picture.faults };
  const seen: Seen = look ? { ...given, look } : given;
  if (code !== null || !(isSlate || isClip(database, given, before))) return seen;
  return { ...seen, code: 'upstream.clip', latencyMs: null };
}

type Seen = Observation & { readonly look?: PictureLook };

function isClip(database: DatabaseSync, { mark, at }: Observation, of: StreamRecord): boolean {
  return mark !== undefined && (isKnownClip(database, { mark, at, of }) || noticeClip(database, { mark, at, of }));
}

function newFacts(before: StreamRecord, given: Observation): Partial<StreamRecord> {
  return {
    ...(given.probe !== undefined && { probe: given.probe ?? before.probe, probedAt: given.at }),
    ...(given.mark !== undefined && {
      mark: given.mark,
      markAt: given.mark === before.mark ? before.markAt : given.at,
    }),
    ...(given.position !== undefined && { position: given.position }),
    ...(given.picture && stillOf(before, given.picture, given.at)),
  };
}

function stillOf(
  before: StreamRecord,
  { still }: PictureFindings,
  at: number,
): Pick<StreamRecord, 'still' | 'stillAt'> {
  const isSame = still !== null && before.still !== null && areAlike(still, before.still);
  return isSame ? { still: before.still, stillAt: before.stillAt } : { still, stillAt: at };
}

function writer(database: DatabaseSync): (after: StreamRecord, now: number) => void {
  const statement = database.prepare(
    `UPDATE stream SET samples = ?, uptime = ?, seen_at = ?, is_up = ?, failures = ?, dead_since = ?, next_at = ?, score = ?,
       quality = ?, verdict = ?, tally = ?, probe = ?, probed_at = ?, mark = ?, mark_at = ?, position = ?, picture = ?, still = ?, still_at = ? WHERE id = ?`,
  );
  return (after, now) => {
    const { standing, probe } = after;
    const quality = qualityOf(after.claim, probe);
    const blobs = encodeStanding(standing);
    statement.run(
      blobs.samples,
      blobs.uptime,
      standing.uptime.at,
      Number(standing.uptime.isUp),
      standing.failures,
      standing.deadSince,
      standing.nextAt,
      scoreOf(standing, now),
      quality.score,
      quality.verdict,
      after.tally,
      probe && JSON.stringify(probe),
      after.probedAt,
      after.mark,
      after.markAt,
      after.position,
      blobs.looks,
      after.still,
      after.stillAt,
      after.id,
    );
  };
}
