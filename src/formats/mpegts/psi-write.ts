// Programme specific information for a stream of our own: sections, and the packets that carry them.

import { PACKET_BYTES, SYNC_BYTE } from './packet.ts';
import { crc32Mpeg, type ElementaryStream } from './psi.ts';

export interface PatContent {
  readonly transportStreamId: number;
  readonly version: number;
  readonly programNumber: number;
  readonly pmtPid: number;
}

export interface PmtContent {
  readonly programNumber: number;
  readonly version: number;
  readonly pcrPid: number;
  readonly info: Uint8Array;
  readonly streams: readonly Pick<ElementaryStream, 'pid' | 'streamType' | 'descriptors'>[];
}

export const patSection = (pat: PatContent): Uint8Array =>
  section(0x00, pat.transportStreamId, pat.version, [...word(pat.programNumber), ...word(0xe000 | pat.pmtPid)]);

export const pmtSection = (pmt: PmtContent): Uint8Array =>
  section(0x02, pmt.programNumber, pmt.version, [
    ...word(0xe000 | pmt.pcrPid),
    ...word(0xf000 | pmt.info.length),
    ...pmt.info,
    ...pmt.streams.flatMap((stream) => [
      stream.streamType,
      ...word(0xe000 | stream.pid),
      ...word(0xf000 | stream.descriptors.length),
      ...stream.descriptors,
    ]),
  ]);

const word = (value: number): [number, number] => [(value >> 8) & 0xff, value & 0xff];

function section(tableId: number, id: number, version: number, body: readonly number[]): Uint8Array {
  const length = body.length + 9;
  const flags = 0xc0 | ((version & 0x1f) << 1) | 1; // in force now
  const bytes = [tableId, ...word(0xb000 | length), ...word(id), flags, 0, 0, ...body];
  const crc = crc32Mpeg(Uint8Array.from(bytes));
  return Uint8Array.from([...bytes, ...word(crc >>> 16), ...word(crc)]);
}

/** The packets of a section, one after the other; counters go on from `continuity` in all that follow. */
export function sectionPackets(pid: number, bytes: Uint8Array, continuity: number): Uint8Array {
  const room = PACKET_BYTES - 4;
  const count = Math.ceil((bytes.length + 1) / room);
  const packets = new Uint8Array(count * PACKET_BYTES).fill(0xff);
  for (let index = 0; index < count; index += 1) {
    const isFirst = index === 0;
    const at = index * PACKET_BYTES;
    packets.set([SYNC_BYTE, (isFirst ? 0x40 : 0) | (pid >> 8), pid & 0xff, 0x10 | ((continuity + index) & 0x0f)], at);
    if (isFirst) packets[at + 4] = 0; // the pointer field
    const from = isFirst ? 0 : index * room - 1;
    packets.set(bytes.subarray(from, (index + 1) * room - 1), at + (isFirst ? 5 : 4));
  }
  return packets;
}
