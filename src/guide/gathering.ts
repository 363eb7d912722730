// Programmes on their way into blocks, as lines in one piece of memory: gathered until it is full, then sorted by
// channel and cut into blocks. Whatever order a guide comes in, and however many channels it has, this is all it takes.

import { MEBIBYTE } from '../kernel/units.ts';
import { packLines } from './record.ts';

const ARENA_BYTES = 24 * MEBIBYTE;
/** Bytes in a block, about: more pack better, fewer are quicker to look into ("now and next" unpacks one). */
const BLOCK_BYTES = 16_384;
/** UTF-8 of one UTF-16 unit at most. */
const MAX_BYTES_PER_UNIT = 3;
const LINE_END = 0x0a;

export interface Block {
  /** The channel's number in this generation. */
  readonly channel: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly programmeCount: number;
  readonly data: Uint8Array;
}

/** A channel's lines in the arena, in the order they came. */
interface Places {
  readonly starts: number[];
  /** With the line's end. */
  readonly from: number[];
  readonly to: number[];
}

export class Gathering {
  readonly #arena: Buffer;
  readonly #scratch: Buffer[] = [];
  #end = 0;
  #channels = new Map<number, Places>();

  constructor(arenaBytes = ARENA_BYTES) {
    this.#arena = Buffer.allocUnsafeSlow(arenaBytes);
  }

  hasRoomFor(line: string): boolean {
    return this.#end + line.length * MAX_BYTES_PER_UNIT < this.#arena.length;
  }

  /** Only after `hasRoomFor`. */
  add(channel: number, startAt: number, line: string): void {
    let places = this.#channels.get(channel);
    if (places === undefined) this.#channels.set(channel, (places = { starts: [], from: [], to: [] }));
    const from = this.#end;
    const lineEnd = from + this.#arena.write(line, from);
    this.#arena[lineEnd] = LINE_END;
    this.#end = lineEnd + 1;
    places.starts.push(startAt);
    places.from.push(from);
    places.to.push(this.#end);
  }

  /** Empties it into blocks, each channel's in order. */
  *take(): Generator<Block> {
    const channels = this.#channels;
    this.#channels = new Map();
    for (const [channel, places] of channels) yield* this.#blocks(channel, places);
    this.#end = 0;
  }

  *#blocks(channel: number, places: Places): Generator<Block> {
    const order = inOrder(places.starts, (place) => places.to[place]! - places.from[place]!);
    let first = 0;
    let bytes = 0;
    for (let index = 0; index < order.length; index += 1) {
      bytes += places.to[order[index]!]! - places.from[order[index]!]!;
      if (bytes < BLOCK_BYTES && index < order.length - 1) continue;
      const block = order.slice(first, index + 1);
      yield {
        channel,
        firstAt: places.starts[block[0]!]!,
        lastAt: places.starts[block.at(-1)!]!,
        programmeCount: block.length,
        data: packLines(this.#joined(places, block)),
      };
      first = index + 1;
      bytes = 0;
    }
  }

  /** The lines as one piece: the arena's own where they lie side by side. */
  #joined({ from, to }: Places, block: readonly number[]): Uint8Array {
    this.#scratch.length = 0;
    let start = from[block[0]!]!;
    let end = start;
    for (const place of block) {
      if (from[place] !== end) {
        this.#scratch.push(this.#arena.subarray(start, end));
        start = from[place]!;
      }
      end = to[place]!;
    }
    const last = this.#arena.subarray(start, end);
    return this.#scratch.length === 0 ? last : Buffer.concat([...this.#scratch, last]);
  }
}

/**
 * Places in order of their starts; of several that start together the longest alone, which says most (the first of
 * equals).
 */
export function inOrder(starts: readonly number[], lengthOf: (place: number) => number): number[] {
  const order = starts.map((_, place) => place);
  if (starts.every((start, place) => place === 0 || start > starts[place - 1]!)) return order;
  order.sort((one, other) => starts[one]! - starts[other]! || lengthOf(other) - lengthOf(one));
  return order.filter((place, index) => index === 0 || starts[place]! !== starts[order[index - 1]!]!);
}
