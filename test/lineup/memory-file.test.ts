import { writeFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { wholeNumber } from '../../src/model/channel.ts';
import type { ChannelId, StreamId } from '../../src/model/ids.ts';
import { decodeMemory, encodeMemory, readMemory, writeMemory } from '../../src/lineup/memory-file.ts';
import { LineupMemory } from '../../src/lineup/memory.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { temporaryFolder } from '../fakes/folder.ts';

const id = fc.maxSafeNat();
const memories = fc
  .record({
    channels: fc.uniqueArray(fc.tuple(id, fc.nat(999), fc.boolean()), { selector: ([one]) => one, minLength: 1 }),
    keys: fc.array(fc.tuple(id, fc.nat())),
    members: fc.array(fc.tuple(id, fc.nat())),
  })
  .map(({ channels, keys, members }) => {
    const memory = new LineupMemory();
    for (const [one, major, enabledAtFirst] of channels) {
      memory.channels.set(one as ChannelId, { number: wholeNumber(major), enabledAtFirst });
    }
    const channelAt = (index: number): ChannelId => channels[index % channels.length]![0] as ChannelId;
    for (const [key, index] of keys) memory.keys.set(key, channelAt(index));
    for (const [stream, index] of members) memory.members.set(stream as StreamId, channelAt(index));
    return memory;
  });

test('a memory is read back as it was written', () => {
  fc.assert(
    fc.property(memories, (memory) => {
      expect(decodeMemory(encodeMemory(memory))).toEqual(memory);
    }),
  );
});

test('a memory that has not changed is not written again', () => {
  const [[memory], file] = [fc.sample(memories, 1), `${temporaryFolder()}/numbers.bin`];
  expect(writeMemory(file, memory!)).toBe(true);
  expect(writeMemory(file, memory!)).toBe(false);
  memory!.channels.set(5 as ChannelId, { number: wholeNumber(7), enabledAtFirst: true });
  expect(writeMemory(file, memory!)).toBe(true);
});

test('a damaged file gives way to the last good one with a warning, a lost one with an error', () => {
  const file = `${temporaryFolder()}/numbers.bin`;
  const [memory] = fc.sample(memories, 1);
  writeMemory(file, memory!);
  writeMemory(file, new LineupMemory());
  writeFileSync(file, 'damaged');
  const log = createRecordingLog();
  expect(readMemory(file, log)).toEqual(memory);
  writeFileSync(`${file}.last-good`, 'damaged');
  expect(readMemory(file, log).channels.size).toBe(0);
  expect(log.records.map(({ level }) => level)).toEqual(['warning', 'error']);
});
