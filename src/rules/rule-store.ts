// The rules as a person has written them, in order: kept in a document, changed piece by piece, refused when they cannot work.

import { randomBytes } from 'node:crypto';
import { AppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import {
  noRules,
  ruleBook,
  type DraftRule,
  type Rule,
  type RuleBook,
  type RulePattern,
  type SharedRules,
} from '../model/rules.ts';
import { openDocument, type Document, type Portable } from '../storage/document.ts';
import { compileRules } from './compile.ts';
import { refuseIssues } from './issue.ts';
import { withPatterns } from './renamed-patterns.ts';

export type RulePatch = { readonly [Key in keyof DraftRule]?: DraftRule[Key] | undefined };

export type ImportMode = 'replace' | 'append';

export class RuleStore {
  readonly #document: Document<RuleBook>;

  constructor(document: Document<RuleBook>) {
    this.#document = document;
  }

  get book(): RuleBook {
    return this.#document.data;
  }

  /**
   * @param at its place; left out it is the last
   * @throws AppError `request.invalid` when it cannot work, `settings.invalid`, `storage.full`: nothing has changed then
   */
  async add(draft: DraftRule, at?: number): Promise<Rule> {
    const rule: Rule = { ...draft, id: newId() };
    await this.#update((book) => ({ ...book, rules: book.rules.toSpliced(at ?? book.rules.length, 0, rule) }));
    return rule;
  }

  /** @throws AppError `rule.unknown`, and as `add` */
  async patch(id: string, patch: RulePatch): Promise<Rule> {
    const said = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    await this.#update((book) => {
      const index = placeOf(book, id);
      return { ...book, rules: book.rules.with(index, { ...book.rules[index]!, ...said }) };
    });
    return this.get(id);
  }

  /** @throws AppError `rule.unknown` */
  async remove(id: string): Promise<void> {
    await this.#update((book) => ({ ...book, rules: book.rules.toSpliced(placeOf(book, id), 1) }));
  }

  /** @param ids all of them, once each @throws AppError `request.conflict` when they are not those that there are */
  async reorder(ids: readonly string[]): Promise<void> {
    await this.#update((book) => {
      const known = new Map(book.rules.map((rule) => [rule.id, rule]));
      const rules = [...new Set(ids)].flatMap((id) => known.get(id) ?? []);
      if (rules.length !== ids.length || rules.length !== book.rules.length) {
        throw new AppError('request.conflict', 'These are not the rules that there are now.');
      }
      return { ...book, rules };
    });
  }

  /**
   * All named patterns; rules follow one that only gets another name.
   * @throws AppError as `add`, also when a rule needs one that is no longer there
   */
  async setPatterns(patterns: readonly RulePattern[]): Promise<void> {
    await this.#update((book) => withPatterns(book, patterns));
  }

  /** @throws AppError as `add` */
  async take(shared: SharedRules, mode: ImportMode): Promise<void> {
    await this.#update((book) => merged(book, shared, mode));
  }

  /** @throws AppError `rule.unknown` */
  get(id: string): Rule {
    return this.book.rules[placeOf(this.book, id)]!;
  }

  /** A rule that cannot work is as good in another book as it was in the one that it comes from. */
  get portable(): Portable {
    return this.#document.portable();
  }

  async settled(): Promise<void> {
    await this.#document.settled();
  }

  async #update(change: (book: RuleBook) => RuleBook): Promise<void> {
    await this.#document.update((current) => {
      const after = change(current);
      refuseIssues(compileRules(after).issues);
      return after;
    });
  }
}

/** The book after an import: rules and patterns of the same name give way to the new ones where they are added. */
export function merged(book: RuleBook, shared: SharedRules, mode: ImportMode): RuleBook {
  // A rule that is there already, as it is, stays the one it was: what was shared and comes back changes nothing.
  const known = new Map(book.rules.map((rule) => [JSON.stringify({ ...rule, id: '' }), rule.id]));
  const rules = shared.rules.map((draft) => {
    const text = JSON.stringify({ ...draft, id: '' });
    const id = mode === 'replace' ? known.get(text) : undefined;
    known.delete(text);
    return { ...draft, id: id ?? newId() };
  });
  if (mode === 'replace') return { patterns: shared.patterns, rules };
  const names = new Set(shared.patterns.map(({ name }) => name.toLowerCase()));
  const patterns = [...book.patterns.filter(({ name }) => !names.has(name.toLowerCase())), ...shared.patterns];
  return { patterns, rules: [...book.rules, ...rules] };
}

/** What others can use of it: without ids. */
export function shareOf({ patterns, rules }: RuleBook): SharedRules {
  return { patterns, rules: rules.map(({ id: _id, ...draft }) => draft) };
}

/** Ids that people see in addresses; none is ever given twice. */
function newId(): string {
  const letters = '0123456789abcdefghijklmnopqrstuvwxyz';
  return `r${Array.from(randomBytes(10), (byte) => letters[byte % letters.length]).join('')}`;
}

function placeOf({ rules }: RuleBook, id: string): number {
  const index = rules.findIndex((rule) => rule.id === id);
  if (index === -1) throw new AppError('rule.unknown', `There is no rule ${id}.`);
  return index;
}

/** @throws AppError `storage.corrupt` when neither the file nor its last good copy can be used */
export async function openRuleStore(options: { readonly file: string; readonly log: Log }): Promise<RuleStore> {
  const document = await openDocument<RuleBook>({ ...options, schema: ruleBook, initial: () => noRules });
  const { issues } = compileRules(document.data); // the file may have been edited by hand
  for (const { path, message } of issues) {
    options.log.warning('A rule cannot work and is passed over', { rule: path.join('.'), message });
  }
  return new RuleStore(document);
}
