// Which channel a group of names is: the one that its names have been, so that ids and numbers stay. Pure.

import type { ChannelId, StreamId } from '../model/ids.ts';
import type { LineupMemory } from './memory.ts';
import type { Naming } from './naming.ts';

/** What gives a group a claim on a channel, the weightiest last. */
const CLAIM = {
  /** One of its streams was in it: the provider has renamed it. */
  stream: 1,
  /** One of its names was in it. */
  name: 2,
  /** The channel was made for one of its names. */
  home: 3,
  /** A person gave it one of the names. */
  pin: 4,
} as const;

interface Claim {
  readonly group: number;
  readonly channel: ChannelId;
  weight: number;
  count: number;
}

/** Collects the claims of every group, and settles them once all streams have been seen. */
export class Claims {
  readonly #memory: LineupMemory;
  readonly #naming: Naming;
  readonly #byGroup = new Map<number, Claim[]>();

  constructor(memory: LineupMemory, naming: Naming) {
    this.#memory = memory;
    this.#naming = naming;
  }

  /** @returns the stream's group */
  add(at: number, id: StreamId): number {
    const { nameOf, keys, channelOf, pins } = this.#naming;
    const name = nameOf[at]!;
    const group = channelOf[name]!;
    const key = keys[name]!;
    const pin = pins.get(key);
    if (pin !== undefined) this.#claim(group, pin, CLAIM.pin);
    if (this.#memory.channels.has(key as ChannelId)) this.#claim(group, key as ChannelId, CLAIM.home);
    const linked = this.#memory.keys.get(key);
    if (linked !== undefined) this.#claim(group, linked, CLAIM.name);
    const before = this.#memory.members.get(id);
    if (before !== undefined) this.#claim(group, before, CLAIM.stream);
    return group;
  }

  /**
   * Each group gets one channel, each channel goes to one group: the weightiest claim first, then the older channel.
   * @returns the channel of each group that has a claim
   */
  settle(): Map<number, ChannelId> {
    const ages = new Map([...this.#memory.channels.keys()].map((id, age) => [id, age]));
    const claims = [...this.#byGroup.values()].flat();
    const age = ({ channel }: Claim): number => ages.get(channel) ?? ages.size;
    claims.sort((a, b) => b.weight - a.weight || age(a) - age(b) || b.count - a.count || a.channel - b.channel);
    const channelOf = new Map<number, ChannelId>();
    const taken = new Set<ChannelId>();
    for (const { group, channel } of claims) {
      if (channelOf.has(group) || taken.has(channel)) continue;
      channelOf.set(group, channel);
      taken.add(channel);
    }
    return channelOf;
  }

  #claim(group: number, channel: ChannelId, weight: number): void {
    const claims = this.#byGroup.get(group);
    if (!claims) {
      this.#byGroup.set(group, [{ group, channel, weight, count: 1 }]);
      return;
    }
    const known = claims.find((claim) => claim.channel === channel);
    if (!known) claims.push({ group, channel, weight, count: 1 });
    else {
      known.weight = Math.max(known.weight, weight);
      known.count += 1;
    }
  }
}
