// Things are told apart by their ids: two of one list with the same would both be changed, or removed, where one is meant.

import type { Sliced } from '../../kernel/slices.ts';

/** @param depth how many steps down lists may lie @returns an id that two things of one list have */
export function* twinIn(data: unknown, depth: number): Sliced<string | undefined> {
  if (typeof data !== 'object' || data === null) return undefined;
  const seen = new Set<unknown>();
  for (const part of Object.values(data) as unknown[]) {
    yield;
    const id = Array.isArray(data) ? idOf(part) : undefined;
    if (id !== undefined && seen.has(id)) return id;
    seen.add(id);
    const below = depth > 0 ? yield* twinIn(part, depth - 1) : undefined;
    if (below !== undefined) return below;
  }
  return undefined;
}

function idOf(part: unknown): string | undefined {
  const id: unknown = typeof part === 'object' && part !== null ? (part as { readonly id?: unknown }).id : undefined;
  return typeof id === 'string' ? id : undefined;
}
