import { expect, test } from 'vitest';
import { cluster, type Link } from '../../src/matching/cluster.ts';

const run = (
  links: Link[],
  cannotLink: (a: number, b: number) => boolean = () => false,
  twinOf: (node: number) => number = () => 0,
): number[][] => {
  const known = new Map(links.map(({ a, b, logOdds }) => [`${a} ${b}`, logOdds]));
  const logOddsOf = (a: number, b: number): number | undefined => known.get(a < b ? `${a} ${b}` : `${b} ${a}`);
  return cluster({ links, logOddsOf, threshold: 0, cannotLink, twinOf }).map((group) =>
    [...group].toSorted((a, b) => a - b),
  );
};

test('sure pairs make a group', () => {
  expect(
    run([
      { a: 0, b: 1, logOdds: 3 },
      { a: 1, b: 2, logOdds: 3 },
      { a: 0, b: 2, logOdds: 1 },
    ]),
  ).toEqual([[0, 1, 2]]);
});

test('a chain does not pull in what is unlike the whole', () => {
  expect(
    run([
      { a: 0, b: 1, logOdds: 4 },
      { a: 1, b: 2, logOdds: 0.5 },
      { a: 0, b: 2, logOdds: -4 },
    ]),
  ).toEqual([[0, 1]]);
});

/** Two groups of two names, and how likely any two names of both are one. */
const between = (logOdds: number): Link[] => [
  { a: 0, b: 1, logOdds: 5 },
  { a: 2, b: 3, logOdds: 5 },
  ...[0, 1].flatMap((a) => [2, 3].map((b) => ({ a, b, logOdds }))),
];

test('what is enough for two names is too little for two groups', () => {
  expect(run([{ a: 0, b: 2, logOdds: 0.1 }])).toEqual([[0, 2]]);
  expect(run(between(0.1))).toEqual([
    [0, 1],
    [2, 3],
  ]);
  expect(run(between(0.3))).toEqual([[0, 1, 2, 3]]);
});

test('what must not be linked stays apart, also through a third', () => {
  const links = [
    { a: 0, b: 1, logOdds: 5 },
    { a: 1, b: 2, logOdds: 4 },
  ];
  expect(run(links, (a, b) => a + b === 2)).toEqual([[0, 1]]);
});

test('a pair that was refused joins when others speak for it', () => {
  const links = [
    { a: 0, b: 1, logOdds: 5 },
    { a: 0, b: 3, logOdds: 4 },
    { a: 1, b: 3, logOdds: -1 },
    { a: 2, b: 3, logOdds: 3 },
    { a: 0, b: 2, logOdds: 3 },
    { a: 1, b: 2, logOdds: 3 },
  ];
  expect(run(links)).toEqual([[0, 1, 2, 3]]);
});

test('of names that are known to be one channel the likest counts', () => {
  const links: Link[] = [
    { a: 0, b: 1, logOdds: 6 },
    { a: 0, b: 2, logOdds: 1 },
    { a: 1, b: 2, logOdds: -4 },
  ];
  expect(run(links)).toEqual([[0, 1]]);
  expect(
    run(
      links,
      () => false,
      (node) => (node < 2 ? 7 : 0),
    ),
  ).toEqual([[0, 1, 2]]);
});

test('between small groups a pair is compared that nobody had looked at', () => {
  const links = [
    { a: 0, b: 1, logOdds: 4 },
    { a: 2, b: 3, logOdds: 4 },
    { a: 1, b: 2, logOdds: 3 },
  ];
  const logOddsOf = (a: number, b: number): number | undefined =>
    links.find((link) => link.a === Math.min(a, b) && link.b === Math.max(a, b))?.logOdds;
  const groupsWith = (compare: (a: number, b: number) => number): number =>
    cluster({ links, logOddsOf, compare, threshold: 0, cannotLink: () => false }).length;
  expect(groupsWith(() => -0.5)).toBe(1);
  expect(groupsWith(() => -9)).toBe(2);
});
