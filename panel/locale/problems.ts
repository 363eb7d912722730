// What the server says went wrong, in the person's language. The server speaks English: a sentence that we know is said
// whole, else its code; what nobody has translated is said as it came.

import { fill } from './fill.ts';

/** An error of the API, of a sync, of a session. */
export interface Fault {
  readonly code: string;
  /** The server's sentence, empty where it said nothing. */
  readonly message: string;
}

/** One language's file; `{0}`, `{1}` … stand for what differs from case to case. */
export interface ProblemTexts {
  readonly codes: Readonly<Record<string, string>>;
  /** By the server's own sentence. */
  readonly sentences: Readonly<Record<string, string>>;
  /** What is wrong with a part of what was sent, as it stands behind the part's name. */
  readonly issues: Readonly<Record<string, string>>;
  /** Why a stream has its place, each part of a sentence by itself: what takes it apart stands first. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** Those whose code says too little: what the server said about it stands behind it. */
export const VAGUE_CODES: ReadonlySet<string> = new Set([
  'alert.refused',
  'alert.unavailable',
  'home-assistant.refused',
  'request.conflict',
  'request.invalid',
  'settings.invalid',
]);

let texts: ProblemTexts | undefined;
type Patterns = readonly (readonly [said: RegExp, text: string])[];
let sentences: Patterns = [];
let issues: Patterns = [];
let reasons: Patterns = [];

/** @param loaded undefined where the server's own words are those of the language */
export function useProblemTexts(loaded: ProblemTexts | undefined): void {
  texts = loaded;
  sentences = patternsOf(loaded?.sentences);
  issues = patternsOf(loaded?.issues);
  reasons = patternsOf(loaded?.reasons);
}

/** A term of the rank, or what made another stream better: `health 40 of 100: black in 2 of the last 3 looks at its picture`. */
export const rankReason = (said: string): string => translated(said, reasons, rankReason) ?? said;

/** @returns empty where neither the server nor we have a word for it */
export function sentenceOf({ code, message }: Fault): string {
  if (!texts) return message;
  const whole = translated(message, sentences);
  if (whole !== undefined) return whole;
  const known = texts.codes[code];
  if (known === undefined) return message;
  return VAGUE_CODES.has(code) && message !== '' ? `${known} (${partsOf(message)})` : known;
}

/** What is wrong with one part, without its name. */
export const issueText = (said: string): string => translated(said, issues) ?? said;

/** `name: must not be empty; password: is missing`: each of them as it is said here. */
function partsOf(message: string): string {
  const parts = message.split('; ').map((part) => {
    const [name = '', ...said] = part.split(': ');
    return `${name}: ${issueText(said.join(': '))}`;
  });
  return parts.join('; ');
}

/** @param inside what becomes of that which is put in */
function translated(said: string, among: Patterns, inside = (value: string): string => value): string | undefined {
  for (const [pattern, text] of among) {
    const found = pattern.exec(said);
    if (found) return fill(text, Object.fromEntries(found.slice(1).map((value, index) => [index, inside(value)])));
  }
  return undefined;
}

const patternsOf = (written: Readonly<Record<string, string>> = {}): Patterns =>
  Object.entries(written).map(([said, text]) => [patternOf(said), text]);

/** The ends of sentences come with a stop and without. */
function patternOf(said: string): RegExp {
  const parts = said.replace(/\.$/, '').split(/\{\d\}/);
  return new RegExp(`^${parts.map((part) => escaped(part)).join('(.+)')}\\.?$`, 's');
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
