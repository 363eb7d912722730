// The rules behind the API: the real ones, in a folder, with a preview that is always the same.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiPorts } from '../../src/http/api/ports.ts';
import { silentLog } from '../../src/kernel/log.ts';
import type { Channel } from '../../src/model/channel.ts';
import { printChannelId } from '../../src/model/ids.ts';
import { openRuleStore, shareOf } from '../../src/rules/rule-store.ts';
import { readText, writeText } from '../../src/rules/text.ts';

/** Of the one rule that there is. */
export const RULE_ID = 'r0000000001';
const action = { kind: 'hide' };

/** @param of whose name a preview would change */
export async function rulesIn(folder: string, of: Pick<Channel, 'id' | 'name'>): Promise<ApiPorts['rules']> {
  const file = join(folder, 'rules.json');
  const rule = { id: RULE_ID, name: 'No sport', enabled: true, when: { name: { contains: ['sport'] } }, action };
  writeFileSync(file, JSON.stringify({ version: 1, data: { patterns: [], rules: [rule] } }));
  const store = await openRuleStore({ file, log: silentLog });
  const counts = { gone: 0, back: 0, name: 1, group: 0, number: 0, enabled: 0, logo: 0, guide_shift: 0, streams: 0 };
  const changes = [{ kind: 'name', before: of.name, after: `${of.name}!` }] as const;
  const items = [{ id: printChannelId(of.id), name: of.name, changes }];
  return {
    get book() {
      return store.book;
    },
    get: (id) => store.get(id),
    add: (draft, at) => store.add(draft, at),
    patch: (id, patch) => store.patch(id, patch),
    remove: (id) => store.remove(id),
    reorder: (ids) => store.reorder(ids),
    setPatterns: (patterns) => store.setPatterns(patterns),
    take: (shared, mode) => store.take(shared, mode),
    readText: (text) => Promise.resolve(readText(text)),
    writeText: () => Promise.resolve(writeText(shareOf(store.book))),
    preview: async (trial) => {
      await Promise.resolve(trial.kind === 'rule' && trial.id !== undefined ? store.get(trial.id) : undefined);
      return { matched: 1, hidden: 0, shown: 0, counts: { ...counts, channels: 1 }, items, total: 1 };
    },
  };
}
