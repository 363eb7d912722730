// What a person has decided about which names are one channel. By names, which outlive streams, databases and providers.

import * as z from 'zod';
import { keyOfRef, type NameKey } from '../formats/names/key.ts';
import { parseChannelId, type ChannelId } from '../model/ids.ts';

const nameRef = z.string().max(1_000);
const MAX_DECISIONS = 200_000;

const pair = z.tuple([nameRef, nameRef]);
const pairs = z.array(pair).max(MAX_DECISIONS);
const channels = z.array(z.string()).max(MAX_DECISIONS);

export const MATCH_EDITS = ['merge', 'refuse', 'split', 'lock', 'unlock'] as const;

/** What one decision has changed, so that it can be taken back. */
export const journalEntry = z.strictObject({
  id: z.int(),
  at: z.int(),
  kind: z.enum(MATCH_EDITS),
  channels,
  /** As the channels were called then: one that was merged away has no name of its own any more. */
  called: z.array(z.string()).default([]),
  /** Names with the channel that they were given to before; null where there was none. */
  names: z.record(nameRef, z.string().nullable()),
  apart_added: pairs,
  apart_removed: pairs,
  locked_added: channels,
  locked_removed: channels,
});

export type JournalEntry = z.output<typeof journalEntry>;

export const matchDecisions = z.strictObject({
  /** `de|zdf hd`: the channel that the name belongs to. */
  names: z.record(nameRef, z.string()).default({}),
  /** Pairs of names that are two channels, whatever they look like. */
  apart: z
    .array(z.tuple([nameRef, nameRef]))
    .max(MAX_DECISIONS)
    .default([]),
  /** Channels that no other name joins by likeness. */
  locked: channels.default([]),
  /** The newest decisions, the last one last. */
  journal: z.array(journalEntry).default([]),
});

export type MatchDecisions = z.output<typeof matchDecisions>;

export const noMatchDecisions: MatchDecisions = { names: {}, apart: [], locked: [], journal: [] };

/** The same, as whoever matches wants it. */
export interface MatchConstraints {
  /** A channel's names in the order in which it is shown as one of them. */
  readonly pins: ReadonlyMap<NameKey, ChannelId>;
  readonly locked: ReadonlySet<ChannelId>;
  readonly apart: readonly (readonly [NameKey, NameKey])[];
  /** All names that anything was decided for. */
  readonly refs: readonly string[];
}

/** @param others names that something else was decided for */
export function constraintsOf(
  { names, apart, locked }: MatchDecisions,
  others: Iterable<string> = [],
): MatchConstraints {
  const pins = new Map<NameKey, ChannelId>();
  for (const [ref, text] of Object.entries(names)) {
    const id = parseChannelId(text);
    if (id !== undefined) pins.set(keyOfRef(ref), id);
  }
  return {
    pins,
    locked: new Set(locked.flatMap((text) => parseChannelId(text) ?? [])),
    apart: apart.map(([a, b]) => [keyOfRef(a), keyOfRef(b)]),
    refs: [...Object.keys(names), ...apart.flat(), ...others],
  };
}

/** Decisions about names that are gone hold for those that read the same, where nothing else was decided for these. */
export function carriedTo(today: ReadonlyMap<NameKey, NameKey>, constraints: MatchConstraints): MatchConstraints {
  if (today.size === 0) return constraints;
  const now = (key: NameKey): NameKey => today.get(key) ?? key;
  return {
    ...constraints,
    pins: carried(today, constraints.pins),
    apart: constraints.apart.map(([a, b]) => [now(a), now(b)]),
  };
}

/** What was decided under a name that is gone, under the name that reads the same, and at its place. */
export function carried<Decided>(
  today: ReadonlyMap<NameKey, NameKey>,
  decided: ReadonlyMap<NameKey, Decided>,
): ReadonlyMap<NameKey, Decided> {
  const speaking = new Map<NameKey, NameKey>();
  for (const [gone, key] of today) {
    if (!decided.has(gone) || decided.has(key)) continue;
    speaking.set(key, Math.min(gone, speaking.get(key) ?? gone));
  }
  if (speaking.size === 0) return decided;
  const all = new Map<NameKey, Decided>();
  for (const [key, decision] of decided) {
    all.set(key, decision);
    const now = today.get(key);
    if (now !== undefined && speaking.get(now) === key) all.set(now, decision);
  }
  return all;
}
