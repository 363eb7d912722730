// Which providers the catalogue has never had a list of. After it was lost (set aside, or deleted) that is all of them,
// until each has answered: what was built of them before stays until then, whoever asks for a build.

import type { DatabaseSync } from 'node:sqlite';
import { readMemo } from '../catalogue/memo.ts';
import type { ProviderId } from '../model/ids.ts';
import { ownKey } from './memo.ts';

/** A list and the memo of its reading are written in one transaction, so that this is a fact about the rows. */
export function unreadProviders(catalogue: DatabaseSync, providers: readonly ProviderId[]): ReadonlySet<ProviderId> {
  return new Set(providers.filter((id) => readMemo(catalogue, id, ownKey(id)) === undefined));
}
