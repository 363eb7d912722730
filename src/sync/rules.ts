// The rules as people work with them: changed, tried out on the streams that there are, read and written as text. A change
// is done when the lineup that follows from it is published.

import type { Lineup } from '../lineup/lineup.ts';
import type { DraftRule, Rule, RuleBook, RulePattern, SharedRules } from '../model/rules.ts';
import type { Settings } from '../model/settings.ts';
import { compileRules, type RuleTexts } from '../rules/compile.ts';
import { refuseIssues, type RuleIssue } from '../rules/issue.ts';
import { merged, shareOf, type ImportMode, type RulePatch, type RuleStore } from '../rules/rule-store.ts';
import type { ReadText } from '../rules/text.ts';
import type { Paths } from '../storage/paths.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import type { ProvidersStore } from './providers-store.ts';
import type { PreviewPage, RulePreview, RuleTrial } from './rule-query.ts';

const TEXT = taskRef<typeof import('../rules/text.task.ts').default>(taskUrl(import.meta, '../rules/text.task'));

const PREVIEW = taskRef<typeof import('./rule-preview.task.ts').default>(taskUrl(import.meta, './rule-preview.task'));

export interface RulesOptions {
  readonly store: RuleStore;
  readonly paths: Pick<Paths, 'catalogue' | 'numbers'>;
  readonly pool: WorkerPool;
  readonly providers: Pick<ProvidersStore, 'list'>;
  readonly lineup: Pick<Lineup, 'decisions'>;
  readonly settings: () => Settings['lineup'];
  /** The folder of a person's logos. */
  readonly ownLogos: () => string;
  /** Resolves when a build that began after the call is published. */
  readonly rebuild: () => Promise<unknown>;
}

export class Rules {
  readonly #options: RulesOptions;

  constructor(options: RulesOptions) {
    this.#options = options;
  }

  get book(): RuleBook {
    return this.#options.store.book;
  }

  /** @throws AppError `rule.unknown` */
  get(id: string): Rule {
    return this.#options.store.get(id);
  }

  /** @throws AppError `request.invalid` when it cannot work: nothing has changed then; so do all that follow */
  async add(draft: DraftRule, at?: number): Promise<Rule> {
    const rule = await this.#options.store.add(draft, at);
    await this.#options.rebuild();
    return rule;
  }

  /** @throws AppError `rule.unknown` */
  async patch(id: string, patch: RulePatch): Promise<Rule> {
    const rule = await this.#options.store.patch(id, patch);
    await this.#options.rebuild();
    return rule;
  }

  /** @throws AppError `rule.unknown` */
  async remove(id: string): Promise<void> {
    await this.#options.store.remove(id);
    await this.#options.rebuild();
  }

  /** @throws AppError `request.conflict` when these are not all rules */
  async reorder(ids: readonly string[]): Promise<void> {
    await this.#options.store.reorder(ids);
    await this.#options.rebuild();
  }

  async setPatterns(patterns: readonly RulePattern[]): Promise<void> {
    await this.#options.store.setPatterns(patterns);
    await this.#options.rebuild();
  }

  async take(shared: SharedRules, mode: ImportMode): Promise<void> {
    await this.#options.store.take(shared, mode);
    await this.#options.rebuild();
  }

  /** Rules out of a text; nothing is changed. */
  async readText(text: string): Promise<ReadText> {
    const done = await this.#options.pool.run(TEXT, { kind: 'read', text });
    return 'read' in done ? done.read : { ok: false, issues: [] };
  }

  /** All rules as text, to be shared. */
  async writeText(): Promise<string> {
    const done = await this.#options.pool.run(TEXT, { kind: 'write', shared: shareOf(this.book) });
    return 'text' in done ? done.text : '';
  }

  /** @throws AppError `request.invalid` when it cannot work, `rule.unknown`, `process.stopping` when `signal` aborts */
  async preview(trial: RuleTrial, page: PreviewPage, signal: AbortSignal): Promise<RulePreview> {
    const { pool, paths, providers, lineup, settings, ownLogos } = this.#options;
    const all = providers.list();
    const { before, after, watched } = this.#sides(trial);
    refuseIssues(compileRules(after).issues.map((issue) => placedIn(watched, trial, issue)));
    const input = {
      files: { catalogue: paths.catalogue, numbers: paths.numbers },
      providers: all.flatMap(({ id, enabled }) => (enabled ? [id] : [])),
      providerNames: Object.fromEntries(all.map(({ id, name }) => [id, name])),
      ownLogos: ownLogos(),
      decisions: lineup.decisions,
      settings: settings(),
    };
    // What a rule keeps alone, it does to all others.
    const isOneMore = trial.kind === 'rule' && trial.rule.action.kind !== 'keep_only';
    return pool.run(PREVIEW, { ...input, before, after, watched, isOneMore, page }, { signal });
  }

  #sides(trial: RuleTrial): { before: RuleTexts; after: RuleTexts; watched: number[] } {
    const { book, store } = { book: this.book, store: this.#options.store };
    if (trial.kind === 'import') {
      const after = merged(book, trial.shared, trial.mode);
      const first = trial.mode === 'append' ? book.rules.length : 0;
      return { before: book, after, watched: trial.shared.rules.map((_, index) => first + index) };
    }
    const { id, rule } = trial;
    const at = id === undefined ? book.rules.length : book.rules.indexOf(store.get(id));
    const rest = id === undefined ? book.rules : book.rules.toSpliced(at, 1);
    const after: DraftRule[] = [...rest.slice(0, at), { ...rule, enabled: true }, ...rest.slice(at)];
    const { patterns } = book;
    return { before: { patterns, rules: rest }, after: { patterns, rules: after }, watched: [at] };
  }
}

/** A fault of what is tried out is where whoever wrote it sees it, not where it would be among all rules. */
function placedIn([first = 0]: readonly number[], { kind }: RuleTrial, { path, message }: RuleIssue): RuleIssue {
  const [list, at, ...rest] = path;
  if (list !== 'rules' || typeof at !== 'number' || at < first) return { path, message };
  if (kind === 'import') return { path: [list, at - first, ...rest], message };
  return { path: at === first ? rest : path, message };
}
