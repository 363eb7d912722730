import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { setTimestamp } from '../../../src/formats/mpegts/clock.ts';
import { Gate } from '../../../src/streaming/gate.ts';
import { TransportStream } from '../../fakes/transport-stream.ts';
import { checkTransportStream } from '../../fakes/ts-checker.ts';
import { harbour, lighthouse } from '../../fakes/two-upstreams.ts';
import { splicing } from '../splicing.ts';

interface Damage {
  readonly kind: 'flip' | 'drop' | 'double' | 'insert' | 'swap';
  readonly at: number;
  readonly value: number;
}

function damaged(bytes: Buffer, damages: readonly Damage[]): Buffer {
  let out = Buffer.from(bytes);
  for (const { kind, at, value } of damages) {
    if (out.length < 188) return out;
    const place = at % out.length;
    const packet = place - (place % 188);
    if (kind === 'flip') out[place] = out[place]! ^ (1 << (value % 8));
    else if (kind === 'drop') out = Buffer.concat([out.subarray(0, place), out.subarray(place + (value % 400))]);
    else if (kind === 'double') out = Buffer.concat([out.subarray(0, packet + 188), out.subarray(packet)]);
    else if (kind === 'insert')
      out = Buffer.concat([out.subarray(0, place), Buffer.alloc(value % 700, value), out.subarray(place)]);
    else out.set(out.subarray(0, Math.min(188, out.length - packet)), packet); // what is dropped leaves a torn one at the end
  }
  return out;
}

test('damage is done within the bytes, wherever it falls', () => {
  const bytes = Buffer.alloc(188 + 100, 1);
  expect(damaged(bytes, [{ kind: 'swap', at: 200, value: 0 }])).toHaveLength(bytes.length);
  const most = { kind: 'drop', at: 0, value: 399 } as const;
  expect(damaged(bytes, [most, most, { ...most, kind: 'swap' }])).toHaveLength(0);
});

const damage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom('flip', 'drop', 'double', 'insert', 'swap'),
  at: fc.nat(),
  value: fc.nat({ max: 100_000 }),
});

test('whatever happens to the packets on the way, viewers get whole packets with even counters and right tables', () => {
  const pieces = fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 8 });
  const sources = [harbour.between(0, 4_000), lighthouse.between(0, 3_000), new TransportStream().pictures(60)];
  fc.assert(
    fc.property(fc.nat({ max: 2 }), fc.array(damage, { maxLength: 60 }), pieces, (which, damages, sizes) => {
      const air = splicing();
      const start = new TransportStream({ firstPicture: 900 }).pictures(3);
      air.upstream().push(start);
      const bytes = damaged(sources[which]!, damages);
      const gate = air.upstream();
      for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
        const size = sizes[turn % sizes.length]!;
        gate.push(Buffer.from(bytes.subarray(at, at + size)));
        at += size;
      }
      gate.close();
      const findings = checkTransportStream(air.recording());
      expect(findings).toMatchObject({
        tornBytes: 0,
        syncErrors: 0,
        continuityErrors: 0,
        tableErrors: 0,
        pcrStepsBack: 0,
      });
    }),
    { numRuns: 60 },
  );
});

test('bytes that are nothing at all are read without an error and let nothing in', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 2_000 }), { maxLength: 20 }), (chunks) => {
      const air = splicing();
      const gate = air.upstream();
      for (const chunk of chunks) gate.push(chunk);
      expect([gate.isOnAir, air.ring.written]).toEqual([false, 0]);
    }),
  );
});

test('chunks of ten bytes, packets of 192 and of 204 are the same stream', () => {
  const bytes = new TransportStream().pictures(30);
  const stretch = (size: number, front: number): Buffer =>
    Buffer.concat(
      Array.from({ length: bytes.length / 188 }, (_, packet) => {
        const stretched = Buffer.alloc(size, 0x11);
        stretched.set(bytes.subarray(packet * 188, packet * 188 + 188), front);
        return stretched;
      }),
    );
  for (const stream of [bytes, stretch(192, 4), stretch(204, 0)]) {
    const air = splicing();
    const gate = air.upstream();
    for (let at = 0; at < stream.length; at += 10) gate.push(stream.subarray(at, at + 10));
    const findings = checkTransportStream(air.recording());
    expect(findings).toMatchObject({ continuityErrors: 0, tornPictures: 0 });
    expect(findings.pictures.length).toBeGreaterThanOrEqual(29);
  }
});

test('packets that come twice are sent once, and a loss is announced where the counters would have shown it', () => {
  const air = splicing();
  const bytes = new TransportStream().pictures(20);
  const packets = Array.from({ length: bytes.length / 188 }, (_, packet) =>
    bytes.subarray(packet * 188, packet * 188 + 188),
  );
  const twice = packets.flatMap((packet, index) => (index === 90 ? [packet, packet] : index === 200 ? [] : [packet]));
  air.upstream().push(Buffer.concat(twice));
  const findings = checkTransportStream(air.recording());
  expect(findings).toMatchObject({ continuityErrors: 0, breaks: 1 });
  expect(findings.packets).toBe(packets.length); // one less, and one that announces it
});

