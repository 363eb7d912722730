// Puts the secrets back into what a file holds: from its seal, or from this installation where all that may be seen of them
// is the same. What is still without one is said, and works no longer.

import { AppError } from '../../kernel/errors.ts';
import { besideSeal, type BackupFile } from './file.ts';
import { unseal } from './seal.ts';
import { conceal, ownValue, rulesByPath, valueAt, withValues, type Path, type SecretRule } from './secrets.ts';

/** What becomes of a thing whose secret is nowhere; `unheeded` is a field that names what is not there, until it is. */
export type Fate = 'disabled' | 'dropped' | 'kept' | 'unheeded';

export interface RestoreRules {
  readonly secrets: readonly SecretRule[];
  /** By the name of the list that it is in; `kept` without. */
  readonly fates?: Readonly<Record<string, Fate>>;
}

export interface Lacking {
  readonly document: string;
  /** Its id; empty where it has none. */
  readonly id: string;
  readonly field: string;
  readonly fate: Fate;
}

export interface Restored {
  readonly documents: ReadonlyMap<string, { readonly version: number; readonly data: unknown }>;
  readonly lacking: readonly Lacking[];
}

export interface RestoreOptions {
  readonly file: BackupFile;
  /** Undefined leaves sealed secrets where they are. */
  readonly passphrase: string | undefined;
  /** The documents that are taken, with what this installation has. */
  readonly taken: ReadonlyMap<string, RestoreRules>;
  /** What this installation has of any document. */
  readonly ownOf: (document: string) => unknown;
}

/** @throws AppError `request.invalid` */
export async function restore({ file, passphrase, taken, ownOf }: RestoreOptions): Promise<Restored> {
  const values = await valuesOf(file, passphrase);
  const known = new Map(file.left_out.map((place, index) => [placeKey(place.document, place.at), values?.[index]]));
  const documents = new Map<string, { version: number; data: unknown }>();
  const lacking: Lacking[] = [];
  for (const [name, rules] of taken) {
    const found = file.documents[name];
    if (!found) continue;
    const places = file.left_out.filter(({ document }) => document === name).map(({ at }) => at);
    const own = conceal(ownOf(name), rules.secrets);
    const ruleOf = rulesByPath(rules.secrets);
    const isWorth = (path: Path): boolean => isBoundHere(ruleOf(path), { known, taken, ownOf });
    const changes: [Path, unknown][] = [];
    const missing: Path[] = [];
    for (const at of places) {
      const sealed = values && isWorth(at) ? { value: known.get(placeKey(name, at)) } : undefined;
      const value = sealed ?? ownValue(found.data, own, at);
      if (value) changes.push([at, value.value]);
      else missing.push(at);
    }
    const whole = withValues(found.data, changes);
    documents.set(name, { version: found.version, data: withFates(whole, missing, rules) });
    lacking.push(...missing.map((at) => describe(name, { data: whole, at, rules })));
  }
  return { documents, lacking };
}

async function valuesOf(file: BackupFile, passphrase: string | undefined): Promise<readonly unknown[] | undefined> {
  if (!file.sealed || passphrase === undefined) return undefined;
  const values = await unseal(file.sealed, passphrase, besideSeal(file));
  if (Array.isArray(values) && values.length === file.left_out.length) return values;
  throw new AppError('request.invalid', 'The file is damaged: its secrets are not those of its documents.');
}

interface Holdings extends Pick<RestoreOptions, 'ownOf' | 'taken'> {
  readonly known: ReadonlyMap<string, unknown>;
}

/** Whether what it needs comes along, or is the same here. */
function isBoundHere(rule: SecretRule | undefined, { known, taken, ownOf }: Holdings): boolean {
  if (!rule?.boundTo) return true;
  const { document, at } = rule.boundTo;
  const needed = known.get(placeKey(document, at));
  return needed !== undefined && (taken.has(document) || needed === valueAt(ownOf(document), at));
}

const placeKey = (document: string, at: Path): string => JSON.stringify([document, ...at]);

const fateOf = (at: Path, { fates }: RestoreRules): Fate => fates?.[String(at[0])] ?? 'kept';

function withFates(data: unknown, missing: readonly Path[], rules: RestoreRules): unknown {
  const disabled = missing.filter((at) => fateOf(at, rules) === 'disabled');
  const off = withValues(
    data,
    disabled.map((at) => [[...at.slice(0, 2), 'enabled'], false] as const),
  );
  const dropped = missing.filter((at) => fateOf(at, rules) === 'dropped');
  const lists = new Set(dropped.map(([list]) => String(list)));
  const kept = [...lists].flatMap((list): [Path, unknown][] => {
    const gone = new Set(dropped.filter((at) => at[0] === list).map((at) => at[1]));
    const all = valueAt(off, [list]);
    return Array.isArray(all) ? [[[list], all.filter((_, index) => !gone.has(index))]] : []; // else it is refused later
  });
  return withValues(off, kept);
}

function describe(
  document: string,
  { data, at, rules }: { readonly data: unknown; readonly at: Path; readonly rules: RestoreRules },
): Lacking {
  const isInList = typeof at[1] === 'number';
  const id = isInList ? valueAt(data, [...at.slice(0, 2), 'id']) : '';
  const field = at.slice(isInList ? 2 : 0).join('.');
  return { document, id: typeof id === 'string' ? id : '', field, fate: fateOf(at, rules) };
}
