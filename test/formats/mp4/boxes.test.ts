import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { BoxSplitter, cueBox } from '../../../src/formats/mp4/boxes.ts';

function box(type: string, payload: Uint8Array, isLong = false): Buffer {
  const head = Buffer.alloc(isLong ? 16 : 8);
  head.writeUInt32BE(isLong ? 1 : 8 + payload.length, 0);
  head.write(type, 4, 'latin1');
  if (isLong) head.writeBigUInt64BE(BigInt(16 + payload.length), 8);
  return Buffer.concat([head, payload]);
}

/** What came out, and which boxes began at which byte of it. */
function split(bytes: Uint8Array, pieceBytes: number) {
  const out: Uint8Array[] = [];
  const begun: [string, number][] = [];
  let at = 0;
  const splitter = new BoxSplitter(
    (type) => begun.push([type, at]),
    (part) => {
      out.push(part);
      at += part.length;
    },
  );
  for (let from = 0; from < bytes.length; from += pieceBytes) splitter.push(bytes.subarray(from, from + pieceBytes));
  return { bytes: Buffer.concat(out), begun };
}

test('a stream comes out as it went in, however it is cut, and each box is announced before its first byte', () => {
  const boxes = fc.array(fc.record({ payload: fc.uint8Array({ maxLength: 40 }), isLong: fc.boolean() }), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(boxes, fc.integer({ min: 1, max: 50 }), (given, pieceBytes) => {
      const made = given.map(({ payload, isLong }, index) => box(`bx${index}0`, payload, isLong));
      const { bytes, begun } = split(Buffer.concat(made), pieceBytes);
      expect(bytes.equals(Buffer.concat(made))).toBe(true);
      let at = 0;
      expect(begun).toEqual(
        made.map((one, index) => {
          at += one.length;
          return [`bx${index}0`, at - one.length];
        }),
      );
    }),
  );
});

test('a box without a size goes on to the end, and one that lies about it breaks nothing', () => {
  const endless = box('mdat', Buffer.from('moof and mdat'));
  endless.writeUInt32BE(0, 0);
  expect(split(endless, 3).begun).toEqual([['mdat', 0]]);
  const liar = box('free', Buffer.alloc(0));
  liar.writeUInt32BE(3, 0);
  expect(split(Buffer.concat([liar, box('moof', Buffer.alloc(2))]), 5).begun).toEqual([
    ['free', 0],
    ['moof', 8],
  ]);
});

test('a cue is a box that says when, how long and what', () => {
  const made = Buffer.from(cueBox({ startMs: 35_006, endMs: 38_006, text: 'Über <i>Bord</i>' }, 7));
  expect(made.readUInt32BE(0)).toBe(made.length);
  expect(split(made, made.length).begun).toEqual([['emsg', 0]]);
  expect([made.readBigUInt64BE(16), made.readUInt32BE(24), made.readUInt32BE(28)]).toEqual([35_006n, 3_000, 7]);
  expect(made.subarray(32).toString()).toBe('urn:masthead:cue\0\0Über <i>Bord</i>');
});
