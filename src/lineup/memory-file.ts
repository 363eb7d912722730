// The lineup's memory as a file: columns of numbers, 13 bytes a channel, 16 more where a rule numbers it, 12 a stream.
// For tasks.

import type { Log } from '../kernel/log.ts';
import type { ChannelNumber } from '../model/channel.ts';
import type { ChannelId, StreamId } from '../model/ids.ts';
import { readBinary, replaceBinary, type BinaryFormat } from '../storage/binary-file.ts';
import { LineupMemory, type MergeKey } from './memory.ts';

const FORMAT: BinaryFormat = { magic: 'MHNUMBER', version: 1 };
const COUNTS_BYTES = 16;

/** A file that is gone or damaged beyond its last good copy is an empty memory, and a warning. */
export function readMemory(file: string, log: Log): LineupMemory {
  const read = readBinary(file, FORMAT);
  if (read.kind === 'missing') return new LineupMemory();
  if (read.kind === 'corrupt') {
    log.error('The channel numbers could not be read, nor their last good copy: channels are numbered anew', { file });
    return new LineupMemory();
  }
  if (read.lastGoodOf) {
    const fields = { file, saved_at: read.lastGoodOf };
    log.warning('The channel numbers could not be read; their last good copy is used', fields);
  }
  return decodeMemory(read.body);
}

/** @returns whether it was written: it is left alone when nothing in it has changed */
export function writeMemory(file: string, memory: LineupMemory): boolean {
  const body = encodeMemory(memory);
  const stored = readBinary(file, FORMAT);
  if (stored.kind === 'good' && !stored.lastGoodOf && Buffer.compare(stored.body, body) === 0) return false;
  replaceBinary(file, FORMAT, body);
  return true;
}

export function encodeMemory(memory: LineupMemory): Uint8Array<ArrayBuffer> {
  const { channels, keys, members, schemed } = memory;
  const counts = { channels: channels.size, keys: keys.size, members: members.size, schemed: schemed.size };
  const columns = columnsIn(new Uint8Array(bytesFor(counts)), counts);
  const indexOf = new Map<ChannelId, number>();
  let at = 0;
  for (const [id, channel] of channels) {
    indexOf.set(id, at);
    columns.ids[at] = id;
    columns.numbers[at] = channel.number;
    columns.flags[at] = channel.enabledAtFirst ? 1 : 0;
    at += 1;
  }
  at = 0;
  for (const [id, { scheme, number }] of schemed) {
    columns.schemes[at] = scheme;
    columns.schemeNumbers[at] = number;
    columns.schemeChannels[at] = indexOf.get(id)!;
    at += 1;
  }
  encodeLinks(keys, columns.keys, columns.keyChannels, indexOf);
  encodeLinks(members, columns.members, columns.memberChannels, indexOf);
  return columns.bytes;
}

export function decodeMemory(bytes: Uint8Array<ArrayBuffer>): LineupMemory {
  const [channels = 0, keys = 0, members = 0, schemed = 0] = new Uint32Array(bytes.buffer, 0, 4);
  const columns = columnsIn(bytes, { channels, keys, members, schemed });
  const memory = new LineupMemory();
  for (let at = 0; at < channels; at += 1) {
    const number = columns.numbers[at] as ChannelNumber | 0;
    memory.channels.set(columns.ids[at] as ChannelId, { number, enabledAtFirst: columns.flags[at] === 1 });
  }
  for (let at = 0; at < keys; at += 1) {
    memory.keys.set(columns.keys[at] as MergeKey, columns.ids[columns.keyChannels[at]!] as ChannelId);
  }
  for (let at = 0; at < members; at += 1) {
    memory.members.set(columns.members[at] as StreamId, columns.ids[columns.memberChannels[at]!] as ChannelId);
  }
  for (let at = 0; at < schemed; at += 1) {
    const [scheme, number] = [columns.schemes[at]!, columns.schemeNumbers[at] as ChannelNumber];
    memory.schemed.set(columns.ids[columns.schemeChannels[at]!] as ChannelId, { scheme, number });
  }
  return memory;
}

function encodeLinks(
  links: ReadonlyMap<number, ChannelId>,
  from: Float64Array,
  to: Uint32Array,
  indexOf: ReadonlyMap<ChannelId, number>,
): void {
  let at = 0;
  for (const [key, channel] of links) {
    from[at] = key;
    to[at] = indexOf.get(channel)!;
    at += 1;
  }
}

interface Counts {
  readonly channels: number;
  readonly keys: number;
  readonly members: number;
  /** A file from before there were schemes has a zero here, and nothing of them. */
  readonly schemed: number;
}

const bytesFor = ({ channels, keys, members, schemed }: Counts): number =>
  COUNTS_BYTES + channels * (8 + 4 + 1) + (keys + members) * (8 + 4) + schemed * (8 + 4 + 4);

/** Views on the bytes, widest cells first so that each column is aligned. */
function columnsIn(bytes: Uint8Array<ArrayBuffer>, counts: Counts) {
  new Uint32Array(bytes.buffer, 0, 4).set([counts.channels, counts.keys, counts.members, counts.schemed]);
  let at = COUNTS_BYTES;
  const wide = (length: number): Float64Array => {
    const column = new Float64Array(bytes.buffer, at, length);
    at += column.byteLength;
    return column;
  };
  const narrow = (length: number): Uint32Array => {
    const column = new Uint32Array(bytes.buffer, at, length);
    at += column.byteLength;
    return column;
  };
  return {
    bytes,
    ids: wide(counts.channels),
    keys: wide(counts.keys),
    members: wide(counts.members),
    schemes: wide(counts.schemed),
    numbers: narrow(counts.channels),
    keyChannels: narrow(counts.keys),
    memberChannels: narrow(counts.members),
    schemeNumbers: narrow(counts.schemed),
    schemeChannels: narrow(counts.schemed),
    flags: new Uint8Array(bytes.buffer, at, counts.channels),
  };
}
