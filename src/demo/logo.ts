// Draws a channel's logo as a PNG: two characters on a rounded tile.

import { crc32, deflateSync } from 'node:zlib';
import type { DemoChannel } from './channels.ts';

const SIDE = 128;
const CORNER = 24;
/** Pixels for one dot of a glyph. */
const DOT = 9;
const GLYPH_COLUMNS = 5;
const GLYPH_ROWS = 7;

/** Seven rows of five dots each, the leftmost in the highest bit. */
const GLYPHS: Readonly<Record<string, readonly number[]>> = {
  '1': [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
  '2': [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111],
  C: [0b01111, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b01111],
  D: [0b11110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11110],
  F: [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000],
  G: [0b01111, 0b10000, 0b10000, 0b10011, 0b10001, 0b10001, 0b01111],
  H: [0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
  K: [0b10001, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010, 0b10001],
  L: [0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111],
  M: [0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001],
  N: [0b10001, 0b11001, 0b10101, 0b10011, 0b10001, 0b10001, 0b10001],
  P: [0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000],
  S: [0b01111, 0b10000, 0b10000, 0b01110, 0b00001, 0b00001, 0b11110],
  T: [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100],
};

type Colour = readonly [red: number, green: number, blue: number, alpha: number];
const WHITE: Colour = [255, 255, 255, 255];
const CLEAR: Colour = [0, 0, 0, 0];

export function logoOf(channel: DemoChannel): Uint8Array {
  const rows = new Uint8Array(SIDE * (1 + SIDE * 4)); // each row begins with its filter, 0 for none
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const colour = !isInTile(x, y) ? CLEAR : isInk(channel.initials, x, y) ? WHITE : tileColour(channel.hue, y);
      rows.set(colour, y * (1 + SIDE * 4) + 1 + x * 4);
    }
  }
  return png(rows);
}

function isInTile(x: number, y: number): boolean {
  const past = (at: number): number => Math.max(CORNER - at - 0.5, at + 0.5 - (SIDE - CORNER), 0);
  return past(x) ** 2 + past(y) ** 2 <= CORNER ** 2;
}

function isInk(initials: string, x: number, y: number): boolean {
  const width = (GLYPH_COLUMNS * 2 + 1) * DOT;
  const column = Math.floor((x - (SIDE - width) / 2) / DOT);
  const row = Math.floor((y - (SIDE - GLYPH_ROWS * DOT) / 2) / DOT);
  if (column < 0 || column === GLYPH_COLUMNS || column > GLYPH_COLUMNS * 2) return false;
  const isFirst = column < GLYPH_COLUMNS;
  const dots = GLYPHS[initials[isFirst ? 0 : 1] ?? '']?.[row] ?? 0;
  return ((dots >> (GLYPH_COLUMNS - 1 - (isFirst ? column : column - GLYPH_COLUMNS - 1))) & 1) === 1;
}

/** A dark, calm colour of the hue, a little lighter at the top. */
function tileColour(hue: number, y: number): Colour {
  const lightness = 0.42 - (0.14 * y) / SIDE;
  const channel = (offset: number): number => {
    const sector = (offset + hue / 30) % 12;
    return Math.round(255 * (lightness - 0.5 * lightness * Math.max(-1, Math.min(sector - 3, 9 - sector, 1))));
  };
  return [channel(0), channel(8), channel(4), 255];
}

function png(rows: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 6, 0, 0, 0], 8); // 8 bits, RGBA, no interlace
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND')]);
}

function chunk(type: string, data: Uint8Array = new Uint8Array()): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
