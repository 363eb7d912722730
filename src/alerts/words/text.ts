// What an alert says, in words of a language.

import type { AlertFacts, AlertText, Fault, WarningFacts } from '../../model/alert-facts.ts';
import type { AlertLanguage } from '../../model/alert-settings.ts';
import { fill, writeDay, writeInstant, writeSeconds, type Params } from './fill.ts';
import { LANGUAGES } from './languages.ts';
import type { Words } from './words.ts';

export function textOf(facts: AlertFacts, language: AlertLanguage): AlertText {
  if (facts.what === 'said') return { title: facts.title, cause: facts.cause, action: facts.action };
  const words = LANGUAGES[language];
  const { title, cause, action } = words.alerts[facts.what];
  const params = paramsOf(facts, language);
  return {
    title: fill(title, params, words),
    cause: fill(cause, params, words).trim(), // a part of it may be empty
    action: fill(action, params, words),
  };
}

/** What a provider warns of, in a sentence. */
export function warningText({ warning, ...figures }: WarningFacts, language: AlertLanguage): string {
  const what = warning === 'expires-soon' ? 'expires' : warning;
  return textOf({ ...figures, what, name: '', count: 0 } as AlertFacts, language).cause;
}

/** Each fact under its own name, as the language writes it; a code is the `{reason}`. */
export function paramsOf(facts: AlertFacts, language: AlertLanguage): Params {
  const words = LANGUAGES[language];
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]): [string, string | number][] => {
      const write = WRITERS[name] ?? byName(name);
      return name === 'what' ? [] : [[name === 'code' ? 'reason' : name, write(value as never, words)]];
    }),
  );
}

type Writer = (value: never, words: Words) => string | number;

const byName = (name: string): Writer => {
  if (name.endsWith('On')) return writeDay;
  if (name.endsWith('At')) return writeInstant;
  return name.endsWith('Ms') ? writeSeconds : (value: string | number) => value;
};

const WRITERS: Readonly<Record<string, Writer>> = {
  code: (code: string, words) => reasonOf(code, words),
  fault: (fault: Fault, words) => writeFault(fault, words),
  list: (fault: Fault | null, words) => (fault === null ? '' : writeFault(fault, words)),
  status: (status: keyof Words['statuses'], { statuses }) => statuses[status],
  aspect: (aspect: keyof Words['aspects'], { aspects }) => aspects[aspect],
  most: (most: number | null, { anyNumber }) => most ?? anyNumber,
  channel: (name: string, { aChannel }) => name || aChannel,
  names: (names: readonly string[], { aChannel }) => names.map((name) => name || aChannel).join(', '),
  faults: (faults: readonly (keyof Words['pictures'])[], { pictures, and }) =>
    faults.map((fault) => pictures[fault]).join(and),
};

/** A code without words stays as it is. */
const reasonOf = (code: string, { reasons }: Words): string =>
  code in reasons ? reasons[code as keyof typeof reasons] : code;

/** English has the message itself, which says more than its code. */
function writeFault({ code, message, status }: Fault, words: Words): string {
  if (words === LANGUAGES.en && message !== '') return /[.!?…]$/.test(message) ? message : `${message}.`;
  const reason = code in words.reasons ? reasonOf(code, words) : message;
  return fill(words.fault, { reason: status === undefined ? reason : `${reason} (${status})` }, words);
}
