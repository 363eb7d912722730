// Has the library built when what it is made of has changed; requests that come meanwhile share the next build.

import type { Catalogue } from '../catalogue/catalogue.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import type { Library } from '../library/library.ts';
import { hash53 } from '../model/ids.ts';
import type { RuleTexts } from '../rules/compile.ts';
import { rulesForTitles } from '../rules/title-rules.ts';
import { taskRef, type WorkerPool } from '../workers/pool.ts';
import { taskUrl } from '../workers/task.ts';
import type { ProvidersStore } from './providers-store.ts';
import type { BuildRules } from './ruling.ts';

const BUILD = taskRef<typeof import('./library.task.ts').default>(taskUrl(import.meta, './library.task'));

/** Another one when the same sources make another library. */
const BUILT_AS = 3;

export interface LibraryBuilderOptions {
  readonly catalogue: Pick<Catalogue, 'edition' | 'file'>;
  readonly library: Pick<Library, 'rebuild' | 'state'>;
  readonly providers: Pick<ProvidersStore, 'list'>;
  /** Language codes, the preferred first. */
  readonly languages: () => readonly string[];
  /** All of them; those that are for movies and series are taken. */
  readonly rules: () => RuleTexts;
  /** Which of TMDB's titles a person says that names are, by their keys. */
  readonly decided: () => readonly (readonly [nameKey: number, tmdbId: number])[];
  readonly pool: WorkerPool;
  readonly log: Log;
}

export class LibraryBuilder {
  readonly #options: LibraryBuilderOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #isAskedAgain = false;

  constructor(options: LibraryBuilderOptions) {
    this.#options = options;
  }

  /** Builds unless the library is made of just this. A failure is in the log: the library stays as it was. */
  catchUp(): Promise<void> {
    if (this.#running) this.#isAskedAgain = true;
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new AppError('process.stopping', 'Masthead is stopping'));
    await this.#running;
  }

  async #run(): Promise<void> {
    do {
      this.#isAskedAgain = false;
      await this.#build().catch((error: unknown) => {
        const { code, message } = toAppError(error);
        if (code !== 'process.stopping') this.#options.log.warning('The library was not built', { code, message });
      });
    } while (this.#isAskedAgain && !this.#stopping.signal.aborted);
  }

  async #build(): Promise<void> {
    const { catalogue, library, languages, pool } = this.#options;
    const enabled = this.#options.providers.list().filter((provider) => provider.enabled);
    const providers = enabled.map(({ id }) => id);
    const rules = this.#rules();
    const ruled = rules.rules.length === 0 ? [] : [hash53(JSON.stringify(rules))];
    const decided = this.#options.decided();
    const wishes = decided.length === 0 ? [] : [`decided ${hash53(JSON.stringify(decided))}`];
    const { state } = library;
    const made = [BUILT_AS, providers, languages(), catalogue.edition(), state.found, ...ruled, ...wishes];
    const builtFrom = JSON.stringify(made);
    if (state.builtFrom === builtFrom) return;
    const input = { catalogueFile: catalogue.file, providers, languages: languages(), decided, rules, builtFrom };
    const { signal } = this.#stopping;
    await library.rebuild((libraryFile) => pool.run(BUILD, { ...input, libraryFile }, { signal }));
  }

  #rules(): BuildRules {
    const { patterns, rules: all } = this.#options.rules();
    const rules = rulesForTitles(all);
    const names = rules.length === 0 ? [] : this.#options.providers.list().map(({ id, name }) => [id, name] as const);
    return { patterns, rules, providerNames: Object.fromEntries(names) };
  }
}
