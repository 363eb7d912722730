// A sequence parameter set of HEVC (ITU-T H.265, 7.3.2.2), up to the colours that its usability information names (annex E).

import { BitReader, withoutEmulation } from './bits.ts';
import { hdrOf, type VideoParameters } from './colours.ts';

/** What a standard allows: who reads more has lost his place. */
const MOST_SETS = 64;
const MOST_PICTURES = 16;
const MOST_LONG_TERM = 32;

export function readHevc(unit: Uint8Array): VideoParameters {
  const bits = new BitReader(withoutEmulation(unit.subarray(2)));
  bits.skip(4);
  const layers = bits.read(3);
  bits.skip(1);
  skipProfile(bits, layers);
  bits.unsigned(); // id
  const chroma = bits.unsigned();
  if (chroma === 3) bits.skip(1);
  const width = bits.unsigned();
  const height = bits.unsigned();
  const crop = bits.flag() ? [bits.unsigned(), bits.unsigned(), bits.unsigned(), bits.unsigned()] : [0, 0, 0, 0];
  const [unitX, unitY] = [chroma === 1 || chroma === 2 ? 2 : 1, chroma === 1 ? 2 : 1];
  return {
    width: width - (crop[0]! + crop[1]!) * unitX,
    height: height - (crop[2]! + crop[3]!) * unitY,
    picturesPerSecond: undefined,
    isInterlaced: false,
    hdr: readHdr(bits, layers),
  };
}

/** Profile, tier and level of the stream and of its layers in time. */
function skipProfile(bits: BitReader, layers: number): void {
  bits.skip(96);
  const there = Array.from({ length: layers }, () => [bits.flag(), bits.flag()] as const);
  if (layers > 0) bits.skip((8 - layers) * 2);
  for (const [hasProfile, hasLevel] of there) bits.skip((hasProfile ? 88 : 0) + (hasLevel ? 8 : 0));
}

function readHdr(bits: BitReader, layers: number): VideoParameters['hdr'] {
  skipMany(bits, 2); // depths
  const orderBits = bits.unsigned() + 4;
  const first = bits.flag() ? 0 : layers;
  skipMany(bits, 3 * (layers - first + 1));
  skipMany(bits, 6); // sizes of blocks, depths of their trees
  if (bits.flag() && bits.flag()) skipScaling(bits);
  bits.skip(2);
  if (bits.flag()) {
    bits.skip(8); // depths of raw samples
    skipMany(bits, 2);
    bits.skip(1);
  }
  if (!skipReferenceSets(bits)) return null;
  if (bits.flag()) bits.skip(Math.min(MOST_LONG_TERM, bits.unsigned()) * (orderBits + 1));
  bits.skip(2);
  if (!bits.flag()) return null;
  if (bits.flag() && bits.read(8) === 255) bits.skip(32); // shape of the pixels
  if (bits.flag()) bits.skip(1); // overscan
  return hdrOf(bits);
}

const skipMany = (bits: BitReader, count: number): void => {
  for (let index = 0; index < count; index += 1) bits.unsigned();
};

function skipScaling(bits: BitReader): void {
  for (let size = 0; size < 4; size += 1) {
    for (let matrix = 0; matrix < 6; matrix += size === 3 ? 3 : 1) {
      if (!bits.flag()) {
        bits.unsigned();
        continue;
      }
      if (size > 1) bits.signed();
      skipMany(bits, Math.min(64, 1 << (4 + 2 * size)));
    }
  }
}

/** Each may be told by what it differs in from the one before. @returns false when the place is lost */
function skipReferenceSets(bits: BitReader): boolean {
  const count = bits.unsigned();
  if (count > MOST_SETS) return false;
  let pictures = 0;
  for (let set = 0; set < count; set += 1) {
    pictures = set > 0 && bits.flag() ? skipDifferences(bits, pictures) : skipPictures(bits);
    if (pictures > 2 * MOST_PICTURES) return false;
  }
  return !bits.isAtEnd;
}

function skipDifferences(bits: BitReader, before: number): number {
  bits.skip(1);
  bits.unsigned();
  let pictures = 0;
  for (let index = 0; index <= before; index += 1) if (bits.flag() || bits.flag()) pictures += 1;
  return pictures;
}

function skipPictures(bits: BitReader): number {
  const pictures = bits.unsigned() + bits.unsigned();
  if (pictures > 2 * MOST_PICTURES) return pictures;
  for (let index = 0; index < pictures; index += 1) {
    bits.unsigned();
    bits.skip(1);
  }
  return pictures;
}
