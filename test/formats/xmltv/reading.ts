// Reads a guide for a test and keeps all that was found.

import { XmltvReader, type GuideCounts } from '../../../src/formats/xmltv/read.ts';
import type { GuideChannel, Programme } from '../../../src/model/programme.ts';

export interface Reading {
  readonly channels: GuideChannel[];
  readonly programmes: { readonly xmltvId: string; readonly programme: Programme }[];
  readonly counts: GuideCounts;
}

export interface ReadingOptions {
  readonly timeZone?: string;
  readonly window?: { readonly fromAt: number; readonly untilAt: number };
  readonly wants?: (xmltvId: string) => boolean;
  /** Cuts the guide into pieces of these sizes, again and again. */
  readonly pieces?: readonly number[];
}

const ALWAYS = { fromAt: 0, untilAt: Date.UTC(2100, 0, 1) };

export function readGuide(guide: string | Uint8Array, options: ReadingOptions = {}): Reading {
  const { timeZone = 'UTC', window = ALWAYS, wants = () => true, pieces = [65_536] } = options;
  const channels: GuideChannel[] = [];
  const programmes: { xmltvId: string; programme: Programme }[] = [];
  const reader = new XmltvReader(
    {
      channel: (channel) => channels.push(channel),
      wants,
      programme: (xmltvId, programme) => programmes.push({ xmltvId, programme }),
    },
    { timeZone, window },
  );
  const bytes = Buffer.from(guide as string);
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const end = at + pieces[turn % pieces.length]!;
    reader.push(bytes.subarray(at, end));
    at = end;
  }
  return { channels, programmes, counts: reader.end() };
}

/** The one programme of a guide that has nothing else, with the given inside. */
export function readOne(inside: string, attributes = 'start="20261123120000 +0000" channel="a"'): Programme {
  return readGuide(`<tv><programme ${attributes}>${inside}</programme></tv>`).programmes[0]!.programme;
}
