// What the server says of errors is said in each language: every code, and every sentence whose code says too little.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import * as z from 'zod';
import { describeIssues } from '../../../src/storage/issues.ts';
import { afterEach, expect, test } from 'vitest';
import { sayFaults, type PictureLook } from '../../../src/health/picture-findings.ts';
import { rankStreams, type RankFacts } from '../../../src/health/rank.ts';
import { ERROR_CODES } from '../../../src/kernel/errors.ts';
import type { StreamId } from '../../../src/model/ids.ts';
import { readText } from '../../../src/rules/text.ts';
import { Problem } from '../../../panel/api/problem.ts';
import { explain } from '../../../panel/elements/state.ts';
import { LOCALES, setLocale } from '../../../panel/locale/locale.ts';
import { issueText, rankReason, sentenceOf, VAGUE_CODES, type ProblemTexts } from '../../../panel/locale/problems.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SRC = join(ROOT, 'src');
const translated = LOCALES.filter((locale) => locale !== 'en');
const read = (locale: string): ProblemTexts =>
  JSON.parse(readFileSync(join(ROOT, `panel/locale/problems/${locale}.json`), 'utf8')) as ProblemTexts;
const params = (text: string): string[] => text.match(/\{\d\}/g) ?? [];
const german = read('de');

interface Said {
  readonly file: string;
  readonly code: string;
  readonly sentence: string;
}

/** Makers of errors, by name; those that are functions of a file know their code themselves. */
const MAKERS: Readonly<Record<string, string>> = { AppError: '', refused: 'request.invalid' };

/** The sentences that the source writes out, `{0}` where something is put in. */
const said: readonly Said[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => {
    const found: Said[] = [];
    const look = (maker: string, args: readonly { readonly type: string }[]): void => {
      const code = MAKERS[maker] || literal(args[0]);
      const sentence = literal(args[MAKERS[maker] === '' ? 1 : 0]);
      if (maker in MAKERS && code !== undefined && sentence !== undefined) found.push({ file, code, sentence });
    };
    new Visitor({
      NewExpression: (node) => look(nameOf(node.callee), node.arguments),
      CallExpression: (node) => look(nameOf(node.callee), node.arguments),
    }).visit(parseSync(file, readFileSync(join(SRC, file), 'utf8')).program);
    return found;
  });

function nameOf(callee: { readonly type: string }): string {
  return 'name' in callee ? String(callee.name) : '';
}

function literal(node: object | undefined): string | undefined {
  if (node && 'value' in node && typeof node.value === 'string') return node.value;
  if (!node || !('quasis' in node)) return undefined;
  const quasis = node.quasis as readonly { readonly value: { readonly cooked: string } }[];
  return quasis.map(({ value }) => value.cooked).reduce((text, part, index) => `${text}{${index - 1}}${part}`);
}

afterEach(() => setLocale('en'));

test.each(translated)('%s has every code and sentence, with what is put in', (locale) => {
  const texts = read(locale);
  expect(Object.keys(texts.codes)).toEqual(Object.keys(german.codes));
  expect(Object.keys(texts.sentences)).toEqual(Object.keys(german.sentences));
  expect(Object.keys(texts.issues)).toEqual(Object.keys(german.issues));
  expect(Object.keys(texts.reasons)).toEqual(Object.keys(german.reasons));
  const wrong = Object.entries({ ...texts.sentences, ...texts.issues, ...texts.reasons }).filter(([sentence, text]) =>
    params(text).some((param) => !params(sentence).includes(param)),
  );
  expect(wrong).toEqual([]);
});

/** `request.no-upgrade` is no answer to a panel. */
test('every code has its words, and none is left of a code that is gone', () => {
  const codes = ERROR_CODES.filter((code) => code !== 'request.no-upgrade');
  expect(Object.keys(german.codes).toSorted()).toEqual(codes.toSorted());
});

