// The clocks of a transport stream: 33 bits at 90 kHz, which wrap after 26.5 hours.

import { hasPcr } from './packet.ts';

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
