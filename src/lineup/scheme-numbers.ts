// Numbers by a person's schemes: on top of the channels' own numbers, which stay in mind and come back when a scheme goes.
// What was given once is kept, whatever comes or goes. Pure, but for what the memory learns.

import { MAX_MAJOR, parseChannelNumber, wholeNumber, type ChannelNumber } from '../model/channel.ts';
import type { ChannelId } from '../model/ids.ts';
import type { ChannelBase } from './merge.ts';
import { GAVE_WAY, type LineupMemory } from './memory.ts';
import { NumberLanes } from './number-lanes.ts';
import type { KeyedScheme } from './ruling.ts';

export interface SchemeOptions {
  readonly memory: LineupMemory;
  /** Numbers that a person has given one by one: they win. */
  readonly decided: ReadonlyMap<ChannelId, ChannelNumber>;
  /** In the order of their rules. */
  readonly schemes: readonly KeyedScheme[];
  /** As the lineup shows it. */
  readonly groupOf: (base: ChannelBase) => string;
  readonly firstNumber: number;
}

/**
 * @param bases with their own numbers in the memory
 * @returns what is shown in place of the own number
 */
export function schemeNumbers(
  bases: readonly ChannelBase[],
  options: SchemeOptions,
): ReadonlyMap<ChannelId, ChannelNumber> {
  const shown = new Map<ChannelId, ChannelNumber>();
  const { memory, schemes, decided } = options;
  if (schemes.length === 0) {
    for (const [id, { scheme }] of memory.schemed) if (scheme === GAVE_WAY) memory.schemed.delete(id);
    return shown;
  }
  const taken = new Set<ChannelNumber>(decided.values());
  const active = new Set(schemes.map(({ key }) => key));
  const here = new Set(bases.map(({ id }) => id));
  const fresh = bases.filter((base) => {
    const { id, scheme } = base;
    if (!active.has(scheme) || decided.has(id)) return false;
    const known = memory.schemed.get(id);
    if (known?.scheme !== scheme || taken.has(known.number)) return base.streamIds.length > 0;
    shown.set(id, known.number);
    taken.add(known.number);
    return false;
  });
  for (const [id, { scheme, number }] of memory.schemed) if (active.has(scheme) && !here.has(id)) taken.add(number);
  for (const scheme of schemes) {
    const own = fresh.filter((base) => base.scheme === scheme.key);
    if (own.length > 0) giveNumbers(own, scheme, { ...options, shown, taken, bases, here });
  }
  makeRoom(bases, { ...options, shown, taken });
  return shown;
}

interface Giving extends SchemeOptions {
  readonly shown: Map<ChannelId, ChannelNumber>;
  readonly taken: Set<ChannelNumber>;
}

interface GivingTo extends Giving {
  readonly bases: readonly ChannelBase[];
  /** All of them. */
  readonly here: ReadonlySet<ChannelId>;
}

function giveNumbers(fresh: readonly ChannelBase[], scheme: KeyedScheme, giving: GivingTo): void {
  const { memory, shown, taken, groupOf } = giving;
  const give = ({ id }: ChannelBase, number: ChannelNumber): void => {
    shown.set(id, number);
    taken.add(number);
    memory.schemed.set(id, { scheme: scheme.key, number });
  };
  if (scheme.keep_provider_numbers) {
    for (const base of fresh) {
      const wish = base.wishedNumber === '' ? undefined : parseChannelNumber(base.wishedNumber);
      if (wish !== undefined && !taken.has(wish)) give(base, wish);
    }
  }
  const lanes = lanesOf(scheme, giving);
  for (const base of fresh) {
    if (shown.has(base.id)) continue;
    const number = lanes.next(groupOf(base));
    if (number !== undefined) give(base, number);
  }
}

/** They know what the scheme has given, also to channels that are not there now. */
function lanesOf(scheme: KeyedScheme, { memory, shown, taken, groupOf, bases, here }: GivingTo): NumberLanes {
  const lanes = new NumberLanes(scheme, taken);
  if (!lanes.isLearning) return lanes;
  for (const base of bases) {
    const number = base.scheme === scheme.key ? shown.get(base.id) : undefined;
    if (number !== undefined) lanes.learn(number, groupOf(base));
  }
  for (const [id, given] of memory.schemed) {
    if (given.scheme === scheme.key && !here.has(id)) lanes.learn(given.number);
  }
  return lanes;
}

/** Channels without a scheme whose own number a scheme has given away show another one meanwhile. */
function makeRoom(bases: readonly ChannelBase[], { memory, shown, taken, decided, firstNumber }: Giving): void {
  const homeless: ChannelBase[] = [];
  for (const base of bases) {
    if (shown.has(base.id) || decided.has(base.id)) continue;
    const own = memory.channels.get(base.id)!.number;
    if (own === 0) continue;
    if (taken.has(own)) {
      homeless.push(base);
      continue;
    }
    taken.add(own);
    if (memory.schemed.get(base.id)?.scheme === GAVE_WAY) memory.schemed.delete(base.id);
  }
  let major = firstNumber;
  for (const { id } of homeless) {
    const known = memory.schemed.get(id);
    let number = known?.scheme === GAVE_WAY && !taken.has(known.number) ? known.number : undefined;
    if (number === undefined) {
      while (taken.has(wholeNumber(major))) major += 1;
      if (major > MAX_MAJOR) return;
      number = wholeNumber(major);
      memory.schemed.set(id, { scheme: GAVE_WAY, number });
    }
    shown.set(id, number);
    taken.add(number);
  }
}
