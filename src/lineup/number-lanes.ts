// Where the next number of each group is to be had in a scheme: in one lane for all, in ranges of its own, or in blocks. Lanes go
// from their first number to their last; those that go on after the highest begin behind what was given, and come back for
// the gaps when nothing else is left.

import { MAX_MAJOR, wholeNumber, type ChannelNumber } from '../model/channel.ts';
import type { NumberScheme } from '../model/rules.ts';

interface Lane {
  readonly first: number;
  readonly end: number;
  next: number;
  /** The scheme has given a number in it, and it goes on behind that. */
  isUsed: boolean;
  isRewound: boolean;
}

const laneOf = (first: number, end: number): Lane => ({ first, end, next: first, isUsed: false, isRewound: false });

export class NumberLanes {
  readonly #scheme: NumberScheme;
  readonly #taken: ReadonlySet<ChannelNumber>;
  readonly #goesOn: boolean;
  readonly #all: Lane;
  readonly #ofGroup = new Map<string, Lane[]>();
  readonly #ranged = new Set<string>();
  readonly #blocks = new Set<number>();
  /** The first block behind all that have a number. */
  #nextBlock = 0;
  /** All of them, the narrowest first, as far as somebody has asked. */
  #byWidth: readonly Lane[] | undefined;

  /** @param taken grows as numbers are given */
  constructor(scheme: NumberScheme, taken: ReadonlySet<ChannelNumber>) {
    this.#scheme = scheme;
    this.#taken = taken;
    this.#goesOn = scheme.new_numbers === 'after_highest';
    this.#all = laneOf(scheme.start, scheme.end ?? MAX_MAJOR);
    for (const { group, start, end = MAX_MAJOR } of scheme.ranges) {
      const key = group.toLowerCase();
      this.#ranged.add(key);
      this.#lanesOf(key).push(laneOf(start, end));
    }
  }

  /** Whether it matters to it what was given. */
  get isLearning(): boolean {
    return this.#goesOn || this.#scheme.block !== undefined;
  }

  /**
   * What the scheme has given. A group that has a number already stays in its block.
   * @param group left out: of a channel that is not there, whose group nobody knows; after all others
   */
  learn(given: ChannelNumber, group?: string): void {
    const number = Math.floor(given / wholeNumber(1));
    const key = group?.toLowerCase();
    this.#learnBlock(number, key);
    if (!this.#goesOn) return;
    const lane = key === undefined ? this.#narrowestWith(number) : this.#lanesFor(key).find((one) => has(one, number));
    if (!lane) return;
    const steps = Math.floor((number - lane.first) / this.#scheme.step) + 1;
    lane.next = Math.max(lane.next, lane.first + steps * this.#scheme.step);
    lane.isUsed = true;
  }

  /** @returns undefined when all are given */
  next(group: string): ChannelNumber | undefined {
    const key = group.toLowerCase();
    const lanes = this.#lanesFor(key);
    const isOfBlocks = this.#isOfBlocks(key);
    const number = this.#takeOf(lanes) ?? (isOfBlocks ? this.#takeOfNewBlock(key, this.#nextBlock) : undefined);
    if (number !== undefined || !this.#goesOn) return number;
    for (const lane of lanes) {
      if (!lane.isRewound) lane.next = lane.first;
      lane.isUsed = false;
      lane.isRewound = true;
    }
    return this.#takeOf(lanes) ?? (isOfBlocks ? this.#takeOfNewBlock(key, 0) : undefined);
  }

  #isOfBlocks(key: string): boolean {
    return this.#scheme.block !== undefined && !this.#ranged.has(key);
  }

  #learnBlock(number: number, key: string | undefined): void {
    const { block, start } = this.#scheme;
    if (block === undefined || (key !== undefined && this.#ranged.has(key))) return;
    const index = Math.floor((number - start) / block);
    if (index < 0) return;
    if (this.#goesOn) this.#nextBlock = Math.max(this.#nextBlock, index + 1);
    if (key !== undefined && !this.#blocks.has(index)) this.#openBlock(key, index);
  }

  #narrowestWith(number: number): Lane | undefined {
    this.#byWidth ??= [...this.#ofGroup.values()]
      .flat()
      .concat(this.#scheme.block === undefined ? this.#all : [])
      .toSorted((a, b) => a.end - a.first - (b.end - b.first));
    return this.#byWidth.find((lane) => has(lane, number));
  }

  /** Behind the highest: from the last one that has a number. */
  #takeOf(lanes: readonly Lane[]): ChannelNumber | undefined {
    const from = Math.max(
      lanes.findLastIndex(({ isUsed }) => isUsed),
      0,
    );
    for (const lane of lanes.slice(from)) {
      const number = this.#take(lane);
      if (number !== undefined) return number;
    }
    return undefined;
  }

  #takeOfNewBlock(key: string, from: number): ChannelNumber | undefined {
    const { start, block = 1, end = MAX_MAJOR } = this.#scheme;
    for (let index = from; start + index * block <= end; index += 1) {
      if (this.#blocks.has(index)) continue;
      const number = this.#take(this.#openBlock(key, index));
      if (number !== undefined) return number;
    }
    return undefined;
  }

  #openBlock(key: string, index: number): Lane {
    const { start, block = 1, end = MAX_MAJOR } = this.#scheme;
    const first = start + index * block;
    const lane = laneOf(first, Math.min(first + block - 1, end));
    this.#blocks.add(index);
    this.#byWidth = undefined;
    const lanes = this.#lanesOf(key);
    lanes.push(lane);
    lanes.sort((a, b) => a.first - b.first);
    return lane;
  }

  #lanesFor(key: string): readonly Lane[] {
    return this.#scheme.block === undefined && !this.#ranged.has(key) ? [this.#all] : this.#lanesOf(key);
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

const has = ({ first, end }: Lane, number: number): boolean => first <= number && number <= end;
