// A group that gets another name takes the people along who may watch it: they may watch the same as before.

import type { ChannelPatch } from '../../lineup/query.ts';
import type { AccountsPort } from './ports.ts';

/** Groups that become others which are not there yet: into one that is, whoever may watch the first might not see all. */
export function renamesIn(
  patches: readonly ChannelPatch[],
  groups: ReadonlySet<string>,
): readonly (readonly [from: string, to: string])[] {
  return patches.flatMap(({ where, set }) => {
    const [from, to] = [where?.group, set.group];
    return from !== undefined && typeof to === 'string' && from !== to && !groups.has(to) ? [[from, to] as const] : [];
  });
}

/** The name so far stays in their lists: a rename that is taken back takes nothing away. */
export async function followRenames(
  renames: ReturnType<typeof renamesIn>,
  people: AccountsPort['people'],
): Promise<void> {
  for (const { id, groups } of people.list()) {
    if (groups === null) continue;
    const wanted = [...groups];
    for (const [from, to] of renames) if (wanted.includes(from) && !wanted.includes(to)) wanted.push(to);
    if (wanted.length > groups.length) await people.patch(id, { groups: wanted });
  }
}
