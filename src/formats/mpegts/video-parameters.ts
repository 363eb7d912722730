// What the headers in front of a picture say about it: H.264 and HEVC sequence parameter sets (ITU-T H.264 7.3.2.1, H.265 7.3.2.2),
// MPEG-2 sequence headers (ISO/IEC 13818-2, 6.2.2).

import { BitReader, withoutEmulation } from './bits.ts';
import { hdrOf, type VideoParameters } from './colours.ts';
import { readHevc } from './hevc-sequence.ts';

type Reader = (unit: Uint8Array) => VideoParameters | undefined;

/** No picture is larger, and headers that say so are broken. */
const MOST_PIXELS = 16_384;

/** @param bytes the start of an access unit that can be decoded alone, from a start code on */
export function videoParameters(codec: string, bytes: Uint8Array): VideoParameters | undefined {
  const kind = KINDS[codec];
  if (!kind) return undefined;
  const units = [...unitsOf(bytes)];
  for (const unit of units) {
    const found = kind.isHeader(unit[0] ?? 0) ? kind.read(unit) : undefined;
    if (!found || !isSane(found)) continue;
    return codec === 'mpeg2video' ? { ...found, isInterlaced: units.some(saysInterlaced) } : found;
  }
  return undefined;
}

/** The sequence extension of MPEG-2. */
const saysInterlaced = (unit: Uint8Array): boolean =>
  unit[0] === 0xb5 && unit.length > 2 && unit[1]! >> 4 === 1 && (unit[2]! & 0x08) === 0;

const isSane = ({ width, height }: VideoParameters): boolean =>
  width > 0 && height > 0 && width <= MOST_PIXELS && height <= MOST_PIXELS;

/** What stands between start codes 00 00 01. */
function* unitsOf(bytes: Uint8Array): Generator<Uint8Array> {
  let from = -1;
  for (let at = 0; at + 2 < bytes.length; at += 1) {
    if (bytes[at] !== 0 || bytes[at + 1] !== 0 || bytes[at + 2] !== 1) continue;
    if (from >= 0) yield bytes.subarray(from, at);
    from = at + 3;
  }
  if (from >= 0) yield bytes.subarray(from);
}

const KINDS: Readonly<Record<string, { isHeader: (first: number) => boolean; read: Reader }>> = {
  h264: { isHeader: (first) => (first & 0x1f) === 7, read: readH264 },
  hevc: { isHeader: (first) => ((first >> 1) & 0x3f) === 33, read: readHevc },
  mpeg2video: { isHeader: (first) => first === 0xb3, read: readMpeg2 },
};

/** Profiles whose parameter sets say which chroma format they have. */
const WITH_CHROMA = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

function readH264(unit: Uint8Array): VideoParameters | undefined {
  const bits = new BitReader(withoutEmulation(unit.subarray(1)));
  const profile = bits.read(8);
  bits.skip(16);
  bits.unsigned(); // id
  const chroma = WITH_CHROMA.has(profile) ? readChroma(bits) : 1;
  bits.unsigned(); // bits of the frame number
  skipPictureOrder(bits);
  bits.unsigned(); // reference frames
  bits.skip(1);
  const columns = bits.unsigned() + 1;
  const rows = bits.unsigned() + 1;
  const isProgressive = bits.flag();
  if (!isProgressive) bits.skip(1);
  bits.skip(1);
  const crop = bits.flag() ? [bits.unsigned(), bits.unsigned(), bits.unsigned(), bits.unsigned()] : [0, 0, 0, 0];
  const fields = isProgressive ? 1 : 2;
  const [unitX, unitY] = [chroma === 1 || chroma === 2 ? 2 : 1, (chroma === 1 ? 2 : 1) * fields];
  return {
    width: columns * 16 - (crop[0]! + crop[1]!) * unitX,
    height: rows * 16 * fields - (crop[2]! + crop[3]!) * unitY,
    isInterlaced: !isProgressive,
    ...(bits.flag() ? readUsability(bits) : { picturesPerSecond: undefined, hdr: null }),
  };
}

function readChroma(bits: BitReader): number {
  const chroma = bits.unsigned();
  if (chroma === 3) bits.skip(1);
  bits.unsigned(); // depth of luma
  bits.unsigned(); // depth of chroma
  bits.skip(1);
  if (!bits.flag()) return chroma;
  for (let list = 0; list < (chroma === 3 ? 12 : 8); list += 1) if (bits.flag()) skipScaling(bits, list < 6 ? 16 : 64);
  return chroma;
}

function skipScaling(bits: BitReader, count: number): void {
  let last = 8;
  for (let index = 0, next = 8; index < count && next !== 0; index += 1) {
    next = (last + bits.signed() + 256) % 256;
    if (next !== 0) last = next;
  }
}

function skipPictureOrder(bits: BitReader): void {
  const kind = bits.unsigned();
  if (kind === 0) bits.unsigned();
  if (kind !== 1) return;
  bits.skip(1);
  bits.signed();
  bits.signed();
  const count = Math.min(255, bits.unsigned());
  for (let index = 0; index < count; index += 1) bits.signed();
}

/** Of the video usability information (H.264, annex E): its clock ticks twice for a frame. */
function readUsability(bits: BitReader): Pick<VideoParameters, 'hdr' | 'picturesPerSecond'> {
  if (bits.flag() && bits.read(8) === 255) bits.skip(32); // shape of the pixels
  if (bits.flag()) bits.skip(1); // overscan
  const hdr = hdrOf(bits);
  if (bits.flag()) {
    bits.unsigned();
    bits.unsigned(); // places of the chroma samples
  }
  if (!bits.flag()) return { hdr, picturesPerSecond: undefined };
  const ticks = bits.read(32);
  const scale = bits.read(32);
  return { hdr, picturesPerSecond: rate(scale, ticks * 2) };
}

function rate(count: number, per: number): number | undefined {
  const value = per > 0 ? count / per : 0;
  return value >= 1 && value <= 300 ? Math.round(value * 1_000) / 1_000 : undefined;
}

/** By frame rate code (ISO/IEC 13818-2, table 6-4). */
const MPEG2_RATES = [0, 23.976, 24, 25, 29.97, 30, 50, 59.94, 60];

function readMpeg2(unit: Uint8Array): VideoParameters | undefined {
  const bits = new BitReader(unit.subarray(1));
  const width = bits.read(12);
  const height = bits.read(12);
  bits.skip(4);
  const picturesPerSecond = MPEG2_RATES[bits.read(4)] || undefined;
  return { width, height, picturesPerSecond, isInterlaced: false, hdr: null };
}
