// Conditions as functions. What cannot be compiled is noted and holds for nothing: the rule it belongs to is passed over.

import { MARKET_CODES } from '../formats/names/words/markets.ts';
import { TEXT_FIELDS, type Condition, type TextField } from '../model/rule-condition.ts';
import type { Expression } from './expression.ts';
import { ENDS_EARLY, Issues, type IssuePath } from './issue.ts';
import type { Patterns } from './patterns.ts';
import { MEMO_LIMIT, type Subject } from './subject.ts';
import { compileTextTest } from './text-test.ts';

export type Holds = (subject: Subject) => boolean;

export interface CompiledCondition {
  readonly holds: Holds;
  /** The first expression that a name has to match: what it catches can be used in templates. */
  readonly expression: Expression | undefined;
}

export interface ConditionPlace {
  readonly patterns: Patterns;
  readonly issues: Issues;
  readonly path: IssuePath;
  /** Patterns that are being compiled: none may stand in itself. */
  readonly within?: readonly string[];
}

export function compileCondition(condition: Condition, place: ConditionPlace): CompiledCondition {
  const parts = PARTS.flatMap((compile) => compile(condition, place) ?? []);
  const expression = parts.find((part) => part.expression)?.expression;
  const tests = parts.map(({ holds }) => holds);
  const [first] = tests;
  if (!first) return { holds: () => true, expression };
  if (tests.length === 1) return { holds: first, expression };
  return { holds: (subject) => tests.every((holds) => holds(subject)), expression };
}

type Part = (condition: Condition, place: ConditionPlace) => CompiledCondition | undefined;

/** Which of a field's values a condition asks for. */
function choices<Value>(
  wanted: readonly Value[] | undefined,
  has: (subject: Subject, value: Value) => boolean,
): CompiledCondition | undefined {
  return wanted && { holds: (subject) => wanted.some((value) => has(subject, value)), expression: undefined };
}

/** `gb` is `uk`, `ger` is `de`. Panels have regions beside countries: a code that nobody knows is asked for as it is. */
const marketMeant = (code: string): string => MARKET_CODES.get(code) ?? code;

const TEXT_OF: Readonly<Record<TextField, (subject: Subject) => string>> = {
  name: ({ name }) => name,
  group: ({ group }) => group,
  tvg_id: ({ stream }) => stream.tvgId,
};

const textPart =
  (field: TextField): Part =>
  (condition, place) => {
    const wanted = condition[field];
    if (!wanted) return undefined;
    const { test, expression } = compileTextTest(wanted, { ...place, path: [...place.path, field] });
    const textOf = TEXT_OF[field];
    if (field === 'group') return { holds: remembering(test, textOf), expression: undefined };
    return { holds: (subject) => test(textOf(subject)), expression: field === 'name' ? expression : undefined };
  };

/** Groups repeat: each is tested once. */
function remembering(test: (text: string) => boolean, textOf: (subject: Subject) => string): Holds {
  const known = new Map<string, boolean>();
  return (subject) => {
    const text = textOf(subject);
    let holds = known.get(text);
    if (holds === undefined) {
      holds = test(text);
      if (known.size < MEMO_LIMIT) known.set(text, holds);
    }
    return holds;
  };
}

const numberPart: Part = ({ number }, { issues, path }) => {
  if (!number) return undefined;
  const { from = 0, to = Infinity } = number;
  if (to < from) issues.add([...path, 'number', 'to'], ENDS_EARLY);
  const holds: Holds = ({ stream }) => {
    const own = stream.number === '' ? Number.NaN : Number(stream.number);
    return own >= from && own <= to;
  };
  return { holds, expression: undefined };
};

const namedPart: Part = ({ pattern }, place) => {
  if (pattern === undefined) return undefined;
  const path = [...place.path, 'pattern'];
  const within = place.within ?? [];
  const found = place.patterns.find(pattern);
  const key = pattern.trim().toLowerCase();
  if (!found) {
    place.issues.add(path, `no pattern is named "${pattern}"`);
    return undefined;
  }
  if (found.kind === 'expression') {
    const { expression } = found;
    return { holds: ({ name }) => expression.test(name), expression };
  }
  if (within.includes(key)) {
    place.issues.add(path, `"${pattern}" stands in itself`);
    return undefined;
  }
  const own = new Issues(); // said where the pattern is written
  const compiled = compileCondition(found.condition, { ...place, issues: own, within: [...within, key] });
  if (own.found.length > 0) place.issues.add(path, `"${pattern}" cannot be used as it is`);
  return compiled;
};

const branchesPart =
  (field: 'all' | 'any'): Part =>
  (condition, place) => {
    const branches = condition[field]?.map((branch, index) =>
      compileCondition(branch, { ...place, path: [...place.path, field, index] }),
    );
    if (!branches) return undefined;
    const holds: Holds =
      field === 'all'
        ? (subject) => branches.every((branch) => branch.holds(subject))
        : (subject) => branches.some((branch) => branch.holds(subject));
    return { holds, expression: branches.find((branch) => branch.expression)?.expression };
  };

const notPart: Part = ({ not }, place) => {
  if (!not) return undefined;
  const { holds } = compileCondition(not, { ...place, path: [...place.path, 'not'] });
  return { holds: (subject) => !holds(subject), expression: undefined };
};

/** In the order in which they are tried: what is quick first, what needs the name to be read last. */
const PARTS: readonly Part[] = [
  ({ provider }) => choices(provider, ({ stream }, id) => stream.providerId === id),
  ...TEXT_FIELDS.toSorted((a) => (a === 'group' ? -1 : 0)).map(textPart),
  numberPart,
  ({ market }) => choices(market?.map(marketMeant), (subject, code) => subject.market === code),
  namedPart,
  branchesPart('all'),
  branchesPart('any'),
  notPart,
  ({ language }) => choices(language, ({ reading }, code) => reading.language === code),
  ({ quality }) => choices(quality, (subject, value) => subject.isOfQuality(value)),
  ({ variant }) => choices(variant, (subject, value) => subject.isOfVariant(value)),
  ({ kind }) => choices(kind, (subject, value) => subject.isOfKind(value)),
];
