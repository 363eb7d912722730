import { describe, expect, test } from 'vitest';
import { messageOf } from '../../src/alerts/message.ts';
import { fill, writeInstant, writeNumber, writeSpan } from '../../src/alerts/words/fill.ts';
import { LANGUAGES } from '../../src/alerts/words/languages.ts';
import { paramsOf, textOf, warningText } from '../../src/alerts/words/text.ts';
import type { Text } from '../../src/alerts/words/words.ts';
import { ERROR_CODES } from '../../src/kernel/errors.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import type { AlertFacts } from '../../src/model/alert-facts.ts';
import { ALERT_LANGUAGES } from '../../src/model/alert-settings.ts';
import { report, WARNINGS } from '../fakes/alerts-home.ts';

const DAY = new Date(2026, 10, 26, 9, 5).getTime();
const fault = { code: 'provider.unavailable', message: 'It is not available (503)', status: 503 };
const name = 'My TV';
const channel = 'News';

const { 'expires-soon': _soon, ...lasting } = WARNINGS;
const EVERYTHING: readonly AlertFacts[] = [
  ...Object.values(lasting).map(({ warning, ...figures }) => ({ ...figures, what: warning, name }) as AlertFacts),
  { what: 'list-unread', name, fault },
  { what: 'only-unreached', name, code: 'net.timeout' },
  { what: 'streams-down', name, code: 'net.timeout', list: fault },
  { what: 'streams-down', name, code: 'net.timeout', list: null },
  { what: 'expires', name, count: 1, expiresOn: DAY },
  { what: 'expires', name, count: 13, expiresOn: DAY },
  { what: 'expires-today', name, expiresOn: DAY },
  { what: 'expired', name, expiresOn: DAY },
  { what: 'network-down' },
  { what: 'streams-dead', name, count: 1, streams: 900 },
  { what: 'streams-dead', name, count: 1_200, streams: 9_000 },
  { what: 'all-streams-dead', name, count: 1 },
  { what: 'all-streams-dead', name, count: 44 },
  { what: 'channels-dead', names: [channel], count: 1 },
  { what: 'channels-dead', names: [channel, '', '…'], count: 7 },
  { what: 'no-tuner', channel },
  { what: 'switched', channel: '', code: 'upstream.stalled', gapMs: 400 },
  { what: 'upgraded-at-once', channel, aspect: 'health', after: 90, before: 40 },
  { what: 'upgraded', channel, aspect: 'quality', after: 70, before: 30 },
  { what: 'picture', channel, faults: ['frozen', 'silent'] },
];

test('everything that is told stands here', () => {
  const told = new Set(EVERYTHING.map(({ what }) => what));
  expect([...told].toSorted()).toEqual(Object.keys(LANGUAGES.en.alerts).toSorted());
});

describe.each(ALERT_LANGUAGES)('%s', (language) => {
  test.each(EVERYTHING.map((facts) => [facts.what, facts] as const))(
    '%s has its words, and all are filled',
    (_, facts) => {
      const { title, cause, action } = textOf(facts, language);
      expect(title).not.toBe('');
      expect(`${title} ${cause} ${action}`).not.toMatch(/[{}]|undefined|NaN|\[object/);
      expect(title).not.toMatch(/\.$/);
    },
  );

  test('its templates use the facts that there are, and no others', () => {
    for (const facts of EVERYTHING.filter((one) => one.what !== 'said')) {
      const known = Object.keys(paramsOf(facts, language));
      const { title, cause, action } = LANGUAGES[language].alerts[facts.what];
      const used = [title, cause, action].flatMap(formsOf).flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)]);
      expect(used.map(([, name_]) => name_).filter((one) => !known.includes(one!))).toEqual([]);
    }
  });

  test('every reason of a stream or a list has a clause: no capital that a sentence begins with, no full stop', () => {
    const { reasons } = LANGUAGES[language];
    const wanted = ERROR_CODES.filter((code) => /^(?:format|net|provider|upstream)\./.test(code));
    expect(Object.keys(reasons).toSorted()).toEqual([...wanted].toSorted());
    for (const reason of Object.values(reasons)) expect(reason).toMatch(/^[^A-Z].*[^.]$/);
  });

  test('messages and the summary have the same places to fill as in English', () => {
    for (const part of ['message', 'summary'] as const) {
      const [own, source] = [LANGUAGES[language][part], LANGUAGES.en[part]] as Record<string, Text>[];
      for (const [key, text] of Object.entries(source!)) {
        expect([key, placesOf(own![key]!)]).toEqual([key, placesOf(text)]);
      }
    }
    expect(new Set(LANGUAGES[language].months).size).toBe(12);
  });

  test('a warning is a sentence', () => {
    for (const facts of Object.values(WARNINGS)) expect(warningText(facts, language)).toMatch(/^[^{}]+\.$/);
  });
});

