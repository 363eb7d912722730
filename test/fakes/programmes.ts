// Programmes for tests: a plain one to change, and any.

import * as fc from 'fast-check';
import { CREDIT_ROLES } from '../../src/formats/xmltv/credit-roles.ts';
import { UNSAID, type Programme } from '../../src/model/programme.ts';

export const NOON = Date.UTC(2026, 10, 23, 12);

export const plainProgramme: Programme = {
  ...UNSAID,
  startAt: NOON,
  stopAt: NOON + 3_600_000,
  title: 'News',
};

/** Any text, hostile ones included. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('', 'a & b', '<b>', '"', '\u0000\u001f', '\ud800', '漢 é'),
);
const said = text.map((any) => `x${any}`);

export const anyProgramme: fc.Arbitrary<Programme> = fc.record({
  startAt: fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1_000),
  stopAt: fc.constant(4_100_000_000_000),
  title: said,
  subTitle: text,
  description: text,
  categories: fc.array(fc.oneof(said, fc.constantFrom('movie', 'Sport', 'Nachrichten')), { maxLength: 3 }),
  iconUrl: text,
  season: fc.integer({ min: -1, max: 30 }),
  episode: fc.integer({ min: -1, max: 2_000 }),
  episodeNumbers: fc.array(fc.oneof(text, fc.constantFrom('dd_progid:EP1', 'themoviedb.org:')), { maxLength: 3 }),
  date: fc.oneof(text, fc.constantFrom('2026', '20261123')),
  rating: text.map((any) => any.trim()),
  starRating: text.map((any) => any.trim()),
  credits: fc.array(fc.record({ role: fc.constantFrom(...CREDIT_ROLES, 'unknown'), name: said }), { maxLength: 3 }),
  isNew: fc.boolean(),
  isLive: fc.boolean(),
  isPremiere: fc.boolean(),
  isRepeat: fc.boolean(),
  catchupId: text,
});
