import { expect, test } from 'vitest';
import { asksFor, writeDiscoverReply } from '../../../src/formats/hdhomerun/discovery.ts';
import { encodePacket, TAGS } from '../../../src/formats/hdhomerun/packet.ts';
import type { DeviceId } from '../../../src/model/device-id.ts';
import { ANY_DEVICE_REQUEST, GET_MODEL_REQUEST, JELLYFIN_REQUEST, REPLY, TUNER_REQUEST } from './vectors.ts';

const OWN = '10500009' as DeviceId;

const request = (tag: number, ...hex: string[]): Uint8Array =>
  encodePacket({ type: 2, values: [{ tag, value: Buffer.from(hex.join(''), 'hex') }] });

test('Jellyfin, hdhomerun_config and libhdhomerun are answered', () => {
  for (const datagram of [JELLYFIN_REQUEST, ANY_DEVICE_REQUEST, TUNER_REQUEST]) {
    expect(asksFor(OWN, datagram)).toBe(true);
  }
});

test('a request that names a device is for that device alone', () => {
  expect(asksFor(OWN, request(TAGS.deviceId, '10500009'))).toBe(true);
  expect(asksFor(OWN, request(TAGS.deviceId, '1054321c'))).toBe(false);
});

test('a request for storage is none of a tuner’s business, one for several kinds is', () => {
  expect(asksFor(OWN, request(TAGS.deviceType, '00000005'))).toBe(false);
  expect(asksFor(OWN, request(TAGS.multiType, '00000005', '00000001'))).toBe(true);
  expect(asksFor(OWN, request(TAGS.multiType, '00000005', '00000006'))).toBe(false);
});

test('replies, control requests and noise ask for nothing', () => {
  for (const datagram of [REPLY, GET_MODEL_REQUEST, Buffer.from('M-SEARCH * HTTP/1.1'), new Uint8Array()]) {
    expect(asksFor(OWN, datagram)).toBe(false);
  }
});

test('the reply is the one that hdhomerun_config accepts, byte for byte', () => {
  const reply = writeDiscoverReply({ deviceId: OWN, tunerCount: 4, baseUrl: 'http://127.0.0.1:5004' });
  expect(Buffer.from(reply).toString('hex')).toBe(Buffer.from(REPLY).toString('hex'));
});
