// What a name of a market says, as it is kept between builds: a line of text and a few numbers.

import type { NameReading } from '../formats/names/reading.ts';
import type { Runs } from '../kernel/runs.ts';
import type { Texts } from '../kernel/texts.ts';
import { hash53 } from '../model/ids.ts';
import { factsOf, type Facts } from './facts.ts';
import { familyOf } from './families.ts';
import type { Identity } from './identity.ts';
import { NOBODY_KNOWN, type Knowledge } from './knowledge.ts';
import { canBeKept, packIdentity, unpackIdentity } from './packed-identity.ts';

const BETWEEN = '\u001F';
/** In a line before the identity: the key, flags with what is known. */
const FIELDS_BEFORE = 2;
const OWN = 1;
const ELSEWHERE = 2;
const STATION = 4;
const KNOWN = 8;
/** Added to the flags, so that they are a letter. */
const LETTER = 0x40;

export interface ReadingOptions {
  readonly market: string;
  readonly knowledge?: Knowledge | undefined;
}

/** One name's reading; what it is compared by is unpacked when it is asked for. */
export interface Reading {
  /** Equal for names that are one channel as far as names can say, but for a person's wish. */
  readonly key: string;
  /** A hash of that. */
  readonly keyHash: number;
  readonly identity: Identity;
  readonly known: readonly number[];
  readonly isKnownElsewhere: boolean;
  /** Dividing lines, events and loops are compared word for word only. */
  readonly isOwn: boolean;
  readonly isStation: boolean;
  /** Key, flags, channels of the knowledge base, identity; empty for what would not come back as it is. */
  line: string;
  /** Of all of that. */
  readonly hash: number;
  facts: Facts;
  /** Of the name that its family has in common, in its market; 0 for what is its own. */
  readonly family: number;
}

/** Readings in columns, a place each. */
export interface ReadingColumns {
  readonly lines: Texts;
  /** As `flagsOf` gives them. */
  readonly flags: Uint8Array;
  readonly keyHashes: Float64Array;
  readonly hashes: Float64Array;
  readonly families: Float64Array;
  readonly facts: Runs;
}

export const flagsOf = ({ isOwn, isKnownElsewhere, isStation, known }: Omit<Reading, 'line'>): number =>
  (isOwn ? OWN : 0) + (isKnownElsewhere ? ELSEWHERE : 0) + (isStation ? STATION : 0) + (known.length > 0 ? KNOWN : 0);

export function readingOf(reading: NameReading, identity: Identity, { market, knowledge }: ReadingOptions): Reading {
  const { known, isKnownElsewhere } = knowledge?.channelsOf(identity, market) ?? NOBODY_KNOWN;
  const isOwn = reading.isHeading || reading.isLoop || reading.event !== null || saysNothing(identity);
  const isStation = identity.station !== null;
  const key = keyOf(identity, reading);
  const packed = packIdentity(identity);
  const said = { key, keyHash: hash53(key), identity, known, isKnownElsewhere, isOwn, isStation };
  const facts = factsOf({ identity, known });
  const family = isOwn ? 0 : familyOf(market, identity);
  const flags = String.fromCharCode(LETTER + flagsOf({ ...said, hash: 0, facts, family }));
  const head = `${key}${BETWEEN}${flags}${known.join(' ')}${BETWEEN}`;
  return {
    ...said,
    line: packed !== undefined && canBeKept(key) ? head + packed : '',
    hash: hash53(head + (packed ?? JSON.stringify(identity))),
    facts,
    family,
  };
}

/** One of the last build: what is not asked for stays in its columns. */
export class KeptReading implements Reading {
  readonly #columns: ReadingColumns;
  /** Its place there. */
  readonly place: number;
  #known: readonly number[] | undefined;
  #identity: Identity | undefined;

  constructor(columns: ReadingColumns, place: number) {
    this.#columns = columns;
    this.place = place;
  }

  get key(): string {
    return fieldOf(this.line, 0);
  }

  get keyHash(): number {
    return this.#columns.keyHashes[this.place]!;
  }

  get known(): readonly number[] {
    if ((this.#columns.flags[this.place]! & KNOWN) === 0) return NONE;
    return (this.#known ??= fieldOf(this.line, 1).slice(1).split(' ').map(Number));
  }

  get isKnownElsewhere(): boolean {
    return (this.#columns.flags[this.place]! & ELSEWHERE) !== 0;
  }

  get isOwn(): boolean {
    return (this.#columns.flags[this.place]! & OWN) !== 0;
  }

  get isStation(): boolean {
    return (this.#columns.flags[this.place]! & STATION) !== 0;
  }

  get line(): string {
    return this.#columns.lines.at(this.place);
  }

  get hash(): number {
    return this.#columns.hashes[this.place]!;
  }

  get facts(): Facts {
    return this.#columns.facts.at(this.place);
  }

  get family(): number {
    return this.#columns.families[this.place]!;
  }

  get identity(): Identity {
    return (this.#identity ??= unpackIdentity(this.line, FIELDS_BEFORE));
  }
}

/** @param field the first one or the second */
function fieldOf(line: string, field: 0 | 1): string {
  const end = line.indexOf(BETWEEN);
  return field === 0 ? line.slice(0, end) : line.slice(end + 1, line.indexOf(BETWEEN, end + 1));
}

/**
 * What was written down has no need of its line any more; of tens of thousands it would fill a small box.
 * @param facts the same numbers, where they are kept @param node their place there
 */
export function releaseLine(reading: Reading, facts: Runs, node: number): void {
  if (reading instanceof KeptReading) return; // it is unpacked from there, and was there before
  reading.line = '';
  reading.facts = facts.at(node);
}

const NONE: readonly number[] = [];

const saysNothing = ({ glued, station }: Identity): boolean => glued === '' && !station;

/** A name that says nothing (`HD`, `▃ ▅ SPORT ▅ ▃`) is only itself; an event is one at its time only. */
export function keyOf(identity: Identity, reading: NameReading): string {
  if (saysNothing(identity) || reading.isHeading) return `!${reading.source}`;
  if (!reading.event) return identity.key;
  const { day, minuteOfDay, zone } = reading.event.time;
  return `${identity.key}@${day} ${minuteOfDay} ${zone}`;
}
