// RTP headers in all their lengths, and bytes that are none.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRtpPacket } from '../../../src/formats/rtp/packet.ts';
import { rtpPacket } from '../../fakes/rtp.ts';

const TS = Buffer.alloc(188, 0x47);

test.each([
  { name: 'a plain header', more: {} },
  { name: 'contributing sources', more: { csrcCount: 3 } },
  { name: 'an extension', more: { extensionWords: 2 } },
  { name: 'an extension without a word', more: { extensionWords: 0 } },
  { name: 'padding', more: { paddingBytes: 4 } },
  { name: 'all of them', more: { csrcCount: 15, extensionWords: 7, paddingBytes: 255, marker: true } },
  { name: 'a dynamic type', more: { type: 96 } },
])('the payload behind $name is found', ({ more }) => {
  const packet = readRtpPacket(rtpPacket({ sequence: 65_535, ssrc: 4_000_000_000, payload: TS, ...more }));
  expect(packet).toMatchObject({ sequence: 65_535, ssrc: 4_000_000_000 });
  expect(Buffer.from(packet!.payload)).toEqual(TS);
});

const whole = rtpPacket({ sequence: 1, ssrc: 1, payload: TS });

test.each([
  { name: 'nothing', bytes: Buffer.alloc(0) },
  { name: 'a header that is cut', bytes: whole.subarray(0, 11) },
  { name: 'a header without payload', bytes: whole.subarray(0, 12) },
  { name: 'another version', bytes: Buffer.concat([Buffer.from([0x40]), whole.subarray(1)]) },
  {
    name: 'an extension longer than the packet',
    bytes: Buffer.from([0x90, 33, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 0x47]),
  },
  { name: 'an extension that is cut', bytes: Buffer.from([0x90, 33, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]) },
  {
    name: 'padding longer than the payload',
    bytes: Buffer.concat([Buffer.from([0xa0]), whole.subarray(1, 20), Buffer.from([200])]),
  },
  { name: 'sound', bytes: rtpPacket({ sequence: 1, ssrc: 1, payload: Buffer.alloc(100, 1), type: 14 }) },
  { name: 'a report of RTCP', bytes: Buffer.from([0x80, 200, 0, 6, ...Array.from({ length: 24 }, () => 0x47)]) },
])('$name is passed over', ({ bytes }) => {
  expect(readRtpPacket(bytes)).toBeUndefined();
});

test('whatever comes, nothing is thrown and no payload leaves the packet', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const packet = readRtpPacket(bytes);
      expect(packet?.payload.length ?? 0).toBeLessThanOrEqual(Math.max(0, bytes.length - 12));
    }),
  );
});
