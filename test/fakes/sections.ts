// PMT sections and their packets, made by hand.

import { crc32Mpeg } from '../../src/formats/mpegts/psi.ts';

/** A PMT section with these entries, PCR on PID 0x100, its CRC right. */
export function pmtSection(entries: readonly number[]): Uint8Array {
  const length = entries.length + 13;
  const body = [0x02, 0xb0 | (length >> 8), length & 0xff, 0, 1, 0xc7, 0, 0, 0xe1, 0, 0xf0, 0, ...entries];
  const crc = crc32Mpeg(Uint8Array.from(body));
  return Uint8Array.from([...body, crc >>> 24, (crc >> 16) & 255, (crc >> 8) & 255, crc & 255]);
}

/** The packets of a section on a PID. */
export function packetsOf(section: Uint8Array, pid: number, firstContinuity = 0): Uint8Array[] {
  const payload = Uint8Array.from([0, ...section]);
  return Array.from({ length: Math.ceil(payload.length / 184) }, (_, index) => {
    const packet = new Uint8Array(188).fill(0xff);
    const start = index === 0 ? 0x40 : 0;
    packet.set([0x47, start | (pid >> 8), pid & 0xff, 0x10 | ((firstContinuity + index) & 0x0f)]);
    packet.set(payload.subarray(index * 184, (index + 1) * 184), 4);
    return packet;
  });
}
