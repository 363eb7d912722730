// The settings document: what is in force, changed piece by piece, announced when it is on the disk.

import { isDeepStrictEqual } from 'node:util';
import type { Unsubscribe } from '../kernel/events.ts';
import type { Log } from '../kernel/log.ts';
import { defaultSettings, settingsSchema, type Settings } from '../model/settings.ts';
import { checkSettings } from '../model/settings-checks.ts';
import { openDocument, type Document, type Portable } from './document.ts';
import type { Paths } from './paths.ts';

/** Any part of a settings tree; what is left out stays as it is. */
export type DeepPartial<Value> = Value extends object
  ? { readonly [Key in keyof Value]?: DeepPartial<Value[Key]> }
  : Value;

/** @param paths what differs from before: `streaming.linger_seconds` … */
export type SettingsListener = (settings: Settings, paths: readonly string[]) => void;

export class SettingsStore {
  readonly #document: Document<Settings>;
  readonly #listeners = new Set<SettingsListener>();
  readonly #checks = new Set<SettingsListener>();

  constructor(document: Document<Settings>) {
    this.#document = document;
  }

  get current(): Settings {
    return this.#document.data;
  }

  /**
   * Resolves when the change is on the disk and announced.
   * @throws AppError `settings.invalid`, `storage.full`: nothing has changed then
   */
  patch(change: DeepPartial<Settings>): Promise<Settings> {
    return this.#update((data) => {
      const wanted = merge(data, change) as Settings;
      this.#check(wanted, data);
      return wanted;
    });
  }

  /** For what a schema cannot know. @param check throws `settings.invalid` for a change that is not to be */
  addCheck(check: SettingsListener): Unsubscribe {
    this.#checks.add(check);
    return () => this.#checks.delete(check);
  }

  get portable(): Portable {
    const check = (settings: Settings): void => this.#check(settings, this.current);
    return this.#document.portable({ check, replace: (settings) => this.#update(() => settings) });
  }

  #check(wanted: Settings, before: Settings): void {
    const shaped = settingsSchema.safeParse(wanted);
    if (shaped.success) checkSettings(shaped.data, before); // else the document says what is wrong
    const paths = changedPaths(before, wanted);
    for (const check of this.#checks) check(wanted, paths);
  }

  async #update(change: (data: Settings) => Settings): Promise<Settings> {
    let before = this.current;
    const settings = await this.#document.update((data) => {
      before = data;
      return change(data);
    });
    const paths = changedPaths(before, settings);
    if (paths.length > 0) for (const listener of this.#listeners) listener(settings, paths);
    return settings;
  }

  onChanged(listener: SettingsListener): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** @throws AppError `storage.corrupt` when neither the file nor its last good copy can be used */
export async function createSettingsStore(paths: Pick<Paths, 'settings'>, log: Log): Promise<SettingsStore> {
  const document = await openDocument<Settings>({
    file: paths.settings,
    schema: settingsSchema,
    initial: () => defaultSettings,
    log,
  });
  return new SettingsStore(document);
}

function merge(value: unknown, change: unknown): unknown {
  if (change === undefined) return value;
  if (!isTree(value) || !isTree(change)) return change;
  const merged = Object.entries(change).map(([key, part]) => [key, merge(value[key], part)]);
  return { ...value, ...Object.fromEntries(merged) };
}

function changedPaths(before: unknown, after: unknown, path = ''): string[] {
  if (!isTree(before) || !isTree(after)) return isDeepStrictEqual(before, after) ? [] : [path];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => changedPaths(before[key], after[key], path ? `${path}.${key}` : key));
}

const isTree = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