test('every sentence is one that the server says', () => {
  const known = new Set(said.map(({ sentence }) => sentence));
  expect(said.length).toBeGreaterThan(200);
  expect(Object.keys(german.sentences).filter((sentence) => !known.has(sentence))).toEqual([]);
});

test('what a vague code says has words of its own wherever a person of the panel is told of it', async () => {
  await setLocale('de');
  const untold = said.filter(
    ({ file, code, sentence }) =>
      VAGUE_CODES.has(code) && !BEYOND.test(file) && sentenceOf({ code, message: sentence }).includes(sentence),
  );
  expect(untold.map(({ sentence }) => sentence).filter((sentence) => !NEVER_MET.has(sentence))).toEqual([]);
});

/** What is said at the start, to a broker, or to who asks the API by hand. */
const BEYOND = /^(?:options|http\/(?:control|listener|live)|home-assistant|storage|model\/settings-checks|providers)/;
/** Mistakes that the panel itself cannot make. */
const NEVER_MET = new Set([
  'A channel is always itself.',
  'A name or a number belongs to one channel: patch them one by one.',
  'A patch names its channels either by "ids" or by "where".',
  'Two people have one id.',
  'There are no people in it.',
  'The channel to move before is among the moved ones, or unknown.',
  'Idempotency-Key: 1 to 255 characters of ASCII, in quotes or without.',
  'The file is damaged: its secrets are not those of its documents.',
  'The same request is still under way.',
  'The window must end after it begins, and span at most 8 days.',
  'There is no section {0}.',
  'This logo is not among those of the channel.',
  'before: {0} is not among the favourites.',
  'fields: there is no {0}',
  'cursor: not one of ours',
  'fields: names with commas between, with dots for what is inside.',
  'start, sound or subtitles are none',
]);

test('a sentence that we know is said whole, with its names and figures', async () => {
  await setLocale('de');
  const message = 'Something else was decided since about Das Erste: this can no longer be taken back.';
  expect(sentenceOf({ code: 'request.conflict', message })).toBe(
    'Über Das Erste wurde seitdem anders entschieden: das lässt sich nicht mehr zurücknehmen.',
  );
});

test('another sentence is said by its code; where that says little, with what the server said', async () => {
  await setLocale('de');
  expect(sentenceOf({ code: 'net.refused', message: 'tv.example:8080 does not accept connections' })).toBe(
    'Der Server nimmt keine Verbindungen an.',
  );
  expect(sentenceOf({ code: 'request.invalid', message: 'limit: too large' })).toBe(
    'So kann es nicht angenommen werden. (limit: too large)',
  );
  expect(sentenceOf({ code: 'of.tomorrow', message: 'A newer server says this.' })).toBe('A newer server says this.');
});

/** One of everything that can be wrong with a form. */
const FORM = z.strictObject({
  name: z.string().min(1),
  password: z.string().min(8),
  group: z.string().max(2),
  text: z.string(),
  count: z.number(),
  whole: z.int(),
  isOn: z.boolean(),
  list: z.array(z.string()),
  few: z.array(z.string()).min(2),
  many: z.array(z.string()).max(1),
  least: z.number().min(3),
  most: z.number().max(3),
  kind: z.enum(['a', 'b']),
  id: z.string().regex(/^u/),
  inside: z.object({}),
  left: z.string(),
});
const SENT = {
  name: '',
  password: 'x',
  group: 'abc',
  text: 1,
  count: 'x',
  whole: 1.5,
  isOn: 'x',
  list: 1,
  few: [],
  many: ['a', 'b'],
  least: 1,
  most: 9,
  kind: 'c',
  id: 'x',
  inside: 1,
  surprise: 1,
};

