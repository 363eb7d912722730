// The demo among the providers: it runs while a person has its provider and leaves it enabled, whether it was asked for on
// the command line or in the panel. Its address is another one at every start.

import { isDemoSource, startDemoProvider, type DemoProvider } from '../demo/provider.ts';
import { Lane } from '../kernel/lane.ts';
import type { ProviderId } from '../model/ids.ts';
import type { ProviderSettings } from '../model/provider.ts';
import type { ProvidersStore } from '../sync/providers-store.ts';
import type { AppContext } from './context.ts';

const DEMO_NAME = 'Demo';

export class Demo {
  readonly #context: Pick<AppContext, 'clock' | 'log'>;
  readonly #providers: ProvidersStore;
  readonly #turns = new Lane();
  #running: DemoProvider | undefined;
  #isOver = false;

  constructor(context: Pick<AppContext, 'clock' | 'log'>, providers: ProvidersStore) {
    this.#context = context;
    this.#providers = providers;
  }

  /** A page with a button for every fault; undefined while it does not run. */
  get pageUrl(): string | undefined {
    return this.#running?.pageUrl;
  }

  /** Runs where its provider is enabled; from now on it begins and ends with that. */
  async start(): Promise<void> {
    await this.#settle();
    this.#providers.onChanged(() => {
      this.#settle().catch((error: unknown) => this.#context.log.error('The demo could not follow', { error }));
    });
  }

  /** Adds its provider, or enables the one that is there. */
  take(): Promise<ProviderId> {
    return this.#turns.run(async () => {
      const { playlistUrl: source } = await this.#open();
      const known = this.#known();
      const { id } = known
        ? await this.#providers.patch(known.id, { source, enabled: true })
        : await this.#providers.add({ name: DEMO_NAME, source });
      return id;
    });
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#turns.run(() => this.#close());
  }

  #settle(): Promise<void> {
    return this.#turns.run(async () => {
      const known = this.#known();
      if (!known?.enabled) return this.#close();
      if (this.#running || this.#isOver) return;
      const { playlistUrl: source } = await this.#open();
      await this.#providers.patch(known.id, { source });
    });
  }

  #known(): ProviderSettings | undefined {
    return this.#providers.list().find(({ source }) => isDemoSource(source));
  }

  async #open(): Promise<DemoProvider> {
    return (this.#running ??= await startDemoProvider(this.#context));
  }

  async #close(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.stop();
  }
}
