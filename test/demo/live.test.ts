import { PassThrough } from 'node:stream';
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { CHANNELS, type DemoChannel } from '../../src/demo/channels.ts';
import { Faults, type Fault } from '../../src/demo/faults.ts';
import { Live } from '../../src/demo/live.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

/** What a response is to the sender: something to write to that counts. */
class Screen extends PassThrough {
  received = 0;
  constructor() {
    super();
    this.on('data', (chunk: Buffer) => (this.received += chunk.length));
  }
  writeHead(): this {
    return this;
  }
  flushHeaders(): void {}
}

/** Bytes that come in ten seconds under a fault, as a share of those without. */
async function shareUnder(kind: Fault | 'none'): Promise<number> {
  const clock = createTurnedClock();
  const faults = new Faults(clock);
  const live = new Live(clock, faults);
  const [broken, sound] = [new Screen(), new Screen()];
  const [first, , third] = CHANNELS as [DemoChannel, DemoChannel, DemoChannel];
  live.open(first, broken as unknown as ServerResponse);
  live.open(third, sound as unknown as ServerResponse);
  await clock.advanceAsync(1_000);
  const before = [broken.received, sound.received];
  faults.set(first.number, kind, 11);
  await clock.advanceAsync(10_000);
  live.stop();
  return (broken.received - (before[0] ?? 0)) / (sound.received - (before[1] ?? 0));
}

test('without a fault, channels of one sample get the same bytes', async () => {
  expect(await shareUnder('none')).toBe(1);
});

test('stall: nothing comes any more', async () => {
  expect(await shareUnder('stall')).toBe(0);
});

test('slow: less than a third comes', async () => {
  const share = await shareUnder('slow');
  expect(share).toBeGreaterThan(0.2);
  expect(share).toBeLessThan(0.34);
});

test('garbage comes at the pace of the stream', async () => {
  expect(await shareUnder('garbage')).toBe(1);
});

test('a fault is over when its time is', () => {
  const clock = createTurnedClock();
  const faults = new Faults(clock);
  faults.set(1, 'stall', 10);
  clock.advance(9_999);
  expect(faults.of(1)).toBe('stall');
  clock.advance(1);
  expect(faults.of(1)).toBeUndefined();
});

test('no timer runs when nobody watches', async () => {
  const clock = createTurnedClock();
  const live = new Live(clock, new Faults(clock));
  const screen = new Screen();
  live.open(CHANNELS[0] as DemoChannel, screen as unknown as ServerResponse);
  expect(clock.pending).toBe(1);
  screen.destroy();
  await clock.advanceAsync(100);
  expect(clock.pending).toBe(0);
});
