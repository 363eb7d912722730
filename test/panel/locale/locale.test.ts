// Every language has every text, with the same parameters.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fill } from '../../../panel/locale/fill.ts';
import { LOCALES, preferredLocale, setLocale, t, tn } from '../../../panel/locale/locale.ts';

const folder = join(import.meta.dirname, '../../../panel/locale');
const read = (locale: string): Record<string, string> =>
  JSON.parse(readFileSync(join(folder, `${locale}.json`), 'utf8')) as Record<string, string>;
const paramsOf = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([param]) => param).toSorted();
const english = read('en');

test('the languages are those that are offered', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  expect(files.map((name) => name.slice(0, -'.json'.length)).toSorted()).toEqual(LOCALES.toSorted());
});

test.each(LOCALES)('%s is complete, and no text of it has lost a parameter', (locale) => {
  const texts = read(locale);
  expect(Object.keys(texts)).toEqual(Object.keys(english));
  const wrong = Object.entries(texts).filter(
    ([key, text]) => text.trim() === '' || String(paramsOf(text)) !== String(paramsOf(english[key] ?? '')),
  );
  expect(wrong).toEqual([]);
});

test('in German a channel is a Sender everywhere', () => {
  const problems = Object.values(read('problems/de')).flatMap((said) => Object.values(said));
  const all = [...Object.values(read('de')), ...problems];
  expect(all.filter((text) => /Kan[aä]l/.test(text))).toEqual([]); // of a Telegram channel and a subchannel it is small
});

/** At the end of a line the mark would stand alone on the next one. */
test('in French no mark that has a space before it is parted from its word', () => {
  const problems = Object.values(read('problems/fr')).flatMap((said) => Object.values(said));
  const all = [...Object.values(read('fr')), ...problems];
  expect(all.filter((text) => / [:;!?»]|« |[\p{L})}][;!?]/u.test(text))).toEqual([]);
  expect(all.some((text) => /\u{202f};/u.test(text))).toBe(true);
});

test('a count takes the form and the number of its language', async () => {
  expect(tn('viewers', 1)).toBe('1 viewer');
  expect(tn('viewers', 1_200)).toBe('1,200 viewers');
  await setLocale('fr');
  expect(tn('viewers', 0)).toBe('0 spectateur');
  expect(document.documentElement.lang).toBe('fr');
  await setLocale('en');
});

test('what a parameter brings is put in as it is', () => {
  expect(fill('{name} ended', { name: '<b>{x}</b>' })).toBe('<b>{x}</b> ended');
  expect(t('on-air.of', { used: 1, count: 2 })).toBe('1 of 2');
});

test('the language is the first of the browser that there is, unless one was chosen', () => {
  expect(preferredLocale(['sv-SE', 'de-AT', 'en'])).toBe('de');
  expect(preferredLocale(['sv'])).toBe('en');
  localStorage.setItem('masthead.locale', 'nl');
  expect(preferredLocale(['de'])).toBe('nl');
  localStorage.clear();
});
