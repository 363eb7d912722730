// Texts with placeholders: `{title} ({MARKET})`. What is not there is empty; what is no placeholder stays as it is written.

import { RULE_PLACEHOLDERS, type RulePlaceholder } from '../model/rules.ts';
import type { Captures, Expression } from './expression.ts';
import type { IssuePath, Issues } from './issue.ts';
import type { Subject } from './subject.ts';

/** Numbers and words in braces; an expression's groups may have any name. */
const BRACES = /\{([A-Za-z_][A-Za-z0-9_]{0,39}|\d{1,2})\}/g;

const VALUES: Readonly<Record<RulePlaceholder, (subject: Subject) => string>> = {
  name: ({ name }) => name,
  title: ({ title }) => title,
  group: ({ group }) => group,
  market: ({ market }) => market,
  MARKET: ({ market }) => market.toUpperCase(),
  language: ({ reading }) => reading.language,
  quality: ({ reading }) => reading.quality.resolution.toUpperCase(),
  provider: ({ providerName }) => providerName,
  tvg_id: ({ stream }) => stream.tvgId,
  number: ({ stream }) => stream.number,
};

export interface Expanded {
  readonly text: string;
  /** Whether every placeholder had something to say. */
  readonly isWhole: boolean;
}

export type Template = (subject: Subject, captures: Captures) => Expanded;

/** Says which placeholders can never have anything to say: those are mistyped. */
export function checkTemplate(source: string, expression: Expression | undefined, place: TemplatePlace): void {
  const keys = source.split(BRACES).filter((_, index) => index % 2 === 1);
  const unknown = keys.find((key) => !isPlaceholder(key) && !expression?.catches(key));
  if (unknown !== undefined) place.issues.add(place.path, `no placeholder is called "${unknown}"`);
}

interface TemplatePlace {
  readonly issues: Issues;
  readonly path: IssuePath;
}

/** @param escape what is put in, for addresses and files */
export function compileTemplate(source: string, escape: (value: string) => string = (value) => value): Template {
  const pieces = source.split(BRACES); // every second one is a placeholder's key
  return (subject, captures) => {
    let text = '';
    let isWhole = true;
    for (let index = 0; index < pieces.length; index += 1) {
      const piece = pieces[index]!;
      if (index % 2 === 0) {
        text += piece;
        continue;
      }
      const value = escape(valueOf(piece, subject, captures));
      if (value === '') isWhole = false;
      text += value;
    }
    return { text, isWhole };
  };
}

function valueOf(key: string, subject: Subject, captures: Captures): string {
  const caught = captures(key);
  if (caught !== '') return caught;
  return isPlaceholder(key) ? VALUES[key](subject) : '';
}

const isPlaceholder = (key: string): key is RulePlaceholder => (RULE_PLACEHOLDERS as readonly string[]).includes(key);
