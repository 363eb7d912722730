// A provider's id: a readable slug, made once from its name; part of every stream's key.

import { uniqueSlug } from '../kernel/slug.ts';
import type { ProviderId } from '../model/ids.ts';

/** Names of the API's own below `/providers`. */
const RESERVED = ['categories', 'kinds', 'test'];
/** Leaves room for a number within PROVIDER_ID's 32. */
const SLUG = { longest: 24, fallback: 'provider' };

/** A slug of the name that none of `taken` has. */
export const uniqueId = (name: string, taken: readonly string[]): ProviderId =>
  uniqueSlug(name, [...RESERVED, ...taken], SLUG) as ProviderId;
