// Reads a channel's name: who the parts belong to is decided in the order of the table, the rest is the name.

import { readCore } from './core.ts';
import { readCallSign } from './parts/call-sign.ts';
import { readEvent } from './parts/event.ts';
import { mayBeEvent } from './parts/event-times.ts';
import { readFeed } from './parts/feed.ts';
import { readFlags } from './parts/flag.ts';
import { readGluedQuality } from './parts/glued-quality.ts';
import { mayBeHeading, readHeading } from './parts/heading.ts';
import { readNotes } from './parts/note.ts';
import { readPrefix } from './parts/prefix.ts';
import { readQuality } from './parts/quality.ts';
import { readShift } from './parts/shift.ts';
import type { NameReading, Part } from './reading.ts';
import { startScan, type PartReader } from './scan.ts';

const PART_READERS: readonly PartReader[] = [
  readHeading,
  readPrefix,
  readGluedQuality,
  readQuality,
  readEvent,
  readNotes,
  readShift,
  readCallSign,
  readFlags,
  readFeed,
];

export interface ReadNameOptions {
  /** Country code of the market that the name is from (`de`, `uk`), where that is known. */
  readonly market?: string;
}

/** What the prefix alone says, in a fifth of the time. */
export function readPrefixOf(source: string): Pick<NameReading, 'language' | 'market'> {
  const scan = startScan(source, '');
  readPrefix(scan);
  return scan.facts;
}

/** Never throws: whatever is not understood is part of the name. 200,000 names a second and more. */
export function readName(source: string, options: ReadNameOptions = {}): NameReading {
  const scan = startScan(source, options.market ?? '');
  for (const readPart of PART_READERS) {
    readPart(scan);
    if (scan.facts.isHeading) break;
  }
  const { core, segments } = readCore(scan);
  const { facts } = scan;
  return {
    source,
    core,
    segments,
    market: facts.market,
    language: facts.language,
    quality: facts.quality,
    shiftHours: facts.shiftHours,
    feed: facts.feed,
    callSign: facts.callSign,
    possibleCallSign: facts.possibleCallSign,
    isLowPower: facts.isLowPower,
    subchannel: facts.subchannel,
    isHeading: facts.isHeading,
    isRadio: facts.isRadio,
    isAdult: facts.isAdult,
    isLoop: facts.isLoop,
    event: facts.event,
    parts: inOrder(scan.parts),
  };
}

/** In place: they are few, and nobody else has them. */
function inOrder(parts: Part[]): Part[] {
  for (let at = 1; at < parts.length; at += 1) {
    const part = parts[at]!;
    let place = at;
    for (; place > 0 && parts[place - 1]!.start > part.start; place -= 1) parts[place] = parts[place - 1]!;
    parts[place] = part;
  }
  return parts;
}

/** Whether a channel's name carries an event: most names are not read for it. */
export const isEventName = (name: string): boolean => mayBeEvent(name) && readName(name).event !== null;

/** Whether a name only divides a list (`##### UK #####`): nothing else of it is read. */
export function isHeadingName(name: string): boolean {
  if (!mayBeHeading(name)) return false;
  const scan = startScan(name, '');
  readHeading(scan);
  return scan.facts.isHeading;
}
