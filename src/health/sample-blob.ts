// The samples of a stream as bytes: eight for each. 100,000 streams with all their samples are 13 MB.

import type { ErrorCode } from '../kernel/errors.ts';
import { SECOND_MS } from '../kernel/units.ts';
import { SAMPLE_KINDS, type Sample } from './sample.ts';

const SAMPLE_BYTES = 8;
const LATENCY_UNIT_MS = 4;
const NO_LATENCY = 0xffff;

/** What is written stays readable: the list is only ever added to, at its end. A code that is not in it is the last. */
const CODES: readonly (ErrorCode | null)[] = [
  null,
  'upstream.not-found',
  'upstream.refused',
  'upstream.unavailable',
  'upstream.empty',
  'upstream.not-video',
  'upstream.garbage',
  'upstream.no-picture',
  'upstream.scrambled',
  'upstream.ended',
  'upstream.stalled',
  'upstream.timeout',
  'upstream.unsupported',
  'upstream.clip',
  'upstream.limit-reached',
  'net.refused',
  'net.timeout',
  'net.reset',
  'net.dns',
  'net.tls',
  'net.too-many-redirects',
  'net.truncated',
  'net.malformed',
  'net.bad-address',
  'format.malformed',
  'format.too-large',
  'internal',
];
const INDEX = new Map(CODES.map((code, index) => [code, index]));

export function encodeSamples(samples: readonly Sample[]): Uint8Array {
  const bytes = new Uint8Array(samples.length * SAMPLE_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [index, { at, latencyMs, kind, code }] of samples.entries()) {
    const from = index * SAMPLE_BYTES;
    view.setUint32(from, Math.floor(at / SECOND_MS));
    const units = latencyMs === null ? NO_LATENCY : Math.min(NO_LATENCY - 1, Math.round(latencyMs / LATENCY_UNIT_MS));
    view.setUint16(from + 4, units);
    view.setUint8(from + 6, SAMPLE_KINDS.indexOf(kind));
    view.setUint8(from + 7, INDEX.get(code) ?? CODES.length - 1);
  }
  return bytes;
}

export function decodeSamples(bytes: Uint8Array): Sample[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / SAMPLE_BYTES) }, (_, index): Sample => {
    const from = index * SAMPLE_BYTES;
    const units = view.getUint16(from + 4);
    return {
      at: view.getUint32(from) * SECOND_MS,
      latencyMs: units === NO_LATENCY ? null : units * LATENCY_UNIT_MS,
      kind: SAMPLE_KINDS[view.getUint8(from + 6)] ?? 'check',
      code: CODES[view.getUint8(from + 7)] ?? (view.getUint8(from + 7) === 0 ? null : 'internal'),
    };
  });
}
