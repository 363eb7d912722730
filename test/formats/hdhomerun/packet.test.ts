import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodePacket, encodePacket, packetSize } from '../../../src/formats/hdhomerun/packet.ts';
import { bytes } from './vectors.ts';

const tagged = fc.record({ tag: fc.integer({ min: 0, max: 255 }), value: fc.uint8Array({ maxLength: 400 }) });
const packet = fc.record({ type: fc.integer({ min: 0, max: 65_535 }), values: fc.array(tagged, { maxLength: 3 }) });

test('what is encoded is decoded equal', () => {
  fc.assert(
    fc.property(packet, (sent) => {
      const received = decodePacket(encodePacket(sent));
      expect(received?.type).toBe(sent.type);
      const plain = received?.values.map(({ tag, value }) => ({ tag, value: Uint8Array.from(value) }));
      expect(plain).toEqual(sent.values);
    }),
  );
});

test('one flipped bit anywhere makes a packet unreadable', () => {
  const good = encodePacket({ type: 2, values: [{ tag: 1, value: Uint8Array.of(0, 0, 0, 1) }] });
  for (let bit = 0; bit < good.length * 8; bit += 1) {
    const bad = Uint8Array.from(good);
    bad[bit >> 3] = (bad[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(decodePacket(bad)).toBeUndefined();
  }
});

test('any bytes are read without an error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (noise) => {
      expect(() => decodePacket(noise)).not.toThrow();
    }),
  );
});

test('a value that claims more than there is makes a packet unreadable, with a right checksum too', () => {
  const lying = bytes('00 02 00 06 01 7f ff ff ff ff 92 f1 c9 c0');
  expect(packetSize(lying)).toBe(lying.length);
  expect(decodePacket(lying)).toBeUndefined();
});

test('the checksum is little-endian', () => {
  const request = bytes('00 02 00 06 01 04 ff ff ff ff 4c 20 cb 4e');
  expect(decodePacket(request)).toBeDefined();
  const bigEndian = Buffer.concat([request.subarray(0, -4), request.subarray(-4).toReversed()]);
  expect(decodePacket(bigEndian)).toBeUndefined();
});
