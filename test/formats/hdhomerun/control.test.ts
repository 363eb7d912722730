import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerControl, splitPackets } from '../../../src/formats/hdhomerun/control.ts';
import { decodePacket, encodePacket, TAGS, valueOf, type TaggedValue } from '../../../src/formats/hdhomerun/packet.ts';
import { GET_MODEL_REQUEST, REPLY } from './vectors.ts';

const FACTS = {
  model: 'hdhomerun5_atsc',
  hardwareModel: 'HDHR5-4US',
  version: '20260401',
  tunerCount: 2,
  channelOf: (tuner: number) => (tuner === 0 ? '5.1' : undefined),
};

function ask(name: string, value?: string): { value: string | undefined; error: string | undefined } {
  const values: TaggedValue[] = [{ tag: TAGS.getSetName, value: Buffer.from(`${name}\0`) }];
  if (value !== undefined) values.push({ tag: TAGS.getSetValue, value: Buffer.from(`${value}\0`) });
  const answer = answerControl(encodePacket({ type: 4, values }), FACTS);
  const packet = answer && decodePacket(answer);
  if (packet?.type !== 5) throw new Error('not a reply');
  const text = (tag: number): string | undefined => {
    const found = valueOf(packet, tag);
    return found && Buffer.from(found).toString();
  };
  return { value: text(TAGS.getSetValue), error: text(TAGS.errorMessage) };
}

test('the model is told to hdhomerun_config, with the NUL that it counts', () => {
  const packet = decodePacket(answerControl(GET_MODEL_REQUEST, FACTS) ?? new Uint8Array());
  expect(packet?.values.map(({ value }) => Buffer.from(value).toString())).toEqual([
    '/sys/model\0',
    'hdhomerun5_atsc\0',
  ]);
});

test('a tuner says what it plays, and nothing when it is free', () => {
  expect(ask('/tuner0/vchannel').value).toBe('5.1\0');
  expect(ask('/tuner1/vchannel').value).toBe('none\0');
  expect(ask('/tuner1/status').value).toBe('ch=none lock=none ss=0 snq=0 seq=0 bps=0 pps=0\0');
});

test('tuners and names that do not exist are an error, and so is every attempt to set one', () => {
  for (const name of ['/tuner2/vchannel', '/tuner0/channel', '/sys/boot', '', '/'.repeat(200)]) {
    expect(ask(name)).toEqual({ value: undefined, error: 'ERROR: unknown getset variable\0' });
  }
  expect(ask('/tuner0/vchannel', '7').error).toBeDefined();
});

test('what is no request gets no reply', () => {
  expect(answerControl(REPLY, FACTS)).toBeUndefined();
  expect(answerControl(GET_MODEL_REQUEST.subarray(1), FACTS)).toBeUndefined();
});

test('packets come out whole however the connection cuts them', () => {
  const stream = Buffer.concat([GET_MODEL_REQUEST, GET_MODEL_REQUEST, GET_MODEL_REQUEST]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 80, maxLength: 80 }), (sizes) => {
      const found: Uint8Array[] = [];
      let rest: Uint8Array = new Uint8Array();
      let at = 0;
      for (const size of sizes) {
        const split = splitPackets(Buffer.concat([rest, stream.subarray(at, at + size)]));
        found.push(...split.packets);
        rest = split.rest ?? new Uint8Array();
        at += size;
      }
      expect(found.map((packet) => Buffer.compare(packet, GET_MODEL_REQUEST))).toEqual([0, 0, 0]);
      expect(rest.length).toBe(0);
    }),
  );
});

test('a connection that speaks something else is recognised by its impossible length', () => {
  expect(splitPackets(Buffer.from('GET / HTTP/1.1\r\n\r\n')).rest).toBeUndefined();
});
