import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { decode } from '../../src/logos/decode.ts';
import { Likeness } from '../../src/logos/likeness.ts';
import { look, type Look } from '../../src/logos/look.ts';
import type { View } from '../../src/logos/mask.ts';
import { packAll } from '../../src/logos/packed-looks.ts';
import { drawLogo, type DrawnLogo } from '../fakes/drawn-logo.ts';

const see = async (logo: DrawnLogo): Promise<Look> => look(await decode(await drawLogo(logo)));

const likeness = (...logos: readonly [readonly View[], readonly View[]]): number =>
  new Likeness(packAll(logos.map((views, number) => ({ number, views, sources: [] })))).ofLogos(0, 1);

const ONE = { text: 'Nord' };
/** From here on two logos are the same to whoever sees them. */
const SAME = 0.4;

test.each<[string, DrawnLogo]>([
  ['another size', { ...ONE, width: 90 }],
  ['another colour', { ...ONE, ink: '#c03010' }],
  ['a white background', { ...ONE, background: '#ffffff' }],
  ['space around it', { ...ONE, margin: 30 }],
  ['white, on dark', { ...ONE, ink: '#ffffff', background: '#101010' }],
])('a logo is itself in %s', async (_what, other) => {
  const [a, b] = [await see(ONE), await see(other)];
  expect(likeness(a.views, b.views)).toBeGreaterThan(SAME);
});

test('another logo is another one, and so is the same with another letter at its end', async () => {
  const a = await see(ONE);
  for (const text of ['West', 'Nor2', 'Nor']) {
    const b = await see({ text });
    expect(likeness(a.views, b.views)).toBeLessThan(SAME);
  }
});

test('boxes in the same shape say nothing', async () => {
  const [a, b] = [await see({ text: '', box: '#c00000' }), await see({ text: '', box: '#00c000' })];
  expect(likeness(a.views, b.views)).toBeLessThan(SAME);
});

test('a picture with nothing on it has no views', async () => {
  expect((await see({ text: '', background: '#123456' })).views).toEqual([]);
});

test('white on nothing cannot be read on light, black on nothing not on dark', async () => {
  expect(await see({ text: 'Nord', ink: '#ffffff' })).toMatchObject({ onDark: 1, onLight: 0 });
  expect(await see({ text: 'Nord', ink: '#000000' })).toMatchObject({ onDark: 0, onLight: 1 });
  expect(await see({ text: 'Nord', ink: '#000000', background: '#ffffff' })).toMatchObject({ onDark: 1, onLight: 1 });
});

const chunk = (type: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, data, Buffer.alloc(4)]);
};

/** A PNG that says it has these dimensions, of zeros. */
function hugePng(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(100))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test.each<[string, Buffer]>([
  ['a page', Buffer.from('<html>no</html>')],
  ['nothing', Buffer.alloc(0)],
  ['a cut image', Buffer.alloc(0)],
  ['more pixels than anybody needs', hugePng(60_000)],
])('%s is refused, and nothing else happens', async (what, bytes) => {
  const cut = (await drawLogo(ONE)).subarray(0, 120);
  await expect(decode(what === 'a cut image' ? cut : bytes)).rejects.toThrow(/./);
});
