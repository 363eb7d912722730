// Makes guides for the benches: made-up words in the frequencies of a language, the elements of real guides, the same
// bytes each time.

import { closeSync, openSync, writeSync } from 'node:fs';

export interface GuideShape {
  readonly channelCount: number;
  readonly programmesPerChannel: number;
  readonly order: 'by-channel' | 'by-time';
  /** Start of the first programme, epoch milliseconds. */
  readonly fromAt: number;
}

const HALF_HOUR_MS = 1_800_000;
const CATEGORIES = [
  'News',
  'Movie',
  'Sports',
  'Kids',
  'Series',
  'Documentary',
  'Talk show',
  'Comedy',
  'Drama',
  'Music',
];

/** A small generator of numbers in [0, 1) with a seed, so that every run measures the same guide. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

function vocabulary(random: () => number): string[] {
  const syllables = [
    'ka',
    'ro',
    'ti',
    'mes',
    'lan',
    'der',
    'ing',
    'pre',
    'sto',
    'vi',
    'que',
    'na',
    'bel',
    'chu',
    'fen',
  ];
  const accented = ['ö', 'é', 'ñ'];
  const syllable = (): string => {
    const from = random() < 0.01 ? accented : syllables;
    return from[Math.floor(random() * from.length)]!;
  };
  return Array.from({ length: 8_000 }, () => Array.from({ length: 1 + Math.floor(random() * 4) }, syllable).join(''));
}

const two = (value: number): string => String(value).padStart(2, '0');

function time(at: number): string {
  const date = new Date(at);
  const day = `${date.getUTCFullYear()}${two(date.getUTCMonth() + 1)}${two(date.getUTCDate())}`;
  return `${day}${two(date.getUTCHours())}${two(date.getUTCMinutes())}00 +0000`;
}

/** @returns the size in bytes */
export function writeGuide(file: string, shape: GuideShape): number {
  const random = randomOf(42);
  const words = vocabulary(random);
  const text = (count: number): string =>
    Array.from({ length: count }, () => words[Math.floor(random() ** 3 * words.length)]).join(' ');
  const descriptor = openSync(file, 'w');
  let bytes = 0;
  let pending =
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tv SYSTEM "xmltv.dtd">\n<tv generator-info-name="bench">\n';
  const put = (part: string, isLast = false): void => {
    pending += part;
    if (pending.length < 1_000_000 && !isLast) return;
    bytes += writeSync(descriptor, pending);
    pending = '';
  };
  for (let channel = 0; channel < shape.channelCount; channel += 1) {
    put(`  <channel id="ch${channel}.bench"><display-name>${text(2)}</display-name></channel>\n`);
  }
  const programme = (channel: number, slot: number): void => {
    const startAt = shape.fromAt + slot * HALF_HOUR_MS;
    put(
      `  <programme start="${time(startAt)}" stop="${time(startAt + HALF_HOUR_MS)}" channel="ch${channel}.bench">\n` +
        `    <title lang="en">${text(3)}</title>\n    <sub-title lang="en">${text(3)}</sub-title>\n` +
        `    <desc lang="en">${text(9)} &amp; ${text(4)}.</desc>\n    <date>2026</date>\n` +
        `    <category lang="en">${CATEGORIES[Math.floor(random() * CATEGORIES.length)]}</category>\n` +
        `    <icon src="https://pictures.example.com/${Math.floor(random() * 1e9).toString(36)}.jpg"/>\n` +
        `    <episode-num system="xmltv_ns">${slot % 9}.${channel % 30}.0/1</episode-num>\n` +
        '    <rating system="FSK"><value>12</value></rating>\n  </programme>\n',
    );
  };
  const { channelCount, programmesPerChannel } = shape;
  const outer = shape.order === 'by-channel' ? channelCount : programmesPerChannel;
  const inner = shape.order === 'by-channel' ? programmesPerChannel : channelCount;
  for (let first = 0; first < outer; first += 1) {
    for (let second = 0; second < inner; second += 1) {
      if (shape.order === 'by-channel') programme(first, second);
      else programme(second, first);
    }
  }
  put('</tv>\n', true);
  closeSync(descriptor);
  return bytes;
}
