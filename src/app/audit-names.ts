// What a decision about the lineup was about, as a person calls it: the decisions themselves know ids and places alone.

import type { AuditChange } from '../accounts/audit/audit.ts';
import type { Decisions } from '../lineup/decisions.ts';
import { parseChannelId, type ChannelId } from '../model/ids.ts';

interface Told {
  readonly before: Decisions;
  readonly after: Decisions;
  readonly channelName: (id: ChannelId) => string;
}

type NameOf = (step: string, change: AuditChange, told: Told) => string;

/** By what a key begins with; `channels.c1…`, `rules.0`, `matches.names` … */
const NAMES: Readonly<Record<string, NameOf>> = {
  channels: (id, _, { channelName }) => {
    const channel = parseChannelId(id);
    return channel === undefined ? '' : channelName(channel);
  },
  rules: (at, _, { before, after }) => (after.rules[Number(at)] ?? before.rules[Number(at)])?.group ?? '',
  guides: (ref) => ref.slice(ref.indexOf('|') + 1),
  matches: (_, __, told) => calledIn(told).join(', '),
};

export function namedLineup(changes: readonly AuditChange[], told: Told): AuditChange[] {
  return changes.map((change) => {
    const [kind = '', ...rest] = change.key.split('.');
    return { ...change, name: change.name || (NAMES[kind]?.(rest.join('.'), change, told) ?? '') };
  });
}

/** The channels of the decision that was made, or taken back. */
function calledIn({ before, after }: Told): readonly string[] {
  const [was, is] = [before.matches.journal, after.matches.journal];
  const known = new Set(was.map(({ id }) => id));
  const kept = new Set(is.map(({ id }) => id));
  return (is.findLast(({ id }) => !known.has(id)) ?? was.findLast(({ id }) => !kept.has(id)))?.called ?? [];
}
