import { expect, test } from 'vitest';
import { JoinPointFinder, type JoinPoint } from '../../../src/formats/mpegts/join-point.ts';
import { discontinuityPacket, PACKET_BYTES, pidOf } from '../../../src/formats/mpegts/packet.ts';
import { packetsOf, pmtSection } from '../../fakes/sections.ts';
import { TransportStream, type TransportStreamOptions } from '../../fakes/transport-stream.ts';
import { checkTransportStream } from '../../fakes/ts-checker.ts';

function find(stream: Uint8Array, finder = new JoinPointFinder()): JoinPoint[] {
  const found: JoinPoint[] = [];
  for (let at = 0; at < stream.length; at += PACKET_BYTES) if (finder.read(stream, at, at)) found.push(finder.found!);
  return found;
}

const kinds: [string, TransportStreamOptions][] = [
  ['H.264 with the flag', {}],
  ['H.264 without the flag', { marksRandomAccess: false }],
  ['HEVC without the flag', { video: 'hevc', marksRandomAccess: false }],
  ['MPEG-2 without the flag', { video: 'mpeg2video', marksRandomAccess: false }],
];

test.each(kinds)('%s is joined at its key frames and nowhere else', (_, options) => {
  const stream = new TransportStream({ picturesPerGroup: 10, firstPicture: 4, ...options }).pictures(40);
  const found = find(stream);
  expect(found.length).toBe(4);
  for (const point of found) {
    const findings = checkTransportStream(stream.subarray(point.position));
    expect(findings.firstPids[0]).toBe(0x100);
  }
});

test('what a joiner gets first is PAT, PMT and a key frame, with counters that go on', () => {
  const stream = new TransportStream({ picturesPerGroup: 10, firstPicture: 4 }).pictures(40);
  for (const { psi, position } of find(stream)) {
    const findings = checkTransportStream(Buffer.concat([psi, stream.subarray(position)]));
    expect(findings).toMatchObject({ continuityErrors: 0, beginsAtKeyFrame: true, tornPictures: 0 });
    expect(findings.firstPids).toEqual([0, 0x1000, 0x100]);
  }
});

test('a decoder that skipped to it is told of the break on every PID', () => {
  const stream = new TransportStream({ picturesPerGroup: 10 }).pictures(40);
  const { psi, breaks, position } = find(stream).at(-1)!;
  const seen = stream.subarray(0, 11 * PACKET_BYTES);
  const findings = checkTransportStream(Buffer.concat([seen, breaks, psi, stream.subarray(position)]));
  expect(findings.continuityErrors).toBe(0);
});

test('a flag on every picture is not believed where the codec says otherwise', () => {
  const stream = new TransportStream({ picturesPerGroup: 10, hasParameterSets: true }).pictures(40);
  for (let at = 0; at < stream.length; at += PACKET_BYTES) {
    const hasField = (stream[at + 3]! & 0x20) !== 0 && stream[at + 4]! > 0;
    if (pidOf(stream, at) === 0x100 && hasField) stream[at + 5]! |= 0x40;
  }
  expect(find(stream).length).toBe(4);
});

test('a radio station is joined at any of its packets', () => {
  const found = find(new TransportStream({ video: 'none' }).pictures(10));
  expect(found.length).toBe(10);
});

test('a stream without any mark is joined at any picture once that is allowed', () => {
  const stream = new TransportStream({ marksRandomAccess: false, hasParameterSets: false }).pictures(20);
  expect(find(stream).length).toBe(0);
  const finder = new JoinPointFinder();
  finder.expect({ takesAnyPicture: true });
  expect(find(stream, finder).length).toBe(20);
});

test('when the PIDs change in the middle, the new ones are followed', () => {
  const finder = new JoinPointFinder();
  find(new TransportStream().pictures(5), finder);
  const after = find(new TransportStream({ videoPid: 0x300, audioPid: 0x301, video: 'hevc' }).pictures(5), finder);
  expect(after.length).toBe(1);
  expect(finder.program?.streams.map((stream) => stream.codec)).toEqual(['hevc', 'aac']);
});

test('a damaged packet is not read', () => {
  const packet = discontinuityPacket(0, 0);
  packet[1] = 0x80;
  expect(find(packet)).toEqual([]);
});

test('a picture that is scrambled is no place to begin', () => {
  const stream = new TransportStream().pictures(5);
  for (let at = 0; at < stream.length; at += PACKET_BYTES) if (pidOf(stream, at) === 0x100) stream[at + 3]! |= 0x80;
  expect(find(stream)).toEqual([]);
});

test('of a PMT that is under way, what has come is sent along, so that its counter goes on', () => {
  const others = Array.from({ length: 40 }, (_, index) => [0x06, 0xe2, index, 0xf0, 0]).flat();
  const section = pmtSection([0x1b, 0xe1, 0, 0xf0, 0, ...others]);
  const [pat, , ...picture] = packetsIn(new TransportStream().next());
  const [begun, rest] = packetsOf(section, 0x1000, 2);
  const stream = Buffer.concat([pat!, ...packetsOf(section, 0x1000), begun!, ...picture, rest!]);
  const [found] = find(stream);
  expect(found!.psi.length).toBe(4 * PACKET_BYTES);
  const findings = checkTransportStream(Buffer.concat([found!.psi, stream.subarray(found!.position)]));
  expect(findings.continuityErrors).toBe(0);
});

const packetsIn = (stream: Buffer): Buffer[] =>
  Array.from({ length: stream.length / PACKET_BYTES }, (_, index) =>
    stream.subarray(index * PACKET_BYTES, (index + 1) * PACKET_BYTES),
  );