/** Sets the scrambling bits of every packet of a PID. */
function scrambled(bytes: Buffer, pids: readonly number[]): Buffer {
  const out = Buffer.from(bytes);
  for (let at = 0; at < out.length; at += 188) {
    if (pids.includes(((out[at + 1]! & 0x1f) << 8) | out[at + 2]!)) out[at + 3] = out[at + 3]! | 0x80;
  }
  return out;
}

test('a scrambled stream is none to show, and on air it counts as silence', () => {
  const air = splicing();
  const pids = [0x100, 0x101];
  const off = new Gate({ clock: air.clock, onPicture: () => undefined });
  off.push(scrambled(new TransportStream().pictures(50), pids));
  expect([off.isReady, off.isScrambled]).toEqual([false, true]);

  const gate = air.upstream();
  const stream = new TransportStream();
  gate.push(stream.pictures(30));
  const shownMs = gate.lastPacketMs;
  expect(gate.isScrambled).toBe(false);
  air.clock.advance(1_000);
  gate.push(scrambled(stream.pictures(30), pids));
  expect([gate.lastPacketMs, gate.isScrambled]).toEqual([shownMs, true]);
});

test('tables and null packets alone are no life', () => {
  const air = splicing();
  const gate = air.upstream();
  const stream = new TransportStream();
  gate.push(stream.pictures(30));
  const shownMs = gate.lastPacketMs;
  air.clock.advance(1_000);
  const tables = stream.next();
  const nothing = Buffer.alloc(188 * 20, 0xff);
  for (let at = 0; at < nothing.length; at += 188) nothing.set([0x47, 0x1f, 0xff, 0x10], at);
  gate.push(Buffer.concat([tables.subarray(0, 2 * 188), nothing]));
  expect(gate.lastPacketMs).toBe(shownMs);
});

test('a programme without a packet of picture or sound is told from one that has none to begin with', () => {
  const { clock } = splicing();
  const empty = new Gate({ clock, onPicture: () => undefined });
  for (let turn = 0; turn < 5; turn += 1) empty.push(new TransportStream().next().subarray(0, 2 * 188));
  expect([empty.hasProgram, empty.lacksMedia]).toEqual([true, true]);
  const waiting = new Gate({ clock, onPicture: () => undefined });
  waiting.push(new TransportStream({ firstPicture: 1 }).pictures(10));
  expect([waiting.isReady, waiting.lacksMedia]).toEqual([false, false]);
});

test('a radio station whose programme speaks of a picture is heard', () => {
  const air = splicing();
  const gate = air.upstream();
  const bytes = new TransportStream({ firstPicture: 3 }).pictures(60);
  const sound = Array.from({ length: bytes.length / 188 }, (_, packet) =>
    bytes.subarray(packet * 188, packet * 188 + 188),
  );
  const heard = Buffer.concat(sound.filter((packet) => (((packet[1]! & 0x1f) << 8) | packet[2]!) !== 0x100));
  gate.push(Buffer.from(heard.subarray(0, heard.length / 2 - ((heard.length / 2) % 188))));
  expect(gate.isOnAir).toBe(false);
  gate.takeAnyPicture();
  gate.push(Buffer.from(heard.subarray(heard.length / 2 - ((heard.length / 2) % 188))));
  expect(gate.isOnAir).toBe(true);
  expect(checkTransportStream(air.recording()).units.get(0x101)).toBeGreaterThan(25);
});

test('a PES header that goes on in the next packet is read and written like any other', () => {
  const air = splicing();
  air.upstream().push(new TransportStream().pictures(30));
  const stream = new TransportStream({ firstPts: 5_000, firstPicture: 300 }).pictures(30);
  air.upstream().push(straddled(stream));
  const findings = checkTransportStream(air.recording());
  expect(findings).toMatchObject({ continuityErrors: 0, stepsBack: 0, jumps: 0, tornPictures: 0 });
  expect(findings.pictures.length).toBe(60);
});

/** The same stream, with only 12 bytes of each unit of sound in its first packet: no whole PES header. */
function straddled(bytes: Buffer): Buffer {
  const out: Buffer[] = [];
  let continuity = 0;
  for (let at = 0; at < bytes.length; at += 188) {
    const packet = Buffer.from(bytes.subarray(at, at + 188));
    const isSound = (((packet[1]! & 0x1f) << 8) | packet[2]!) === 0x101;
    if (!isSound) {
      out.push(packet);
      continue;
    }
    const isStart = (packet[1]! & 0x40) !== 0;
    const from = (packet[3]! & 0x20) !== 0 ? 5 + packet[4]! : 4;
    const payload = packet.subarray(from);
    for (const part of isStart ? [payload.subarray(0, 12), payload.subarray(12)] : [payload]) {
      const piece = Buffer.alloc(188, 0xff);
      const field = 184 - part.length;
      const start = isStart && part.length === 12 ? 0x40 : 0;
      piece.set([0x47, start | 0x01, 0x01, (field > 0 ? 0x30 : 0x10) | (continuity & 15)]);
      if (field > 0) piece[4] = field - 1;
      if (field > 1) piece[5] = 0;
      piece.set(part, 188 - part.length);
      continuity += 1;
      out.push(piece);
    }
  }
  return Buffer.concat(out);
}

