// Numbers by a person's schemes: on top of the channels' own numbers, which stay in mind and come back when a scheme goes.
// What was given once is kept, whatever comes or goes. Pure, but for what the memory learns.

import { MAX_MAJOR, parseChannelNumber, wholeNumber, type ChannelNumber } from '../model/channel.ts';
import type { ChannelId } from '../model/ids.ts';
import type { ChannelBase } from './merge.ts';
import { GAVE_WAY, type LineupMemory } from './memory.ts';
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
    if (own.length > 0) giveNumbers(own, scheme, { ...options, shown, taken, bases });
  }
  makeRoom(bases, { ...options, shown, taken });
  return shown;
}

interface Giving extends SchemeOptions {
  readonly shown: Map<ChannelId, ChannelNumber>;
  readonly taken: Set<ChannelNumber>;
}

function giveNumbers(
  fresh: readonly ChannelBase[],
  scheme: KeyedScheme,
  giving: Giving & { readonly bases: readonly ChannelBase[] },
): void {
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
  const lanes = new Lanes(scheme, taken);
  if (scheme.block !== undefined) {
    for (const base of giving.bases) {
      const number = base.scheme === scheme.key ? shown.get(base.id) : undefined;
      if (number !== undefined) lanes.learn(groupOf(base), number);
    }
  }
  for (const base of fresh) {
    if (shown.has(base.id)) continue;
    const number = lanes.next(groupOf(base));
    if (number !== undefined) give(base, number);
  }
}

interface Lane {
  next: number;
  readonly end: number;
}

/** Where the next number of each group is to be had. */
class Lanes {
  readonly #scheme: KeyedScheme;
  readonly #taken: ReadonlySet<ChannelNumber>;
  readonly #all: Lane;
  readonly #ofGroup = new Map<string, Lane[]>();
  readonly #ranged = new Set<string>();
  readonly #blocks = new Set<number>();

  constructor(scheme: KeyedScheme, taken: ReadonlySet<ChannelNumber>) {
    this.#scheme = scheme;
    this.#taken = taken;
    this.#all = { next: scheme.start, end: scheme.end ?? MAX_MAJOR };
    for (const { group, start, end = MAX_MAJOR } of scheme.ranges) {
      const key = group.toLowerCase();
      this.#ranged.add(key);
      this.#lanesOf(key).push({ next: start, end });
    }
  }

  /** A group that has a number already stays in its block. */
  learn(group: string, number: ChannelNumber): void {
    const { block, start } = this.#scheme;
    const key = group.toLowerCase();
    const index = Math.floor((number / wholeNumber(1) - start) / (block ?? 1));
    if (block === undefined || this.#ranged.has(key) || index < 0 || this.#blocks.has(index)) return;
    this.#openBlock(key, index);
  }

  /** @returns undefined when all are given */
  next(group: string): ChannelNumber | undefined {
    const key = group.toLowerCase();
    if (this.#scheme.block === undefined && !this.#ranged.has(key)) return this.#take(this.#all);
    for (const lane of this.#lanesOf(key)) {
      const number = this.#take(lane);
      if (number !== undefined) return number;
    }
    return this.#ranged.has(key) ? undefined : this.#takeOfNewBlock(key);
  }

  #takeOfNewBlock(key: string): ChannelNumber | undefined {
    for (let index = 0; ; index += 1) {
      if (this.#blocks.has(index)) continue;
      const lane = this.#openBlock(key, index);
      if (lane.next > (this.#scheme.end ?? MAX_MAJOR)) return undefined;
      const number = this.#take(lane);
      if (number !== undefined) return number;
    }
  }

  #openBlock(key: string, index: number): Lane {
    const { start, block = 1, end = MAX_MAJOR } = this.#scheme;
    const first = start + index * block;
    const lane = { next: first, end: Math.min(first + block - 1, end) };
    this.#blocks.add(index);
    this.#lanesOf(key).push(lane);
    return lane;
  }

  #lanesOf(key: string): Lane[] {
    const known = this.#ofGroup.get(key);
    if (known) return known;
    const lanes: Lane[] = [];
    this.#ofGroup.set(key, lanes);
    return lanes;
  }

  #take(lane: Lane): ChannelNumber | undefined {
    while (lane.next <= lane.end && this.#taken.has(wholeNumber(lane.next))) lane.next += this.#scheme.step;
    if (lane.next > lane.end) return undefined;
    const number = wholeNumber(lane.next);
    lane.next += this.#scheme.step;
    return number;
  }
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
