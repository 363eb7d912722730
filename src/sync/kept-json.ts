// Answers as bytes for a file of the cache, with what they hang on: others are not taken for them.

import { packColumns, unpackColumns } from '../kernel/packed-columns.ts';

/** Of the layout below. */
const LAYOUT = 1;

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];

/** @param digest of all that decides about the answers */
export const encodeUnder = (digest: string, answers: ReadonlyMap<unknown, unknown>): Uint8Array =>
  packColumns(LAYOUT, [encoder.encode(digest), encoder.encode(JSON.stringify([...answers]))]);

/** @returns undefined for answers that hang on something else, and for what is not whole */
export function decodeUnder(digest: string, stored: Uint8Array): Map<unknown, unknown> | undefined {
  const [of, answers] = (unpackColumns(LAYOUT, stored) ?? []) as Uint8Array[];
  if (!of || !answers || decoder.decode(of) !== digest) return undefined;
  return new Map(JSON.parse(decoder.decode(answers)) as [unknown, unknown][]);
}
