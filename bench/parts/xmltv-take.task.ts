// Takes a guide in, in a worker, up to a given depth.

import { closeSync, openSync, readSync } from 'node:fs';
import sax from 'sax';
import { XmltvReader } from '../../src/formats/xmltv/read.ts';
import { beginGuide } from '../../src/guide/writer.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { KIBIBYTE } from '../../src/kernel/units.ts';
import type { ProviderId } from '../../src/model/ids.ts';
import { defineTask } from '../../src/workers/task.ts';

export interface TakeInput {
  readonly file: string;
  /** `sax` finds the elements and nothing else; `parse` makes programmes; `store` keeps them. */
  readonly depth: 'sax' | 'parse' | 'store';
  /** Where `store` keeps them. */
  readonly database: string;
  /** Every how many channels one is wanted. */
  readonly everyChannel: number;
  /** Reads no further than this. */
  readonly maxBytes: number;
}

export interface Taken {
  readonly bytes: number;
  readonly seconds: number;
  /** Of this thread alone: what is left when others are busy too. */
  readonly cpuSeconds: number;
  readonly programmeCount: number;
}

/** As files are read in src/net. */
const PIECE_BYTES = 256 * KIBIBYTE;
const WINDOW = { fromAt: 0, untilAt: Date.UTC(2100, 0) };

export default defineTask((input: TakeInput): Taken => {
  const from = performance.now();
  const cpu = process.threadCpuUsage();
  const { bytes, programmeCount } = takers[input.depth](input);
  const used = process.threadCpuUsage(cpu);
  return {
    bytes,
    seconds: (performance.now() - from) / 1_000,
    cpuSeconds: (used.user + used.system) / 1e6,
    programmeCount,
  };
});

type Outcome = Pick<Taken, 'bytes' | 'programmeCount'>;

const takers: Readonly<Record<TakeInput['depth'], (input: TakeInput) => Outcome>> = {
  sax(input) {
    const parser = sax.parser(true);
    const decoder = new TextDecoder();
    let programmeCount = 0;
    parser.onopentag = ({ name }): void => void (programmeCount += name === 'programme' ? 1 : 0);
    const bytes = eachPiece(input, (piece) => parser.write(decoder.decode(piece, { stream: true })));
    return { bytes, programmeCount };
  },
  parse(input) {
    let programmeCount = 0;
    const sink = { channel() {}, wants: wantedOf(input), programme: () => void (programmeCount += 1) };
    const reader = new XmltvReader(sink, { timeZone: 'UTC', window: WINDOW });
    const bytes = eachPiece(input, (piece) => reader.push(piece));
    reader.end();
    return { bytes, programmeCount };
  },
  store(input) {
    const wants = wantedOf(input);
    const options = {
      log: silentLog,
      clock: systemClock,
      wanted: ({ xmltvId }: { xmltvId: string }) => wants(xmltvId),
    };
    const source = { key: 'bench', providerId: 'bench' as ProviderId, priority: 0 };
    const writer = beginGuide(source, { ...options, file: input.database });
    const reader = new XmltvReader(
      {
        channel: (channel) => writer.channels([channel]),
        wants: (id) => writer.wants(id),
        programme: (id, programme) => writer.programmes(id, [programme]),
      },
      { timeZone: 'UTC', window: WINDOW },
    );
    const bytes = eachPiece(input, (piece) => reader.push(piece));
    reader.end();
    return { bytes, programmeCount: writer.commit().programmeCount };
  },
};

function wantedOf({ everyChannel }: TakeInput): (xmltvId: string) => boolean {
  return (xmltvId) => Number(xmltvId.slice(2, xmltvId.indexOf('.'))) % everyChannel === 0;
}

function eachPiece({ file, maxBytes }: TakeInput, take: (piece: Uint8Array) => void): number {
  const descriptor = openSync(file, 'r');
  let bytes = 0;
  while (bytes < maxBytes) {
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    const read = readSync(descriptor, piece);
    if (read === 0) break;
    take(piece.subarray(0, read));
    bytes += read;
  }
  closeSync(descriptor);
  return bytes;
}
