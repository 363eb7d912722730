// Which channel a group of names is: the one that its names have been, so that ids and numbers stay. Pure; in columns,
// because there are as many claims as names.

import type { ChannelId, StreamId } from '../model/ids.ts';
import type { LineupMemory } from './memory.ts';
import type { Naming } from './naming.ts';

/** What gives a group a claim on a channel, the weightiest last. */
const CLAIM = {
  /** One of its streams was in it: the provider has renamed it. */
  stream: 1,
  /** None of its names is listed any more, and a new one reads the same. */
  heir: 2,
  /** One of its names was in it. */
  name: 3,
  /** The channel was made for one of its names. */
  home: 4,
  /** A person gave it one of the names. */
  pin: 5,
} as const;

/** Collects the claims of every group, and settles them once all streams have been seen. */
export class Claims {
  readonly #memory: LineupMemory;
  readonly #naming: Naming;
  /** For each group its newest claim, plus one; for each claim the one before it. */
  readonly #last: Int32Array;
  readonly #before: number[] = [];
  readonly #groups: number[] = [];
  readonly #channels: number[] = [];
  readonly #weights: number[] = [];
  readonly #counts: number[] = [];

  constructor(memory: LineupMemory, naming: Naming) {
    this.#memory = memory;
    this.#naming = naming;
    this.#last = new Int32Array(naming.channelOf.length);
  }

  /** @returns the stream's group */
  add(at: number, id: StreamId): number {
    const { nameOf, keys, channelOf, pins, heirs } = this.#naming;
    const name = nameOf[at]!;
    const group = channelOf[name]!;
    const key = keys[name]!;
    const pin = pins.get(key);
    if (pin !== undefined) this.#claim(group, pin, CLAIM.pin);
    if (this.#memory.channels.has(key as ChannelId)) this.#claim(group, key, CLAIM.home);
    const linked = this.#memory.keys.get(key);
    if (linked !== undefined) this.#claim(group, linked, CLAIM.name);
    const inherited = heirs.get(key);
    if (inherited !== undefined) this.#claim(group, inherited, CLAIM.heir);
    const before = this.#memory.members.get(id);
    if (before !== undefined) this.#claim(group, before, CLAIM.stream);
    return group;
  }

  /**
   * Each group gets one channel, each channel goes to one group: the weightiest claim first, then the older channel.
   * @returns for each group its channel, 0 where it has no claim
   */
  settle(): Float64Array {
    const settled = new Float64Array(this.#last.length);
    const taken = new Set<number>();
    for (const claim of this.#order()) {
      const [group, channel] = [this.#groups[claim]!, this.#channels[claim]!];
      if (settled[group] !== 0 || taken.has(channel)) continue;
      settled[group] = channel;
      taken.add(channel);
    }
    return settled;
  }

  #order(): Int32Array {
    const [weights, counts, channels] = [this.#weights, this.#counts, this.#channels];
    const ages = new Map<number, number>(channels.map((channel) => [channel, Infinity]));
    let age = 0;
    for (const id of this.#memory.channels.keys()) if (ages.has(id)) ages.set(id, (age += 1));
    const ageOf = Float64Array.from(channels, (channel) => ages.get(channel)!);
    return Int32Array.from(weights, (_, claim) => claim).toSorted((a, b) => {
      const [one, other] = [ageOf[a]!, ageOf[b]!];
      return (
        weights[b]! - weights[a]! ||
        (one === other ? 0 : one - other) ||
        counts[b]! - counts[a]! ||
        channels[a]! - channels[b]!
      );
    });
  }

  // A group's claims are few: mostly one.
  #claim(group: number, channel: number, weight: number): void {
    for (let claim = this.#last[group]! - 1; claim >= 0; claim = this.#before[claim]! - 1) {
      if (this.#channels[claim] !== channel) continue;
      this.#weights[claim] = Math.max(this.#weights[claim]!, weight);
      this.#counts[claim]! += 1;
      return;
    }
    this.#before.push(this.#last[group]!);
    this.#last[group] = this.#groups.push(group);
    this.#channels.push(channel);
    this.#weights.push(weight);
    this.#counts.push(1);
  }
}
