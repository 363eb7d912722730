import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32Mpeg, parsePat, parsePmt, SectionAssembler } from '../../../src/formats/mpegts/psi.ts';
import { packetsOf, pmtSection } from '../../fakes/sections.ts';
import { TransportStream } from '../../fakes/transport-stream.ts';

test('the CRC is that of MPEG-2 systems', () => {
  expect(crc32Mpeg(Buffer.from('123456789'))).toBe(0x0376e6e7);
});

test('PAT and PMT tell where the programme is and what it is made of', () => {
  const stream = new TransportStream({ pmtPid: 0x1234, videoPid: 0x200, audioPid: 0x201 }).next();
  const pat = parsePat(new SectionAssembler().push(stream, 0)!);
  const pmt = parsePmt(new SectionAssembler().push(stream, 188)!);
  expect(pat?.programs).toEqual([{ number: 1, pmtPid: 0x1234 }]);
  expect(pmt).toMatchObject({ programNumber: 1, pcrPid: 0x200 });
  expect(pmt?.streams.map(({ pid, codec, medium }) => [pid, codec, medium])).toEqual([
    [0x200, 'h264', 'video'],
    [0x201, 'aac', 'audio'],
  ]);
});

/** A stream of private data with this descriptor. */
const described = (...descriptor: number[]): number[] => [0x06, 0xe1, 1, 0xf0, descriptor.length, ...descriptor];

test('private data is told apart by its descriptors', () => {
  const entries = [
    ...described(0x6a, 1, 0),
    ...described(0x59, 2, 0, 0),
    ...described(0x05, 4, ...Buffer.from('EAC3')),
    ...described(0x0a, 4, 0, 0, 0, 0),
    0x7f,
    0xe1,
    1,
    0xf0,
    0,
  ];
  const codecs = parsePmt(pmtSection(entries))?.streams.map((stream) => stream.codec);
  expect(codecs).toEqual(['ac3', 'dvb-subtitles', 'eac3', 'type-0x06', 'type-0x7f']);
});

test('a section longer than a packet is put together', () => {
  const entries = Array.from({ length: 80 }, (_, index) => [0x0f, 0xe1, index, 0xf0, 0]).flat();
  const packets = packetsOf(pmtSection(entries), 0x100);
  expect(packets.length).toBe(3);
  const assembler = new SectionAssembler();
  const sections = packets.map((packet) => assembler.push(packet, 0));
  expect(sections.slice(0, -1)).toEqual([undefined, undefined]);
  expect(parsePmt(sections.at(-1)!)?.streams.length).toBe(80);
});

test('a section with a wrong bit is not taken', () => {
  const [packet] = packetsOf(pmtSection([0x1b, 0xe1, 0, 0xf0, 0]), 0x100);
  packet![20]! ^= 4;
  expect(new SectionAssembler().push(packet!, 0)).toBeUndefined();
});

test('any packets at all are read without an error', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 188, maxLength: 188 }), { maxLength: 6 }), (packets) => {
      const assembler = new SectionAssembler();
      const sections = packets.map((packet) => assembler.push(packet.with(3, 0x10), 0));
      expect(sections.every((section) => section === undefined || section.length > 3)).toBe(true);
    }),
  );
});

test('any section at all is read without an error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(0, 2), (section, tableId) => {
      section[0] = tableId;
      const pids = [parsePmt(section)?.streams ?? [], []].flat().map((stream) => stream.pid);
      expect(pids.every((pid) => pid >= 0 && pid < 0x2000)).toBe(true);
      expect(parsePat(section)?.programs.every((program) => program.number !== 0) ?? true).toBe(true);
    }),
  );
});

const languageSaidAs = (...code: readonly number[]): string | undefined =>
  parsePmt(pmtSection([0x0f, 0xe1, 1, 0xf0, 6, 0x0a, 4, ...code, 0]))?.streams[0]?.language;

test('a language is three letters', () => {
  expect(languageSaidAs(0x44, 0x45, 0x55)).toBe('deu');
});

test.each([
  [0, 0, 0],
  [0x7f, 0x65, 0x75],
  [0x64, 0xe9, 0x75],
  [0x64, 0x65, 0x20],
])('what else stands in the place of a language says nothing: %i %i %i', (...code) => {
  expect(languageSaidAs(...code)).toBe('');
});
