// Looks at who watches what, every few seconds, and gathers what there is to write down. A viewing goes on when the same
// somebody is back at the same thing within two minutes: players close and open connections as they like.

import { dayNumber, hourStart } from '../../kernel/local-day.ts';
import { MINUTE_MS, SECOND_MS } from '../../kernel/units.ts';
import type { Watched } from '../../model/viewing.ts';
import type { Batch, PlaceRecord, StreamShare, Sum, ViewingRecord } from './batch.ts';
import { Peaks, type PeakPart } from './peaks.ts';

export const LOOK_EVERY_MS = 10 * SECOND_MS;
const GOES_ON_WITHIN_MS = 2 * MINUTE_MS;
/** Who zaps by does not watch. */
const LEAST_SECONDS = 10;
const MOST_STREAMS = 20;
/** What cannot be written is lost before it fills the memory. */
const MOST_SUMS = 5_000;

/** Whether it may be kept who watched: this person, or, for null, whoever came without a login. */
export type MayKeep = (personId: string | null) => boolean;

type Counts = Pick<Watched, 'bytes' | 'failovers' | 'stalls'>;

interface Growing extends ViewingRecord {
  endedAt: number;
  seconds: number;
  bytes: number;
  failovers: number;
  stalls: number;
  readonly streams: StreamShare[];
}

interface Open {
  readonly record: Growing;
  /** It may not be kept who it was. */
  readonly isAnonymous: boolean;
  isCounted: boolean;
  isChanged: boolean;
}

export class ViewingRecorder {
  readonly #mayKeep: MayKeep;
  readonly #open = new Map<string, Open>();
  /** What each connection had counted when it was last seen: whatever is forgotten, no byte counts twice. */
  readonly #counted = new Map<string, Counts & { readonly at: number; readonly provider: string }>();
  #sums = new Map<string, Sum>();
  readonly #peaks = new Peaks();
  #places = new Map<string, PlaceRecord>();
  #items = new Map<string, string>();
  #people = new Map<string, string>();
  #lookedAt: number | undefined;
  #lastId = 0;

  constructor(mayKeep: MayKeep) {
    this.#mayKeep = mayKeep;
  }

