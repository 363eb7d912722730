// Rules as a text that people share: YAML, a little shorter than the data. What is wrong in one is said with line and column.

import { Document, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type * as z from 'zod';
import { TEXT_FIELDS } from '../model/rule-condition.ts';
import { sharedRules, type SharedRules } from '../model/rules.ts';
import { wordsOf } from '../storage/issues.ts';
import { compileRules } from './compile.ts';
import type { IssuePath } from './issue.ts';

export interface TextIssue {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type ReadText =
  | { readonly ok: true; readonly shared: SharedRules }
  | { readonly ok: false; readonly issues: readonly TextIssue[] };

/** 500 rules with tables of 5,000 groups fit in; what is longer is no one's rules. */
export const MAX_TEXT_LENGTH = 1_000_000;
const MAX_ALIASES = 100;
const MAX_ISSUES = 50;

const HEAD = ' Masthead rules: they are tried in order,\n# each sees what the ones before have made.\n';

export function writeText({ patterns, rules }: SharedRules): string {
  const written = {
    ...(patterns.length > 0 && {
      patterns: patterns.map((pattern) => (pattern.when ? { ...pattern, when: shorter(pattern.when) } : pattern)),
    }),
    rules: rules.map(({ name, enabled, when, action }) => ({
      name,
      ...(enabled ? {} : { enabled }),
      ...(Object.keys(when).length === 0 ? {} : { when: shorter(when) }),
      action: shorterAction(action),
    })),
  };
  return `#${HEAD}${yamlOf(written)}`;
}

/** What YAML does not print (1.2.2, 5.1) stands in double quotes, and there as an escape: its writer leaves some as they are. */
function yamlOf(data: unknown): string {
  const document = new Document(data, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && UNPRINTABLE.test(node.value)) node.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0 }).replaceAll(new RegExp(UNPRINTABLE, 'gu'), escaped);
}

const UNPRINTABLE = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Never throws: whatever the text is, it is rules or a list of what is wrong with it. */
export function readText(text: string): ReadText {
  const lines = new LineCounter();
  if (text.length > MAX_TEXT_LENGTH) {
    return { ok: false, issues: [{ line: 1, column: 1, message: `longer than ${MAX_TEXT_LENGTH} characters` }] };
  }
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
    const faults = document.errors.map(({ pos, message }) => ({ ...placeIn(lines, pos[0]), message }));
    if (faults.length > 0) return { ok: false, issues: faults.slice(0, MAX_ISSUES) };
    keepWriting(document);
    return check(asRead(longer(document.toJS({ maxAliasCount: MAX_ALIASES }))), document, lines);
  } catch (error) {
    const isAliases = error instanceof ReferenceError;
    return { ok: false, issues: [{ line: 1, column: 1, message: isAliases ? error.message : 'nested too deeply' }] };
  }
}

function check(data: unknown, document: Document, lines: LineCounter): ReadText {
  const read = sharedRules.safeParse(data);
  const found = read.success
    ? compileRules(read.data).issues
    : read.error.issues.map((issue) => ({ path: pathOf(issue), message: told(issue) }));
  if (read.success && found.length === 0) return { ok: true, shared: read.data };
  const issues = found
    .map(({ path, message }) => ({ ...placeIn(lines, offsetOf(document, path)), message }))
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
    .slice(0, MAX_ISSUES);
  return { ok: false, issues };
}

/** Of what is not there the place is that of what it is missing in, so it is named. */
function told(issue: z.core.$ZodIssue): string {
  const words = wordsOf(issue);
  const key = issue.path.at(-1);
  return words === 'is missing' && typeof key === 'string' ? `${key} ${words}` : words;
}

/** Of a key that is not known the place is the key, not the map that it is in. */
function pathOf(issue: z.core.$ZodIssue): IssuePath {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  return issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path;
}

function placeIn(lines: LineCounter, offset: number): { readonly line: number; readonly column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** Where a value stands, or the nearest thing around it: a short form has fewer levels than what is made of it. */
function offsetOf(document: Document, path: IssuePath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (isScalar(pair?.key) && pair.key.range) return pair.key.range[0];
    }
    const node = document.getIn(path.slice(0, length), true) as { readonly range?: readonly number[] } | undefined;
    if (node?.range) return node.range[0] ?? 0;
  }
  return document.contents?.range?.[0] ?? 0;
}

const TEXTS = new Set<string>(TEXT_FIELDS);
const LISTS = new Set(['is', 'contains', 'starts_with', 'ends_with', 'market', 'language', 'quality', 'kind']);
for (const field of ['variant', 'provider']) LISTS.add(field);
const STRINGS = new Set(['matches', 'pattern', 'name', 'to', 'find', 'url', 'file', 'group', 'from']);

/** A number or a truth that is not written as it would be printed: `+1`, `007`, `1.50`, `True`. Where text is meant, that is it. */
class Written {
  readonly value: boolean | number;
  readonly source: string;

  constructor(value: boolean | number, source: string) {
    this.value = value;
    this.source = source;
  }