test('programmes that change without end cost no more than their last ones', () => {
  const air = splicing();
  const gate = air.upstream();
  for (let turn = 0; turn < 200; turn += 1) {
    const pids = { videoPid: 0x40 + turn, audioPid: 0x400 + turn, pmtPid: 0x1000 };
    const video = (['h264', 'hevc', 'mpeg2video'] as const)[turn % 3]!;
    const audio = (['aac', 'ac3', 'eac3', 'mp2'] as const)[turn % 4]!;
    gate.push(
      new TransportStream({ ...pids, video, audio, firstPicture: turn * 25, firstPts: turn * 900_000 }).pictures(2),
    );
  }
  const findings = checkTransportStream(air.recording());
  expect(findings).toMatchObject({ continuityErrors: 0, tableErrors: 0, stepsBack: 0 });
  expect(new Set(findings.layouts.flatMap((layout) => layout.split(' '))).size).toBeLessThan(10);
});

test('a channel that becomes a radio station can be joined, and becomes television again', () => {
  const air = splicing();
  air.upstream().push(new TransportStream().pictures(30));
  air.upstream().push(new TransportStream({ video: 'none', firstPicture: 100 }).pictures(30));
  air.ring.flush();
  expect(air.ring.joinPoint(0)!.position).toBeGreaterThan(air.ring.written - 20_000);
  air.upstream().push(new TransportStream({ firstPicture: 200 }).pictures(30));
  const findings = checkTransportStream(air.recording());
  expect(findings).toMatchObject({ continuityErrors: 0, tableErrors: 0, pcrStepsBack: 0 });
  expect(findings.layouts).toEqual(['256:h264 257:aac', '257:aac', '256:h264 257:aac']);
});

test.each([
  ['at another PID', { videoPid: 0x333 }],
  ['in another codec', { video: 'hevc' }],
] as const)(
  'a picture that goes on %s in mid-stream is shown from its first key frame on, and not before',
  (_, change) => {
    const air = splicing();
    const gate = air.upstream();
    const next = { ...change, firstPts: 900_000 + 30 * 3_600, firstContinuity: 9 };
    gate.push(new TransportStream().pictures(30));
    gate.push(new TransportStream({ ...next, firstPicture: 130 }).pictures(40));
    const findings = checkTransportStream(air.recording());
    expect(findings).toMatchObject({
      continuityErrors: 0,
      tableErrors: 0,
      stepsBack: 0,
      pcrStepsBack: 0,
      beginsAtKeyFrame: true,
      breaksWithoutKeyFrame: 0,
      breaks: 1,
    });
    const pictures = findings.pictures.filter((number) => number >= 100);
    expect(pictures).toEqual(Array.from({ length: 20 }, (__, index) => 150 + index));
  },
);

test('a time of display that was damaged on the way moves nothing but its own picture', () => {
  for (const ticks of [0, 2 ** 33 - 1, 2 ** 32]) {
    const air = splicing();
    const bytes = harbour.between(0, 6_000);
    let units = 0;
    for (let at = 0; at < bytes.length; at += 188) {
      const pes = bytes.indexOf(Buffer.from([0, 0, 1, 0xe0]), at);
      if (pes < 0 || pes > at + 188 || (bytes[pes + 7]! & 0xc0) !== 0xc0) continue;
      units += 1;
      if (units % 20 === 0) setTimestamp(bytes, pes + 9, ticks);
    }
    const gate = air.upstream();
    for (let at = 0; at < bytes.length; at += 18_800) {
      gate.push(bytes.subarray(at, at + 18_800));
      air.clock.advance((6_000 * 18_800) / bytes.length);
    }
    gate.close();
    air.upstream().push(harbour.between(100_000, 103_000));
    const findings = checkTransportStream(air.recording());
    expect(findings).toMatchObject({ continuityErrors: 0, stepsBack: 0, jumps: 0, pcrStepsBack: 0 });
    expect(findings.durationMs).toBeLessThan(10_000);
  }
});

test('a table that changes only its version, or the sound, does not interrupt the picture', () => {
  const air = splicing();
  let shown = 0;
  const gate = air.upstream(() => (shown += 1));
  gate.push(new TransportStream().pictures(30));
  const next = { audioPid: 0x333, firstPicture: 30, firstPts: 900_000 + 30 * 3_600 };
  gate.push(new TransportStream(next).pictures(30));
  expect(shown).toBe(1);
  expect(checkTransportStream(air.recording()).pictures).toHaveLength(60);
});

test('a programme that names its own tables, the null packets or no clock at all is read as far as it goes', () => {
  const air = splicing();
  const bytes = new TransportStream({ audioPid: 0x1fff }).pictures(20);
  const gate = air.upstream();
  gate.push(bytes);
  gate.push(new TransportStream({ audioPid: 0x1000, firstPicture: 25, firstPts: 5 }).pictures(20));
  expect(checkTransportStream(air.recording())).toMatchObject({ continuityErrors: 0, tableErrors: 0, stepsBack: 0 });
});
