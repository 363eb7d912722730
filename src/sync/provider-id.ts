// A provider's id: a readable slug, made once from its name; part of every stream's key.

import type { ProviderId } from '../model/ids.ts';

/** Names of the API's own below `/providers`. */
const RESERVED = new Set(['categories', 'kinds', 'test']);
const LONGEST = 24; // leaves room for a number within PROVIDER_ID's 32

/** A slug of the name that none of `taken` has: `sky-uk`, `sky-uk-2` … */
export function uniqueId(name: string, taken: readonly string[]): ProviderId {
  const slug = slugOf(name);
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? slug : `${slug}-${count}`;
    if (!taken.includes(id) && !RESERVED.has(id)) return id as ProviderId;
  }
}

function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, '');
  return plain || 'provider';
}
