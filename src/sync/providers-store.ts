// The providers a person has added: a document, in the order in which they are preferred.

import * as z from 'zod';
import { AppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import type { ProviderId } from '../model/ids.ts';
import { insistOnTimes } from '../model/settings-checks.ts';
import { providerSettings, type ProviderSettings, type ProviderSettingsInput } from '../model/provider.ts';
import { openDocument, type Document, type Portable } from '../storage/document.ts';
import { uniqueId } from './provider-id.ts';

/** A provider to be: its id, and where they are left out its kind and name, are found from the source. */
export type NewProvider = Omit<ProviderSettingsInput, 'id' | 'kind' | 'name'> & {
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
};

export type ProviderPatch = Partial<Omit<ProviderSettingsInput, 'id' | 'kind'>>;

export interface ProvidersStore {
  list(): readonly ProviderSettings[];
  get(id: ProviderId): ProviderSettings | undefined;
  /** The provider that reads this source already, so that none is added twice. */
  findBySource(source: string): ProviderSettings | undefined;
  /** @throws AppError `provider.invalid` when no kind reads the source, `settings.invalid` */
  add(input: NewProvider): Promise<ProviderSettings>;
  /** @throws AppError `provider.unknown`, `settings.invalid` */
  patch(id: ProviderId, changes: ProviderPatch): Promise<ProviderSettings>;
  /** @throws AppError `provider.unknown` */
  remove(id: ProviderId): Promise<void>;
  /** Called after every change that is on the disk. */
  onChanged(listener: () => void): void;
  readonly portable: Portable;
}

/** What the store needs to know of app's table of PROVIDERS. */
export interface RecognisesSources {
  readonly kind: string;
  recognises(source: string): boolean;
  /** What a provider is called that nobody has named; without, the source's host or file. */
  nameOf?(source: string): string;
}

export interface ProvidersStoreOptions {
  readonly file: string;
  /** In order of preference: the first that recognises a source takes it. */
  readonly kinds: readonly RecognisesSources[];
  readonly log: Log;
}

const LONGEST_NAME = 100;

const document = z.strictObject({ providers: z.array(providerSettings).max(200) });
type Data = z.output<typeof document>;

export async function openProvidersStore(options: ProvidersStoreOptions): Promise<ProvidersStore> {
  const stored = await openDocument<Data>({
    file: options.file,
    schema: document,
    initial: () => ({ providers: [] }),
    log: options.log,
  });
  return new DocumentStore(stored, options.kinds);
}

class DocumentStore implements ProvidersStore {
  readonly #document: Document<Data>;
  readonly #kinds: readonly RecognisesSources[];
  readonly #listeners: (() => void)[] = [];

  constructor(stored: Document<Data>, kinds: readonly RecognisesSources[]) {
    this.#document = stored;
    this.#kinds = kinds;
  }

  get portable(): Portable {
    return this.#document.portable({
      check: ({ providers }) => {
        for (const provider of providers) {
          this.#kindOf(provider);
          insistOnTimes(provider);
        }
      },
      replace: (data) => this.#update(() => data),
    });
  }

  list(): readonly ProviderSettings[] {
    return this.#document.data.providers;
  }

  get(id: ProviderId): ProviderSettings | undefined {
    return this.list().find((provider) => provider.id === id);
  }

  findBySource(source: string): ProviderSettings | undefined {
    return this.list().find((provider) => provider.source === source);
  }

  async add(input: NewProvider): Promise<ProviderSettings> {
    const found = this.#kindOf(input);
    const data = await this.#update(({ providers }) => {
      const usual = found.nameOf?.(input.source) ?? nameFrom(input.source);
      const name = input.name?.trim() || freeName(usual, providers);
      const id = uniqueId(
        name,
        providers.map((provider) => provider.id),
      );
      return { providers: [...providers, { ...input, id, kind: found.kind, name } as ProviderSettings] };
    });
    return data.providers.at(-1)!;
  }

  async patch(id: ProviderId, changes: ProviderPatch): Promise<ProviderSettings> {
    this.#require(id);
    await this.#update(({ providers }) => ({
      providers: providers.map((provider) =>
        provider.id === id ? ({ ...provider, ...changes } as ProviderSettings) : provider,
      ),
    }));
    return this.#require(id);
  }

  async remove(id: ProviderId): Promise<void> {
    this.#require(id);
    await this.#update(({ providers }) => ({ providers: providers.filter((provider) => provider.id !== id) }));
  }

  onChanged(listener: () => void): void {
    this.#listeners.push(listener);
  }

  async #update(change: (data: Data) => Data): Promise<Data> {
    const data = await this.#document.update(change);
    for (const listener of this.#listeners) listener();
    return data;
  }

  #require(id: ProviderId): ProviderSettings {
    const provider = this.get(id);
    if (!provider) throw new AppError('provider.unknown', `There is no provider ${id}.`);
    return provider;
  }

  #kindOf(input: NewProvider): RecognisesSources {
    const found = input.kind
      ? this.#kinds.find((kind) => kind.kind === input.kind)
      : this.#kinds.find((kind) => kind.recognises(input.source));
    if (found) return found;
    const known = this.#kinds.map((kind) => kind.kind).join(', ');
    throw new AppError('provider.invalid', `This source is of no known kind (${known}).`);
  }
}

/** Two lists of one host are told apart. */
function freeName(name: string, providers: readonly ProviderSettings[]): string {
  const taken = new Set(providers.map((provider) => provider.name));
  for (let count = 1; ; count += 1) {
    const numbered = count === 1 ? name : `${name.slice(0, LONGEST_NAME - 4)} ${count}`;
    if (!taken.has(numbered)) return numbered;
  }
}

/** The host of a URL, the name of a file. */
function nameFrom(source: string): string {
  const host = URL.canParse(source) ? new URL(source).hostname : '';
  return (host || source.split(/[/\\]/).findLast(Boolean) || 'Provider').slice(0, LONGEST_NAME);
}