const formsOf = (text: Text): string[] => (typeof text === 'string' ? [text] : [text.one, text.other]);
/** A singular may say its number in a word. */
const placesOf = (text: Text): string[] =>
  [...(typeof text === 'string' ? text : text.other).matchAll(/\{(\w+)\}/g)].map(([, place]) => place!).toSorted();

test('languages differ: nothing was left in English', () => {
  const [english, ...others] = ALERT_LANGUAGES.map((language) =>
    EVERYTHING.map((facts) => Object.values(textOf(facts, language)).join('\n')),
  );
  for (const other of others) {
    expect(other.filter((text, nth) => text === english![nth])).toEqual([]);
  }
});

test('a message is of one language: figures, days, spans and reasons, too', () => {
  const alert = {
    ...report(),
    facts: { what: 'streams-down', name, code: 'net.timeout', list: fault } as const,
    subject: { channelCount: 12_500 },
    id: 3,
    raisedAt: DAY,
    updatedAt: DAY,
    resolvedAt: null,
    count: 1,
    returnCount: 0,
    isMuted: false,
  };
  expect(messageOf([{ alert, event: 'raised' }], DAY, 'de')).toMatchObject({
    title: 'Masthead: My TV ist ausgefallen',
    text: [
      'Keiner der Streams geht: der Server des Anbieters antwortete nicht rechtzeitig. Die Liste ist nicht lesbar: der Anbieter antwortet nicht (503).',
      '12.500 Sender sind betroffen.',
      'Sender laufen, wo es geht, von anderen Anbietern weiter; die Streams behalten ihre Plätze, und es wird weiter nachgesehen.',
    ].join('\n'),
  });
  const over = { ...alert, resolvedAt: DAY + 26 * HOUR_MS };
  expect(messageOf([{ alert: over, event: 'resolved' }], DAY, 'de')).toMatchObject({
    title: 'Masthead: Vorbei: My TV ist ausgefallen',
    text: 'Es ist nach 1 T. 2 Std. vorbei.',
  });
  const many = Array.from({ length: 14 }, () => ({ alert, event: 'raised' as const }));
  const { title, text } = messageOf(many, DAY, 'fr');
  expect([title, text.split('\n').at(-1)]).toEqual(['Masthead: 14 alertes', '… et 2 de plus']);
});

test('nothing is said like one in French, and like many elsewhere', () => {
  const { fr, en, es } = LANGUAGES;
  expect(fill(fr.summary.failovers, { count: 0 }, fr)).toBe('0 basculement');
  expect(fill(en.summary.failovers, { count: 0 }, en)).toBe('0 fail-overs');
  expect(fill(es.summary.failovers, { count: 1 }, es)).toBe('1 cambio de flujo');
});

test('numbers, days and spans are written without the ICU that the image has not', () => {
  const { de, en, fr, nl } = LANGUAGES;
  expect([12, 999, 1_000, 1_234_567, 0.5].map((value) => writeNumber(value, de))).toEqual([
    '12',
    '999',
    '1.000',
    '1.234.567',
    '0,5',
  ]);
  expect([en, de, fr].map((words) => writeInstant(DAY, words))).toEqual([
    '26 November 2026, 09:05',
    '26. November 2026, 09:05',
    '26 novembre 2026, 09:05',
  ]);
  expect([MINUTE_MS, 125 * MINUTE_MS, DAY_MS + HOUR_MS].map((ms) => writeSpan(ms, nl))).toEqual([
    '1 min',
    '2 u 5 min',
    '1 d 1 u',
  ]);
});

test('in French no mark that has a space before it is parted from its word', () => {
  const texts = JSON.stringify(LANGUAGES.fr);
  expect(texts.match(/.{0,20}(?: [:;!?»]|« ).{0,9}/g)).toBe(null);
  expect(texts).toMatch(/\u202f;/);
});
