// The words. English is the source and always there; the other languages are loaded when they are chosen.

import { configureLocalization, msg } from '@lit/localize';
import en from './en.json';
import { fill, type Params } from './fill.ts';
import { useProblemTexts, type ProblemTexts } from './problems.ts';

export type MessageKey = keyof typeof en;
/** Keys that have a form for one and for many: `viewers` for `viewers.one` and `viewers.other`. */
export type CountKey = MessageKey extends infer Key ? (Key extends `${infer Base}.other` ? Base : never) : never;
type Catalogue = Readonly<Record<string, string>>;

export const LOCALES = ['en', 'de', 'fr', 'es', 'nl'] as const;
export type Locale = (typeof LOCALES)[number];
/** Each in its own language. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  nl: 'Nederlands',
};

/** Languages that run from right to left; none is complete yet, the layout is ready for them. */
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur']);
const KEY = 'masthead.locale';

const CATALOGUES: Readonly<Record<Exclude<Locale, 'en'>, () => Promise<{ default: Catalogue }>>> = {
  de: () => import('./de.json'),
  fr: () => import('./fr.json'),
  es: () => import('./es.json'),
  nl: () => import('./nl.json'),
};

/** The server's sentences; it speaks English itself. */
const PROBLEMS: Readonly<Record<Exclude<Locale, 'en'>, () => Promise<{ default: ProblemTexts }>>> = {
  de: () => import('./problems/de.json'),
  fr: () => import('./problems/fr.json'),
  es: () => import('./problems/es.json'),
  nl: () => import('./problems/nl.json'),
};

const { getLocale, setLocale: change } = configureLocalization({
  sourceLocale: 'en',
  targetLocales: LOCALES.filter((locale) => locale !== 'en'),
  loadLocale: async (locale) => ({ templates: (await CATALOGUES[locale as Exclude<Locale, 'en'>]()).default }),
});

export const currentLocale = (): Locale => getLocale() as Locale;

/** `{name}` in the text becomes the parameter of that name. */
export function t(key: MessageKey, params: Params = {}): string {
  return fill(msg(en[key], { id: key }), params);
}

/** All texts whose keys begin so, as they are in the language that is spoken. @returns the rest of each key, and the text */
export function textsUnder(prefix: string): [rest: string, text: string][] {
  const keys = Object.keys(en).filter((key) => key.startsWith(prefix));
  return keys.map((key) => [key.slice(prefix.length), t(key as MessageKey)]);
}

/** A text that has no key of its own in the type: what the server names, where we know it. */
export function known(key: string, fallback: string): string {
  return key in en ? t(key as MessageKey) : fallback;
}

/** The form for this many; `{count}` is the number as the language writes it. */
export function tn(key: CountKey, count: number, params: Params = {}): string {
  const form = plurals().select(count) === 'one' ? 'one' : 'other';
  return t(`${key}.${form}` as MessageKey, { count: count.toLocaleString(currentLocale()), ...params });
}

let rules: Intl.PluralRules | undefined;
function plurals(): Intl.PluralRules {
  if (rules?.resolvedOptions().locale !== currentLocale()) rules = new Intl.PluralRules(currentLocale());
  return rules;
}

/** The person's choice, else the browser's languages in their order, else English. */
export function preferredLocale(languages: readonly string[] = navigator.languages): Locale {
  const chosen = localStorage.getItem(KEY);
  const wanted = chosen === null ? languages : [chosen, ...languages];
  const codes = wanted.map((language) => language.split('-')[0] ?? '');
  return (
    LOCALES.find((locale) => locale === codes.find((code) => (LOCALES as readonly string[]).includes(code))) ?? 'en'
  );
}

export async function setLocale(locale: Locale): Promise<void> {
  const [problems] = await Promise.all([locale === 'en' ? undefined : PROBLEMS[locale](), change(locale)]);
  useProblemTexts(problems?.default);
  document.documentElement.lang = locale;
  document.documentElement.dir = RIGHT_TO_LEFT.has(locale) ? 'rtl' : 'ltr';
}

export async function chooseLocale(locale: Locale): Promise<void> {
  localStorage.setItem(KEY, locale);
  await setLocale(locale);
}