  toString(): string {
    return this.source;
  }
}

function keepWriting(document: Document.Parsed): void {
  visit(document, {
    Scalar: (key, node) => {
      const { value, source } = node;
      if ((typeof value !== 'number' && typeof value !== 'boolean') || source === undefined) return;
      if (source !== String(value)) node.value = key === 'key' ? source : new Written(value, source);
    },
  });
}

/** Where no text was meant. */
function asRead(data: unknown): unknown {
  if (data instanceof Written) return data.value;
  if (Array.isArray(data)) return data.map(asRead);
  if (!isMapping(data)) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, asRead(value)]));
}

type Mapping = Readonly<Record<string, unknown>>;
const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Written);
const isPlain = (value: unknown): boolean =>
  ['string', 'number', 'boolean'].includes(typeof value) || value instanceof Written;
const asText = (value: unknown): unknown => (isPlain(value) ? String(value) : value);

/** Single values where lists are meant, texts where tests are meant, words where actions are meant. */
function longer(data: unknown): unknown {
  if (!isMapping(data)) return data ?? {};
  const { patterns, rules, ...others } = data;
  return {
    ...others,
    ...(patterns !== undefined && { patterns: eachOf(patterns, longerRule) }),
    ...(rules !== undefined && { rules: eachOf(rules, longerRule) }),
  };
}

const eachOf = (value: unknown, change: (item: unknown) => unknown): unknown =>
  value === null ? [] : Array.isArray(value) ? value.map(change) : value;

function longerRule(rule: unknown): unknown {
  if (!isMapping(rule)) return rule;
  const { when, action, ...others } = strings(rule);
  return {
    ...others,
    ...(when !== undefined && { when: when === null ? {} : longerCondition(when) }),
    ...(action !== undefined && { action: longerAction(action) }),
  };
}

function longerCondition(condition: unknown): unknown {
  if (!isMapping(condition)) return condition;
  const entries = Object.entries(condition).map(([key, value]): [string, unknown] => {
    if (key === 'all' || key === 'any') return [key, eachOf(value, longerCondition)];
    if (key === 'not') return [key, longerCondition(value)];
    if (TEXTS.has(key)) return [key, longerTest(value)];
    return [key, LISTS.has(key) ? listOf(value) : key === 'pattern' ? asText(value) : value];
  });
  return Object.fromEntries(entries);
}

const listOf = (value: unknown): unknown => (isPlain(value) ? [String(value)] : eachOf(value, asText));

function longerTest(test: unknown): unknown {
  if (!isMapping(test)) return { is: listOf(test) };
  return Object.fromEntries(
    Object.entries(test).map(([key, value]) => [key, LISTS.has(key) ? listOf(value) : asText(value)]),
  );
}

function longerAction(action: unknown): unknown {
  if (typeof action === 'string') return { kind: action };
  if (!isMapping(action)) return action;
  const { table, ranges, ...others } = strings(action);
  const rows = isMapping(table)
    ? Object.entries(table).map(([from, to]) => ({ from, to: to === null ? '' : asText(to) }))
    : eachOf(table, (row) => (isMapping(row) ? strings(row) : row));
  return {
    ...others,
    ...(table !== undefined && { table: rows }),
    ...(ranges !== undefined && { ranges: eachOf(ranges, (row) => (isMapping(row) ? strings(row) : row)) }),
  };
}

const strings = (mapping: Mapping): Mapping =>
  Object.fromEntries(Object.entries(mapping).map(([key, value]) => [key, STRINGS.has(key) ? asText(value) : value]));

/** A list of one as the one itself, a test that only says what a text is as the text. */
function shorter(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 && isPlain(value[0]) ? value[0] : value.map(shorter);
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => {
        const onlyIs = TEXTS.has(key) && isMapping(inner) && Object.keys(inner).join() === 'is';
        return [key, shorter(onlyIs ? inner['is'] : inner)];
      }),
  );
}

function shorterAction(action: SharedRules['rules'][number]['action']): unknown {
  const { kind, ...said } = action;
  const given = Object.entries(said).filter(([key, value]) => value !== undefined && !isDefault(key, value));
  if (given.length === 0) return kind;
  return { kind, ...Object.fromEntries(given.map(([key, value]) => [key, key === 'table' ? tableOf(value) : value])) };
}

const DEFAULTS: Mapping = { keep_provider_numbers: false, new_numbers: 'fill_gaps', step: 1 };

const isDefault = (key: string, value: unknown): boolean =>
  (Array.isArray(value) && value.length === 0) || (Object.hasOwn(DEFAULTS, key) && DEFAULTS[key] === value);

function tableOf(table: unknown): unknown {
  const rows = table as readonly { readonly from: string; readonly to: string }[];
  const isUnique = new Set(rows.map(({ from }) => from)).size === rows.length;
  const hasNumbers = rows.some(({ from }) => /^\d+$/.test(from)); // objects would put those first
  return isUnique && !hasNumbers ? Object.fromEntries(rows.map(({ from, to }) => [from, to])) : rows;
}
