// Which logos are one artwork, where several providers have logos of one brand's channels.

import { expect, test } from 'vitest';
import { ALIKE, Alike } from '../../src/logos/alike.ts';
import { artworksOf as packedArtworksOf } from '../../src/logos/artworks.ts';
import { decode } from '../../src/logos/decode.ts';
import { look } from '../../src/logos/look.ts';
import { packAll, type Looked } from '../../src/logos/packed-looks.ts';
import { drawLogo, type DrawnLogo } from '../fakes/drawn-logo.ts';

const [HERE, THERE, ELSEWHERE] = [1, 2, 3];

/** Logos and who shows them, numbered from 10 down. */
const drawn = (logos: readonly (readonly [DrawnLogo, ...sources: number[]])[]): Promise<Looked[]> =>
  Promise.all(
    logos.map(async ([logo, ...sources], at): Promise<Looked> => {
      const { views } = look(await decode(await drawLogo(logo)));
      return { number: 10 - at, views, sources };
    }),
  );

const artworksOf = (logos: readonly Looked[], checkpoint?: () => void): number[] => [
  ...packedArtworksOf(packAll(logos), checkpoint),
];

const NORD = { text: 'Nord' };

const stop = (): never => {
  throw new Error('stopped');
};

test('logos that look alike are one artwork, named after the least of them', async () => {
  const logos = await drawn([
    [NORD],
    [{ text: 'West' }],
    [{ ...NORD, ink: '#c03010' }],
    [{ text: '', background: '#fff' }],
  ]);
  expect(artworksOf(logos)).toEqual([8, 9, 8, 0]);
  expect(() => artworksOf(logos, stop)).toThrow('stopped');
});

test('of the logos of a brand each goes with the one that is most like it', async () => {
  const small = { width: 90 };
  const logos = await drawn([
    [{ text: 'Nor1' }, HERE],
    [{ text: 'Nor2' }, HERE],
    [{ text: 'Nor1', ...small }, THERE],
    [{ text: 'Nor2', ...small }, THERE],
  ]);
  expect(new Alike(packAll(logos), () => undefined).likeness(0, 3)).toBeGreaterThan(ALIKE);
  expect(artworksOf(logos)).toEqual([8, 7, 8, 7]);
});

test('a provider that has another logo which is more like it says that this one is not the same', async () => {
  const [one, two] = [{ text: 'Nor1' }, { text: 'Nor2' }];
  const apart = await drawn([
    [one, HERE],
    [two, HERE],
    [two, THERE],
  ]);
  expect(artworksOf(apart)).toEqual([10, 8, 8]);
});

test('one picture at two addresses of a provider is one artwork', async () => {
  expect(
    artworksOf(
      await drawn([
        [NORD, HERE],
        [{ ...NORD, ink: '#c03010' }, HERE],
      ]),
    ),
  ).toEqual([9, 9]);
});

test('whatever the order of the logos, the artworks are the same', async () => {
  const logos = await drawn([
    [{ text: 'Nor1' }, HERE],
    [{ text: 'Nor2' }, THERE],
    [{ text: 'Nor2', width: 90 }, HERE],
    [{ text: 'Nor1', width: 120 }, ELSEWHERE],
  ]);
  const before = new Map(logos.map(({ number }, at) => [number, artworksOf(logos)[at]]));
  const turned = logos.toReversed();
  const after = artworksOf(turned);
  expect(new Map(turned.map(({ number }, at) => [number, after[at]]))).toEqual(before);
});

test('a list of one picture many times is compared in bounded time', async () => {
  const [logo] = await drawn([[NORD, HERE]]);
  const logos = Array.from({ length: 150 }, (_, at): Looked => ({ ...logo!, number: at + 1, sources: [at] }));
  const sizes = Map.groupBy(artworksOf(logos), (artwork) => artwork);
  expect(Math.max(...sizes.values().map(({ length }) => length))).toBeLessThanOrEqual(60);
});
