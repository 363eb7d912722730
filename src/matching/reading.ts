// What a name of a market says, as it is kept between builds: a line of text and a few numbers.

import type { NameReading } from '../formats/names/reading.ts';
import type { Runs } from '../kernel/runs.ts';
import { hash53 } from '../model/ids.ts';
import { factsOf, type Facts } from './facts.ts';
import { familyOf } from './families.ts';
import type { Identity } from './identity.ts';
import { NOBODY_KNOWN, type Knowledge } from './knowledge.ts';
import { canBeKept, packIdentity, unpackIdentity } from './packed-identity.ts';

const BETWEEN = '\u001F';
const OWN = 1;
const ELSEWHERE = 2;
const STATION = 4;
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

/** Numbers of a reading, beside its line. */
export type ReadingNumbers = Readonly<Pick<Reading, 'facts' | 'family' | 'hash'>>;

export function readingOf(reading: NameReading, identity: Identity, { market, knowledge }: ReadingOptions): Reading {
  const { known, isKnownElsewhere } = knowledge?.channelsOf(identity, market) ?? NOBODY_KNOWN;
  const isOwn = reading.isHeading || reading.isLoop || reading.event !== null || saysNothing(identity);
  const isStation = identity.station !== null;
  const flags = (isOwn ? OWN : 0) + (isKnownElsewhere ? ELSEWHERE : 0) + (isStation ? STATION : 0);
  const key = keyOf(identity, reading);
  const packed = packIdentity(identity);
  const head = `${key}${BETWEEN}${String.fromCharCode(LETTER + flags)}${known.join(' ')}${BETWEEN}`;
  return {
    key,
    identity,
    known,
    isKnownElsewhere,
    isOwn,
    isStation,
    line: packed !== undefined && canBeKept(key) ? head + packed : '',
    hash: hash53(head + (packed ?? JSON.stringify(identity))),
    facts: factsOf({ identity, known }),
    family: isOwn ? 0 : familyOf(market, identity),
  };
}

/** @param line as it was written @param key its beginning */
export class KeptReading implements Reading {
  readonly key: string;
  readonly known: readonly number[];
  readonly isKnownElsewhere: boolean;
  readonly isOwn: boolean;
  readonly isStation: boolean;
  readonly line: string;
  readonly hash: number;
  readonly facts: Facts;
  readonly family: number;
  #identity: Identity | undefined;

  constructor(line: string, { hash, facts, family }: ReadingNumbers) {
    this.key = line.slice(0, line.indexOf(BETWEEN));
    const knownFrom = this.key.length + 2;
    const knownTo = line.indexOf(BETWEEN, knownFrom);
    const flags = line.charCodeAt(knownFrom - 1) - LETTER;
    this.known = knownTo === knownFrom ? NONE : line.slice(knownFrom, knownTo).split(' ').map(Number);
    this.isOwn = (flags & OWN) !== 0;
    this.isKnownElsewhere = (flags & ELSEWHERE) !== 0;
    this.isStation = (flags & STATION) !== 0;
    this.line = line;
    this.hash = hash;
    this.facts = facts;
    this.family = family;
  }

  get identity(): Identity {
    if (this.#identity) return this.#identity;
    const from = this.line.indexOf(BETWEEN, this.key.length + 2) + 1;
    return (this.#identity = unpackIdentity(this.line.slice(from)));
  }
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
