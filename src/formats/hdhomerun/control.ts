// The control protocol of TCP 65001: `hdhomerun_config <id> get <name>`. Nothing can be set: there is nothing to tune.

import {
  decodePacket,
  encodePacket,
  MAX_VALUES_BYTES,
  PACKET_TYPES,
  packetSize,
  TAGS,
  valueOf,
  type TaggedValue,
} from './packet.ts';

export interface ControlFacts {
  readonly hardwareModel: string;
  readonly model: string;
  readonly version: string;
  readonly tunerCount: number;
  /** What a tuner plays, as its GuideNumber; `undefined` while it is free. */
  channelOf(tuner: number): string | undefined;
}

const UNKNOWN = 'ERROR: unknown getset variable';

/** @returns the reply, or `undefined` for a packet that is damaged or no request: then the connection has no future */
export function answerControl(request: Uint8Array, facts: ControlFacts): Uint8Array | undefined {
  const packet = decodePacket(request);
  const name = packet?.type === PACKET_TYPES.getSetRequest ? textOf(valueOf(packet, TAGS.getSetName)) : undefined;
  if (!packet || name === undefined) return undefined;
  const value = valueOf(packet, TAGS.getSetValue) ? undefined : lookUp(name, facts);
  const values: TaggedValue[] =
    value === undefined
      ? [{ tag: TAGS.errorMessage, value: text(UNKNOWN) }]
      : [
          { tag: TAGS.getSetName, value: text(name) },
          { tag: TAGS.getSetValue, value: text(value) },
        ];
  return encodePacket({ type: PACKET_TYPES.getSetReply, values });
}

/**
 * Cuts whole packets off the front of what a connection has sent so far.
 * @returns `rest` of an incomplete packet, or `undefined` for it when what comes cannot be a packet
 */
export function splitPackets(received: Uint8Array): { packets: Uint8Array[]; rest: Uint8Array | undefined } {
  const packets: Uint8Array[] = [];
  let rest = received;
  for (let size = packetSize(rest); size !== undefined; size = packetSize(rest)) {
    if (size > MAX_VALUES_BYTES + 8) return { packets, rest: undefined };
    if (size > rest.length) break;
    packets.push(rest.subarray(0, size));
    rest = rest.subarray(size);
  }
  return { packets, rest };
}

function lookUp(name: string, facts: ControlFacts): string | undefined {
  const tuner = /^\/tuner(\d{1,3})\/(\w+)$/.exec(name);
  if (tuner) {
    const place = Number(tuner[1]);
    return place < facts.tunerCount ? lookUpTuner(tuner[2] ?? '', facts.channelOf(place)) : undefined;
  }
  switch (name) {
    case '/sys/model':
      return facts.model;
    case '/sys/hwmodel':
      return facts.hardwareModel;
    case '/sys/version':
      return facts.version;
    case '/sys/features':
      return 'channelmap: us-bcast\nmodulation: auto\nauto-modulation: auto\n';
    default:
      return undefined;
  }
}

function lookUpTuner(name: string, channel: string | undefined): string | undefined {
  switch (name) {
    case 'status':
      return channel === undefined
        ? 'ch=none lock=none ss=0 snq=0 seq=0 bps=0 pps=0'
        : 'ch=auto lock=auto ss=100 snq=100 seq=100 bps=0 pps=0';
    case 'vchannel':
      return channel ?? 'none';
    case 'lockkey':
    case 'target':
      return 'none';
    default:
      return undefined;
  }
}

/** Strings carry their NUL here, and count it. */
const text = (value: string): Uint8Array => Buffer.from(`${value}\0`);

function textOf(value: Uint8Array | undefined): string | undefined {
  if (value === undefined) return undefined;
  return Buffer.from(value).toString('utf8').replace(/\0+$/, '');
}
