// Cuts a PES packet into transport stream packets.

import { setPcr } from './clock.ts';
import { PACKET_BYTES, SYNC_BYTE } from './packet.ts';

export interface PacketiseOptions {
  readonly pid: number;
  /** Called once for each packet. */
  readonly continuity: () => number;
  /** In 90 kHz ticks, for the first packet. */
  readonly pcr?: number;
  readonly isRandomAccess?: boolean;
}

export function packetise(pes: Uint8Array, options: PacketiseOptions): Uint8Array {
  const { pid, continuity, pcr, isRandomAccess = false } = options;
  const fieldBytes = pcr === undefined ? (isRandomAccess ? 2 : 0) : 8;
  const room = PACKET_BYTES - 4;
  const count = Math.max(1, Math.ceil((pes.length + fieldBytes) / room));
  const packets = new Uint8Array(count * PACKET_BYTES).fill(0xff);
  let from = 0;
  for (let index = 0; index < count; index += 1) {
    const at = index * PACKET_BYTES;
    const wanted = index === 0 ? fieldBytes : 0;
    const take = Math.min(pes.length - from, room - wanted);
    const field = room - take;
    packets[at] = SYNC_BYTE;
    packets[at + 1] = (index === 0 ? 0x40 : 0) | (pid >> 8);
    packets[at + 2] = pid & 0xff;
    packets[at + 3] = (field > 0 ? 0x30 : 0x10) | continuity();
    if (field > 0) packets[at + 4] = field - 1;
    if (field > 1) packets[at + 5] = (wanted > 0 && isRandomAccess ? 0x40 : 0) | (wanted === 8 ? 0x10 : 0);
    if (wanted === 8) {
      packets[at + 10] = 0x7e;
      packets[at + 11] = 0;
      setPcr(packets, at, pcr!);
    }
    packets.set(pes.subarray(from, from + take), at + PACKET_BYTES - take);
    from += take;
  }
  return packets;
}
