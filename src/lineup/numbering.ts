// Gives channels their numbers: each once, kept for ever, also while a channel is absent. Pure.

import { MAX_MAJOR, parseChannelNumber, wholeNumber, type ChannelNumber } from '../model/channel.ts';
import type { ChannelId } from '../model/ids.ts';
import type { ChannelBase } from './merge.ts';
import type { LineupMemory } from './memory.ts';

/**
 * Numbers every present channel that has none: the wish of its provider when that is free, else the next free one. All
 * wishes go first, so that a channel without one never sits on the number of the next.
 * @param decided numbers that a person has given; whoever had one by itself gives way for good
 */
export function assignNumbers(
  bases: readonly ChannelBase[],
  memory: LineupMemory,
  decided: ReadonlyMap<ChannelId, ChannelNumber>,
  firstNumber: number,
): void {
  const taken = takenNumbers(memory, decided);
  const unnumbered = bases.filter(({ id, streamIds }) => streamIds.length > 0 && memory.channels.get(id)!.number === 0);
  for (const base of unnumbered) {
    const wish = base.wishedNumber ? parseChannelNumber(base.wishedNumber) : undefined;
    if (wish === undefined || taken.has(wish)) continue;
    memory.channels.get(base.id)!.number = wish;
    taken.add(wish);
  }
  let major = firstNumber;
  for (const { id } of unnumbered) {
    const channel = memory.channels.get(id)!;
    if (channel.number !== 0) continue;
    while (taken.has(wholeNumber(major))) major += 1;
    if (major > MAX_MAJOR) return; // a million channels: those past it stay without a number, and unpublished
    channel.number = wholeNumber(major);
    taken.add(channel.number);
  }
}

/** A channel and a number that it had by itself. */
export type OwnNumber = readonly [id: ChannelId, number: ChannelNumber];

/** The channels that have by themselves what a person gives to another one. */
export function givingWay(memory: LineupMemory, decided: ReadonlyMap<ChannelId, ChannelNumber>): OwnNumber[] {
  const taken = new Set<ChannelNumber>(decided.values());
  const giving: OwnNumber[] = [];
  for (const [id, { number }] of memory.channels) {
    if (number !== 0 && taken.has(number) && !decided.has(id)) giving.push([id, number]);
  }
  return giving;
}

/** Whoever shows a decided number keeps its own in mind, also while another shows that: taking decisions back restores. */
function takenNumbers(memory: LineupMemory, decided: ReadonlyMap<ChannelId, ChannelNumber>): Set<ChannelNumber> {
  for (const [id] of givingWay(memory, decided)) memory.channels.get(id)!.number = 0;
  const taken = new Set<ChannelNumber>(decided.values());
  for (const { number } of memory.channels.values()) if (number !== 0) taken.add(number);
  return taken;
}
