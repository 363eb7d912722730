import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { PacketSync } from '../../../src/formats/mpegts/sync.ts';
import { TransportStream } from '../../fakes/transport-stream.ts';

const STREAM = new TransportStream({ pictureBytes: 900 }).pictures(12);

/** Cuts `bytes` at `cuts` (any order), pushes the pieces, and returns all packets joined. */
function sync(bytes: Buffer, cuts: readonly number[] = []): { packets: Buffer; sync: PacketSync } {
  const taken: Buffer[] = [];
  const reader = new PacketSync((chunk, from, to) => taken.push(Buffer.from(chunk.subarray(from, to))));
  const borders = [...cuts.map((cut) => cut % bytes.length), 0, bytes.length].toSorted((a, b) => a - b);
  for (let index = 1; index < borders.length; index += 1) {
    reader.push(bytes.subarray(borders[index - 1], borders[index]));
  }
  return { packets: Buffer.concat(taken), sync: reader };
}

function withStride(stride: number, lead: number): Buffer {
  const packets = Array.from({ length: STREAM.length / 188 }, (_, index) => {
    const packet = Buffer.alloc(stride, 0x5a);
    STREAM.copy(packet, lead, index * 188, (index + 1) * 188);
    return packet;
  });
  return Buffer.concat(packets);
}

const cuts = fc.array(fc.nat(), { maxLength: 60 });

test('however the bytes are cut, every packet comes out whole and once', () => {
  fc.assert(
    fc.property(cuts, (places) => {
      expect(sync(STREAM, places).packets.equals(STREAM)).toBe(true);
    }),
  );
});

test('pieces of ten bytes are enough', () => {
  const places = Array.from({ length: Math.floor(STREAM.length / 10) }, (_, index) => index * 10);
  expect(sync(STREAM, places).packets.equals(STREAM)).toBe(true);
});

test.each([
  ['204 bytes with parity', 204, 0],
  ['192 bytes with a time code', 192, 4],
])('packets of %s are recognised', (_, stride, lead) => {
  fc.assert(
    fc.property(cuts, (places) => {
      const { packets } = sync(withStride(stride, lead), places);
      // The tail of the last packet (parity, or the next time code) is not there to complete its stride.
      expect(packets.length).toBeGreaterThanOrEqual(STREAM.length - 188);
      expect(packets.equals(STREAM.subarray(0, packets.length))).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('garbage in front and in between is skipped, and the packets after it found again', () => {
  const garbage = fc.uint8Array({ maxLength: 700 }).map((bytes) => bytes.map((byte) => (byte === 0x47 ? 0x46 : byte)));
  fc.assert(
    fc.property(garbage, garbage, cuts, (before, between, places) => {
      const half = STREAM.length / 2 - ((STREAM.length / 2) % 188);
      const bytes = Buffer.concat([before, STREAM.subarray(0, half), between, STREAM.subarray(half)]);
      const { packets, sync: reader } = sync(bytes, places);
      expect(packets.equals(STREAM)).toBe(true);
      expect(reader.skippedBytes).toBe(before.length + between.length);
      expect(reader.losses).toBe(between.length > 0 ? 1 : 0);
    }),
  );
});

test('what is no transport stream yields no packet', () => {
  const { packets, sync: reader } = sync(Buffer.alloc(100_000, 'no video here'));
  expect(packets.length).toBe(0);
  expect(reader.skippedBytes).toBe(100_000);
});

test('nothing but sync bytes does not keep it busy or make it grow', () => {
  const { packets } = sync(Buffer.alloc(188 * 20, 0x47));
  expect(packets.length).toBe(188 * 20);
});
