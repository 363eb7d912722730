import { describe, expect, test } from 'vitest';
import { readName } from '../../../src/formats/names/read.ts';

const core = (name: string): string => readName(name).core.join(' ');

describe('other scripts', () => {
  test.each([
    ['إم بي سي 4', 'mbc 4'],
    ['Би-би-си', 'bbc'],
    ['سي', 'sy'],
    ['ทีวี', 'tv'],
    ['จีเอ็มเอ็ม 25', 'gmm 25'],
    ['เอ็กซ์พีทีวี', 'xptv'],
    ['ไทย', 'aity'],
    ['ファミリー劇場', 'fuamiri 劇場'],
    ['らーめん', 'ramen'],
    ['ノルドプラス', 'norudo purasu'],
    ['Север-TB', 'sever tv'],
  ])('%s reads %s', (name, expected) => {
    expect(core(name)).toBe(expected);
  });

  test('what the letters were read from is a part of the name', () => {
    const reading = readName('إم بي سي دراما');
    expect(reading.parts.map(({ kind, value }) => [kind, value])).toEqual([
      ['name', 'mbc'],
      ['name', 'drama'],
    ]);
  });
});

test('a name that follows in another script is a piece of its own', () => {
  expect(readName('よしもと/Yoshimoto TV').segments).toEqual([['yosimoto'], ['yoshimoto', 'tv']]);
  expect(readName('Nord/Yoshimoto TV').segments).toEqual([]);
});