  /** @param now epoch milliseconds */
  look(all: readonly Watched[], now: number): void {
    const sinceMs = this.#lookedAt === undefined ? LOOK_EVERY_MS : now - this.#lookedAt;
    const elapsedMs = Math.min(Math.max(0, sinceMs), 2 * LOOK_EVERY_MS); // a machine that slept has shown nothing
    this.#lookedAt = now;
    const advanced = new Set<Open>();
    const seenNow = all.map((seen) => {
      const isAnonymous = !this.#mayKeep(seen.person?.id ?? null);
      const watched = isAnonymous ? withoutPerson(seen) : seen;
      const open = this.#openOf(watched, { now, isAnonymous });
      const isFirst = !advanced.has(open);
      advanced.add(open);
      const seconds = isFirst ? Math.min(elapsedMs, Math.max(0, now - watched.since)) / SECOND_MS : 0;
      return this.#advance(open, watched, { now, seconds });
    });
    this.#peaks.look(seenNow, momentOf(now));
    for (const [key, { record, isChanged }] of this.#open)
      if (!isChanged && now - record.endedAt > GOES_ON_WITHIN_MS) this.#open.delete(key);
    for (const [id, { at }] of this.#counted) if (now - at > GOES_ON_WITHIN_MS) this.#counted.delete(id);
  }

  /** What is to be written; undefined when there is nothing. */
  take(): Batch | undefined {
    const changed = [...this.#open.values()].filter(({ isChanged }) => isChanged);
    const isKept = ({ isCounted, isAnonymous, record }: Open): boolean =>
      isCounted && !isAnonymous && this.#mayKeep(record.person?.id ?? null);
    const batch: Batch = {
      viewings: changed.filter(isKept).map(({ record }) => structuredClone(record)),
      sums: [...this.#sums.values()],
      ...this.#peaks.take(),
      places: [...this.#places.values()],
      items: [...this.#items],
      people: [...this.#people],
    };
    for (const open of changed) open.isChanged = false;
    this.#sums = new Map();
    this.#places = new Map();
    this.#items = new Map();
    this.#people = new Map();
    return batch.sums.length + batch.peaks.length + batch.places.length === 0 ? undefined : batch;
  }

  /** It could not be written: it goes with the next. */
  putBack({ viewings, sums, places, items, people, ...peaks }: Batch): void {
    const unwritten = new Set(viewings.map(({ id }) => id));
    for (const open of this.#open.values()) if (unwritten.has(open.record.id)) open.isChanged = true;
    for (const sum of sums) if (this.#sums.size < MOST_SUMS) this.#add(sum);
    this.#peaks.putBack(peaks);
    for (const place of places) {
      const key = placeKey(place);
      if (!this.#places.has(key)) this.#places.set(key, place);
    }
    this.#items = new Map([...items, ...this.#items]);
    this.#people = new Map([...people, ...this.#people]);
  }

  /** Nothing that is not written yet is written of this person; null is everybody. What is under way begins anew. */
  forget(personId: string | null): void {
    for (const [key, { record }] of this.#open)
      if (personId === null || record.person?.id === personId) this.#open.delete(key);
    this.#peaks.forget(personId);
    const sums = [...this.#sums.values()];
    this.#sums = new Map();
    for (const sum of sums) this.#add(personId === null || sum.person === personId ? { ...sum, person: '' } : sum);
    for (const [key, { person }] of this.#places)
      if (personId === null || person === personId) this.#places.delete(key);
    if (personId === null) this.#people.clear();
    else this.#people.delete(personId);
  }

  #openOf(watched: Watched, { now, isAnonymous }: { readonly now: number; readonly isAnonymous: boolean }): Open {
    const key = keyOf(watched);
    const known = this.#open.get(key);
    if (known && now - known.record.endedAt <= GOES_ON_WITHIN_MS) return known;
    const { kind, itemId, name, pastAt, person, address, country, client, via, since } = watched;
    const startedAt = Math.max(since, now - LOOK_EVERY_MS);
    const record: Growing = {
      id: this.#nextId(startedAt),
      kind,
      itemId,
      name,
      pastAt,
      person,
      address,
      country,
      client,
      via,
      startedAt,
      endedAt: now,
      seconds: 0,
      bytes: 0,
      failovers: 0,
      stalls: 0,
      streams: [],
    };
    const open: Open = { record, isAnonymous, isCounted: false, isChanged: false };
    this.#open.set(key, open);
    return open;
  }

  /** In the order of their beginnings, and unique: 4,096 may begin in a millisecond. */
  #nextId(startedAt: number): number {
    this.#lastId = Math.max(this.#lastId + 1, startedAt * 4_096);
    return this.#lastId;
  }

  /** @returns of what it is watched */
  #advance(open: Open, watched: Watched, { now, seconds }: { readonly now: number; readonly seconds: number }): What {
    const { bytes, failovers, stalls, stream, viewerId, name, person } = watched;
    const before = this.#counted.get(viewerId);
    const left = before?.provider ?? '';
    const what = whatOf(watched, left);
    this.#counted.set(viewerId, { bytes, failovers, stalls, at: now, provider: what.provider });
    const added = {
      seconds,
      bytes: Math.max(0, bytes - (before?.bytes ?? 0)),
      failovers: before ? Math.max(0, failovers - before.failovers) : 0, // what befell the channel earlier befell others
      stalls: before ? Math.max(0, stalls - before.stalls) : 0,
    };
    const { record } = open;
    record.endedAt = now;
    record.seconds += added.seconds;
    record.bytes += added.bytes;
    record.failovers += added.failovers;
    record.stalls += added.stalls;
    open.isChanged = true;
    if (stream) shareOf(record.streams, stream).seconds += seconds;
    const isNew = !open.isCounted && record.seconds >= LEAST_SECONDS;
    if (isNew) open.isCounted = true;
    const sum = { ...momentOf(now), ...what, ...added, viewings: Number(isNew) };
    if (left !== '' && left !== what.provider && added.failovers + added.stalls > 0) {
      // The trouble was the other provider's, not that of the one that helped out.
      this.#add({ ...sum, provider: left, seconds: 0, bytes: 0, viewings: 0 });
      this.#add({ ...sum, failovers: 0, stalls: 0 });
    } else this.#add(sum);
    this.#items.set(watched.itemId, name);
    if (person) this.#people.set(person.id, person.name);
    this.#keepPlace(watched, now);
    return what;
  }

  #keepPlace({ place, person, itemId: item, name }: Watched, at: number): void {
    if (!place || !person) return;
    const record = { ...place, person: person.id, item, name, at, isReported: false };
    this.#places.set(placeKey(record), record);
  }

  #add(sum: Sum): void {
    const key = `${sum.hourAt} ${sum.kind} ${sum.item} ${sum.provider} ${sum.person}`;
    const known = this.#sums.get(key);
    if (!known) {
      this.#sums.set(key, { ...sum });
      return;
    }
    known.seconds += sum.seconds;
    known.bytes += sum.bytes;
    known.viewings += sum.viewings;
    known.failovers += sum.failovers;
    known.stalls += sum.stalls;
  }
}

const momentOf = (now: number): { readonly hourAt: number; readonly day: number } => ({
  hourAt: hourStart(now),
  day: dayNumber(now),
});

type What = Readonly<Record<PeakPart, string>>;

/** @param last the provider that it had before: while there is no stream, for want of one, it is still that one's */
const whatOf = ({ kind, itemId: item, stream, person }: Watched, last: string) => ({
  kind,
  item,
  provider: stream?.providerId ?? last,
  person: person?.id ?? '',
});

const placeKey = ({ person, item }: PlaceRecord): string => `${person} ${item}`;

/** Somebody without a login is known by the device. */
function keyOf({ person, address, client, kind, itemId, pastAt, viewerId }: Watched): string {
  const device = address === '' ? viewerId : `${address} ${client}`;
  return `${person?.id ?? ''}\n${device}\n${kind}\n${itemId}\n${pastAt ?? ''}`;
}

function withoutPerson(seen: Watched): Watched {
  const { place: _, ...watched } = seen;
  return { ...watched, person: null, address: '', country: null, client: '' };
}

function shareOf(streams: StreamShare[], stream: Omit<StreamShare, 'seconds'>): StreamShare {
  const known = streams.find(({ id }) => id === stream.id);
  if (known) return known;
  const share = { ...stream, seconds: 0 };
  streams.push(share);
  if (streams.length > MOST_STREAMS) streams.shift();
  return share;
}
