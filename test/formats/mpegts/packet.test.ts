import { expect, test } from 'vitest';
import * as ts from '../../../src/formats/mpegts/packet.ts';
import { TransportStream } from '../../fakes/transport-stream.ts';

test('the fields of a packet are read in place', () => {
  const stream = new TransportStream().next();
  const video = ts.PACKET_BYTES * 2; // after PAT and PMT
  expect(ts.pidOf(stream, 0)).toBe(ts.PAT_PID);
  expect(ts.pidOf(stream, video)).toBe(0x100);
  expect(ts.isUnitStart(stream, video)).toBe(true);
  expect(ts.isUnitStart(stream, video + ts.PACKET_BYTES)).toBe(false);
  expect(ts.isRandomAccess(stream, video)).toBe(true);
  expect(ts.hasPcr(stream, video)).toBe(true);
  expect(ts.payloadStart(stream, video)).toBe(video + 12);
  expect(ts.isScrambled(stream, video)).toBe(false);
  expect(ts.isDamaged(stream, video)).toBe(false);
});

test('a packet that claims more adaptation than it has holds no payload', () => {
  const packet = new Uint8Array(188).fill(0xff);
  packet.set([0x47, 0, 0x20, 0x30, 255]);
  expect(ts.payloadStart(packet, 0)).toBe(188);
});

test('a packet without payload begins none', () => {
  const packet = ts.discontinuityPacket(0x20, 3);
  expect(ts.hasPayload(packet, 0)).toBe(false);
  expect(ts.payloadStart(packet, 0)).toBe(188);
});

test('a declared break carries its PID and the counter before it, and one before 0 is 15', () => {
  const packet = ts.discontinuityPacket(0x1abc, -1);
  expect(ts.pidOf(packet, 0)).toBe(0x1abc);
  expect(ts.isDiscontinuity(packet, 0)).toBe(true);
  expect(ts.continuityOf(packet, 0)).toBe(15);
});
