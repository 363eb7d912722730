import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { BLOCK_BYTES, COALESCE_MS, Ring } from '../../src/streaming/ring.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const MARK = { psi: new Uint8Array(0), breaks: new Uint8Array(0), pcr: -1 };

function setUp(maxBytes = 10 * BLOCK_BYTES) {
  const clock = createTurnedClock();
  const published: number[] = [];
  const ring: Ring = new Ring({ clock, maxBytes, onChunk: () => published.push(ring.head) });
  const append = (bytes: number, value = 7): void => ring.append(new Uint8Array(bytes).fill(value), 0, bytes);
  return { clock, ring, published, append };
}

test('bytes are published when a block is full or 40 ms are over, whichever comes first', () => {
  const { clock, ring, published, append } = setUp();
  append(188);
  clock.advance(COALESCE_MS - 1);
  expect(published).toEqual([]);
  clock.advance(1);
  expect(published).toEqual([188]);
  append(BLOCK_BYTES);
  expect(published).toEqual([188, BLOCK_BYTES]);
  clock.advance(COALESCE_MS);
  expect(ring.head).toBe(BLOCK_BYTES + 188);
});

test('whatever comes in comes out, in order, in chunks that adjoin', () => {
  const step = fc.record({ packets: fc.integer({ min: 0, max: 500 }), waitMs: fc.integer({ min: 0, max: 60 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const { clock, ring } = setUp(1_000 * BLOCK_BYTES);
      const all: Uint8Array[] = [];
      steps.forEach(({ packets, waitMs }, index) => {
        const bytes = new Uint8Array(packets * 188).fill(index);
        all.push(bytes);
        ring.append(bytes, 0, bytes.length);
        clock.advance(waitMs);
      });
      ring.flush();
      const chunks = Array.from({ length: ring.nextChunk }, (_, sequence) => ring.chunk(sequence)!);
      expect(Buffer.concat(chunks.map((chunk) => chunk.bytes)).equals(Buffer.concat(all))).toBe(true);
      let position = 0;
      for (const chunk of chunks) {
        expect(chunk.start).toBe(position);
        expect(chunk.bytes.length % 188).toBe(0);
        position += chunk.bytes.length;
      }
    }),
    { numRuns: 50 },
  );
});

test('it never holds more than it may, and forgets the oldest first', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 2, max: 6 }), (packets, blocks) => {
      const { ring, append } = setUp(blocks * BLOCK_BYTES);
      for (const count of packets) {
        append(count * 188);
        ring.flush();
        expect(ring.bytes).toBeLessThanOrEqual(blocks * BLOCK_BYTES + BLOCK_BYTES);
        expect(ring.chunk(ring.firstChunk - 1)).toBeUndefined();
        expect(ring.chunk(ring.firstChunk)?.start ?? ring.head).toBe(ring.tail);
      }
    }),
    { numRuns: 50 },
  );
});

test('a slow stream is kept for some time only, not until its bytes fill the buffer', () => {
  const { clock, ring, append } = setUp();
  for (let index = 0; index < 1_000; index += 1) {
    append(188);
    clock.advance(COALESCE_MS);
  }
  expect(ring.nextChunk - ring.firstChunk).toBeLessThan(600);
});

test('a newcomer gets the oldest join point of the backlog, a latecomer the newest', () => {
  const { clock, ring, append } = setUp();
  for (let second = 0; second < 6; second += 1) {
    ring.mark({ ...MARK, position: ring.written });
    append(1_880);
    clock.advance(1_000);
  }
  expect(ring.joinPoint(3_000)?.position).toBe(3 * 1_880);
  expect(ring.joinPoint(0)?.position).toBe(5 * 1_880);
});

test('the backlog is measured by the clock of the stream, as a provider may send seconds at once', () => {
  const { ring, append } = setUp();
  for (let second = 0; second < 10; second += 1) {
    ring.mark({ ...MARK, position: ring.written, pcr: second * 90_000 });
    ring.tick(second * 90_000);
    append(1_880);
  }
  ring.flush();
  expect(ring.joinPoint(3_000)?.position).toBe(6 * 1_880);
});

test('a newcomer is never put where it would fall out of the buffer at once', () => {
  const { ring, append } = setUp(4 * BLOCK_BYTES);
  for (let index = 0; index < 8; index += 1) {
    ring.mark({ ...MARK, position: ring.written, pcr: index * 45_000 });
    append(BLOCK_BYTES / 2);
  }
  ring.flush();
  expect(ring.joinPoint(60_000)!.position).toBeGreaterThanOrEqual(ring.head - 2 * BLOCK_BYTES);
});

test('a join point is offered only when it is published, and no more when it has fallen out', () => {
  const { clock, ring, append } = setUp(2 * BLOCK_BYTES);
  ring.mark({ ...MARK, position: 0 });
  append(188);
  expect(ring.joinPoint(1_000)).toBeUndefined();
  clock.advance(COALESCE_MS);
  expect(ring.joinPoint(1_000)?.position).toBe(0);
  append(BLOCK_BYTES * 4);
  expect(ring.joinPoint(1_000)).toBeUndefined();
});

test('of key frames that follow close upon each other only some are remembered', () => {
  const { clock, ring, append } = setUp();
  for (let picture = 0; picture < 20; picture += 1) {
    ring.mark({ ...MARK, position: ring.written });
    append(188);
    clock.advance(50);
  }
  expect(ring.joinPoint(60_000)?.position).toBe(0);
  expect(ring.joinPoint(0)?.position).toBe(15 * 188);
});

test('any position that is there is found in its chunk', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 40 }),
      fc.nat(),
      (sizes, place) => {
        const { ring, append } = setUp(3 * BLOCK_BYTES);
        for (const packets of sizes) {
          append(packets * 188);
          ring.flush();
        }
        const position = ring.tail + (place % (ring.head - ring.tail));
        const chunk = ring.chunk(ring.chunkAt(position))!;
        expect(chunk.start).toBeLessThanOrEqual(position);
        expect(chunk.start + chunk.bytes.length).toBeGreaterThan(position);
      },
    ),
  );
});

test('a closed ring holds nothing and sets no timer', () => {
  const { clock, ring, append } = setUp();
  append(188);
  ring.close();
  expect(ring.bytes).toBe(0);
  expect(clock.pending).toBe(0);
});
