// What an administrator does to what is another's own stands in the audit; what one does to one's own does not.

import type { Context } from 'hono';
import { isDeepStrictEqual } from 'node:util';
import type { Audit } from '../../accounts/audit/audit.ts';
import type { ApiEnv } from '../guard.ts';

/** Before and after; null for what was not there, or is no more. */
export interface OthersChange {
  readonly before: unknown;
  readonly after: unknown;
}

interface Owned {
  readonly audit: Pick<Audit, 'add'>;
  /** `history`, `logins` …: its key is `logins.<id of the person>`. */
  readonly thing: string;
  /** Null for everybody. */
  readonly owner: { readonly id: string; readonly name: string } | null;
}

export const isOthers = (c: Context<ApiEnv>, owner: Owned['owner']): boolean =>
  owner === null || owner.id !== c.var.person.account?.id;

/** To be called when it is done. Nothing where it is one's own, or nothing has changed. */
export function noteOthers(c: Context<ApiEnv>, { audit, thing, owner }: Owned, { before, after }: OthersChange): void {
  if (!isOthers(c, owner) || isDeepStrictEqual(before, after)) return;
  const change = before === null ? 'added' : after === null ? 'removed' : 'changed';
  const key = owner ? `${thing}.${owner.id}` : thing;
  audit.add({ area: 'accounts', changes: [{ change, key, name: owner?.name ?? '', before, after }], undo: null });
}
