// What a person has decided about which names are one channel. By names, which outlive streams, databases and providers.

import * as z from 'zod';
import { keyOfRef, type NameKey } from '../formats/names/key.ts';
import { parseChannelId, type ChannelId } from '../model/ids.ts';

const nameRef = z.string().max(1_000);
const MAX_DECISIONS = 200_000;

export const matchDecisions = z.strictObject({
  /** `de|zdf hd`: the channel that the name belongs to. */
  names: z.record(nameRef, z.string()).default({}),
  /** Pairs of names that are two channels, whatever they look like. */
  apart: z
    .array(z.tuple([nameRef, nameRef]))
    .max(MAX_DECISIONS)
    .default([]),
  /** Channels that no other name joins by likeness. */
  locked: z.array(z.string()).max(MAX_DECISIONS).default([]),
});

export type MatchDecisions = z.output<typeof matchDecisions>;

export const noMatchDecisions: MatchDecisions = { names: {}, apart: [], locked: [] };

/** The same, as whoever matches wants it. */
export interface MatchConstraints {
  readonly pins: ReadonlyMap<NameKey, ChannelId>;
  readonly locked: ReadonlySet<ChannelId>;
  readonly apart: readonly (readonly [NameKey, NameKey])[];
}

export function constraintsOf({ names, apart, locked }: MatchDecisions): MatchConstraints {
  const pins = new Map<NameKey, ChannelId>();
  for (const [ref, text] of Object.entries(names)) {
    const id = parseChannelId(text);
    if (id !== undefined) pins.set(keyOfRef(ref), id);
  }
  return {
    pins,
    locked: new Set(locked.flatMap((text) => parseChannelId(text) ?? [])),
    apart: apart.map(([a, b]) => [keyOfRef(a), keyOfRef(b)]),
  };
}
