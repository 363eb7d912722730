// The clocks of a transport stream: 33 bits at 90 kHz, which wrap after 26.5 hours.

import { discontinuityPacket, hasPcr, PACKET_BYTES } from './packet.ts';

export const CLOCK_HZ = 90_000;
const WRAP = 2 ** 33;
const HALF = WRAP / 2;

/** Any whole number of ticks as the 33 bits that a stream would carry. */
export const wrapTicks = (ticks: number): number => ((ticks % WRAP) + WRAP) % WRAP;

/** `later - earlier` in ticks, between minus and plus 13 hours: right across a wrap. */
export function ticksBetween(earlier: number, later: number): number {
  const difference = wrapTicks(later - earlier);
  return difference >= HALF ? difference - WRAP : difference;
}

export const ticksToMs = (ticks: number): number => (ticks * 1_000) / CLOCK_HZ;
export const msToTicks = (ms: number): number => Math.round((ms * CLOCK_HZ) / 1_000);

/** Forward by more is another time, and no advance. */
const MOST_STEP_TICKS = 2 * CLOCK_HZ;

/** How far a clock has come, whatever it shows: steps forward, without jumps and what is shown again. */
export class Advance {
  #ticks = 0;
  #furthest = -1;

  get ms(): number {
    return ticksToMs(this.#ticks);
  }

  see(ticks: number): void {
    const step = this.#furthest < 0 ? 0 : ticksBetween(this.#furthest, ticks);
    if (step > 0 && step <= MOST_STEP_TICKS) this.#ticks += step;
    if (this.#furthest < 0 || step > 0 || step < -MOST_STEP_TICKS) this.#furthest = ticks;
  }
}

/** The later of two instants; -1 is none. */
export const laterTicks = (one: number, other: number): number =>
  one < 0 || (other >= 0 && ticksBetween(one, other) > 0) ? other : one;

/** The base of the packet's PCR in ticks, or -1. */
export function pcrOf(bytes: Uint8Array, at: number): number {
  if (!hasPcr(bytes, at) || bytes[at + 4]! < 7) return -1;
  const high = bytes[at + 6]! * 0x1000000 + (bytes[at + 7]! << 16) + (bytes[at + 8]! << 8) + bytes[at + 9]!;
  return high * 2 + (bytes[at + 10]! >> 7);
}

/** The five bytes of a PTS or DTS at `at`, in ticks. */
export function timestampAt(bytes: Uint8Array, at: number): number {
  const high = (bytes[at]! >> 1) & 0x07;
  const middle = (bytes[at + 1]! << 7) | (bytes[at + 2]! >> 1);
  const low = (bytes[at + 3]! << 7) | (bytes[at + 4]! >> 1);
  return high * 2 ** 30 + middle * 2 ** 15 + low;
}

/** Puts the base of a PCR in place of the packet's; the 27 MHz extension stays. */
export function setPcr(bytes: Uint8Array, at: number, ticks: number): void {
  const high = Math.floor(ticks / 2);
  bytes[at + 6] = high >>> 24;
  bytes[at + 7] = high >>> 16;
  bytes[at + 8] = high >>> 8;
  bytes[at + 9] = high;
  bytes[at + 10] = (bytes[at + 10]! & 0x7f) | ((ticks % 2) << 7);
}

/** Takes the PCR out of the packet's adaptation field; what stood behind it moves up. */
export function dropPcr(bytes: Uint8Array, at: number): void {
  const end = at + 5 + Math.min(bytes[at + 4]!, PACKET_BYTES - 5); // a torn packet may say that it is longer than it can be
  bytes[at + 5] = bytes[at + 5]! & ~0x10;
  bytes.copyWithin(at + 6, at + 12, end);
  bytes.fill(0xff, end - 6, end);
}

/** Puts 33 bits in place of a PTS or DTS; the four bits in front of it and the marker bits stay. */
export function setTimestamp(bytes: Uint8Array, at: number, ticks: number): void {
  const low = ticks % 2 ** 30;
  bytes[at] = (bytes[at]! & 0xf1) | (Math.floor(ticks / 2 ** 30) << 1);
  bytes[at + 1] = low >> 22;
  bytes[at + 2] = (bytes[at + 2]! & 1) | ((low >> 14) & 0xfe);
  bytes[at + 3] = low >> 7;
  bytes[at + 4] = (bytes[at + 4]! & 1) | ((low << 1) & 0xfe);
}

/** A packet without payload that holds a PCR, and says that the clock begins anew with it. `continuity` as there. */
export function clockPacket(pid: number, continuity: number, pcr: number, isNewBase: boolean): Uint8Array {
  const packet = discontinuityPacket(pid, continuity);
  packet[5] = isNewBase ? 0x90 : 0x10;
  packet.fill(0x7e, 10, 11);
  packet[11] = 0;
  setPcr(packet, 0, pcr);
  return packet;
}
