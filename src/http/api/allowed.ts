// What whoever asks may watch, for lists and pages that are open to all: an admin, and who has no account, is held to nothing.

import type { Context } from 'hono';
import { isHeld, mayWatchGroup, mayWatchTitle, type Allowed } from '../../model/person.ts';
import type { Title, TitleKind } from '../../model/title.ts';
import type { ApiEnv } from '../guard.ts';
import { may } from '../permissions.ts';

/** Undefined for everything. */
function allowedFor(c: Context<ApiEnv>): Allowed | undefined {
  const rights = c.var.person.account?.rights;
  return !rights || c.var.person.role === 'admin' || !isHeld(rights) ? undefined : rights;
}

export function mayAskForChannel(c: Context<ApiEnv>, { group }: { readonly group: string }): boolean {
  const allowed = allowedFor(c);
  return allowed === undefined || mayWatchGroup(allowed, group);
}

export function mayAskForTitle(c: Context<ApiEnv>, title: Pick<Title, 'group' | 'kind'>): boolean {
  const allowed = allowedFor(c);
  return allowed === undefined || mayWatchTitle(allowed, title);
}

interface TitleBounds {
  readonly kinds: readonly TitleKind[];
  readonly groups: readonly string[] | null;
}

/** For a list of titles; undefined for all. */
export function titlesFor(c: Context<ApiEnv>): TitleBounds | undefined {
  const allowed = allowedFor(c);
  if (!allowed) return undefined;
  const { contents, titleGroups: groups } = allowed;
  const kinds = [
    ...(contents.includes('movies') ? (['movie'] as const) : []),
    ...(contents.includes('series') ? (['series'] as const) : []),
  ];
  return { kinds, groups };
}

/** Where streams are from is for who may look. */
export const maySeeOrigins = (c: Context<ApiEnv>): boolean => may(c.var.person, 'look');