/** As a rule's text is refused: for what is written, and for what it means. */
const FAULTY = [
  'patterns: [{ name: A, matches: a }, { name: a, matches: a }]\nrules: [{ name: X }]',
  `patterns:
  - { name: A, when: { pattern: A } }
  - { name: C, when: { pattern: A } }
rules:
  - { name: X, action: hide, when: { pattern: D, name: { pattern: C } } }
  - { name: Y, action: { kind: rename, to: "{tilte}" }, when: { number: { from: 9, to: 3 } } }`,
];

test('what is wrong with each part of a form is said in the language of the panel, and everything that can be', async () => {
  const message = describeIssues(FORM.safeParse(SENT).error!);
  await setLocale('de');
  const rules = FAULTY.map((text) => readText(text));
  const ofRules = rules.flatMap((rule) => (rule.ok ? [] : rule.issues.map((issue) => issueText(issue.message))));
  const told = [sentenceOf({ code: 'request.invalid', message }), ...ofRules].join('; ');
  expect(told).toContain(
    'name: darf nicht leer sein; password: braucht mindestens 8 Zeichen; group: hat mehr als 2 Zeichen',
  );
  expect(told).toContain('kind: muss eines von diesen sein: a, b');
  for (const [english, text] of Object.entries(german.issues)) {
    const [begin] = text.split('{0}');
    expect([english, told.includes(begin!)]).toEqual([english, true]);
  }
  expect(told.match(/must|needs|is not|has more/g)).toBeNull();
});

const at = Date.now();
const looks = (...faults: PictureLook['faults'][]): PictureLook[] => faults.map((one) => ({ at, faults: one }));
const FACTS: RankFacts = {
  streamId: 1 as StreamId,
  health: 40,
  trouble: null,
  quality: 560,
  latencyMs: 400,
  languages: ['ger'],
  providerPlace: 0,
  cost: 3,
  freeSlots: 2,
  isPinned: true,
  place: null,
  isInUse: true,
};
const UNKNOWN = { health: null, latencyMs: null, languages: [], cost: 0, isPinned: false };
const RANKED: readonly RankFacts[] = [
  { ...FACTS, trouble: sayFaults(looks(['black'])) ?? null },
  { ...FACTS, trouble: sayFaults(looks(['slate'], ['frozen', 'silent'], [])) ?? null, languages: ['fre'] },
  { ...FACTS, ...UNKNOWN, place: 1, freeSlots: null },
  { ...FACTS, ...UNKNOWN, freeSlots: 0 },
  { ...FACTS, health: 0, trouble: 'its provider is down' },
];

test('every reason of the rank is said in the language of the panel, and what made another stream better', async () => {
  const policy = { prefer: 'balanced', providerCount: 2, holdingPoints: 50 } as const;
  const because = [[], ['de']].flatMap((languages) =>
    rankStreams(RANKED, { ...policy, languages }).flatMap(({ terms }) => terms.map((term) => term.because)),
  );
  await setLocale('de');
  const told = because.map((one) => rankReason(one));
  expect(because.filter((one, place) => one === told[place])).toEqual([]);
  const text = told.join('\n');
  expect(text).toContain('Zustand 40 von 100: schwarz, als das Bild angesehen wurde');
  expect(text).toContain('eingefroren und ohne Ton und eine Tafel statt des Programms bei 2 der letzten 3 Blicke');
  expect(text.match(/\b(?:its|the|of|it|in use|and|black|frozen|silent|points)\b/g)).toBeNull();
  for (const german_ of Object.values(german.reasons).slice(5)) expect(text).toContain(german_.split('{0}')[0]!);
  expect(rankReason('quality 900 of 1000 instead of quality 560 of 1000')).toBe(
    'Qualität 900 von 1000 statt Qualität 560 von 1000',
  );
});

test('in English it is the server’s own sentence', async () => {
  const problem = new Problem({
    status: 401,
    code: 'request.unauthorised',
    detail: 'The name or the password is wrong.',
  });
  expect(explain(problem)).toBe('The name or the password is wrong.');
  await setLocale('de');
  expect(explain(problem)).toBe('Name oder Passwort ist falsch.');
});
