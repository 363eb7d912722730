// Identities. A stream's and a channel's id is a 53-bit hash of a stable key, so that a rebuilt database finds the same
// ids. Inside they are numbers (an integer key in SQLite, a cell in a typed array); outside they are twelve characters.

declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

/** A provider's slug, `[a-z0-9-]{1,32}`: chosen once when it is added, part of every stream's key. */
export type ProviderId = Branded<string, 'ProviderId'>;
/** 53-bit hash, safe as a JavaScript number. */
export type StreamId = Branded<number, 'StreamId'>;
/** 53-bit hash, safe as a JavaScript number. */
export type ChannelId = Branded<number, 'ChannelId'>;
/** 53-bit hash of a guide source and the XMLTV channel id in it. */
export type GuideChannelId = Branded<number, 'GuideChannelId'>;

export const PROVIDER_ID = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/;

const DIGITS = 11; // 36^11 > 2^53: every id has the same length, so that none is the prefix of another (Plex mixes such up)

/** In two halves that are whole numbers to the machine: as one it takes eight times as long, and lists have 200,000. */
export function printId(prefix: string, id: number): string {
  const high = Math.floor(id / HALF);
  const low = id - high * HALF;
  return prefix + high.toString(36).padStart(DIGITS - HALF_DIGITS, '0') + low.toString(36).padStart(HALF_DIGITS, '0');
}

const HALF_DIGITS = 5;
const HALF = 36 ** HALF_DIGITS;

export function parseId(prefix: string, text: string): number | undefined {
  if (text.length !== DIGITS + 1 || !text.startsWith(prefix) || !/^[a-z0-9]+$/.test(text)) return undefined;
  const id = Number.parseInt(text.slice(1), 36);
  return Number.isSafeInteger(id) ? id : undefined;
}

export const printStreamId = (id: StreamId): string => printId('s', id);
export const printChannelId = (id: ChannelId): string => printId('c', id);
export const printGuideChannelId = (id: GuideChannelId): string => printId('g', id);
export const printFamilyId = (id: number): string => printId('f', id);
/** `undefined` for anything that is not the printed form. */
export const parseStreamId = (text: string): StreamId | undefined => parseId('s', text) as StreamId | undefined;
export const parseChannelId = (text: string): ChannelId | undefined => parseId('c', text) as ChannelId | undefined;
export const parseFamilyId = (text: string): number | undefined => parseId('f', text);
export const parseGuideChannelId = (text: string): GuideChannelId | undefined =>
  parseId('g', text) as GuideChannelId | undefined;

/**
 * 53-bit hash of a string's UTF-16 units: two 32-bit multiplicative lanes, mixed at the end. Not cryptographic; ids of
 * every installation depend on it, so it never changes.
 */
export function hash53(text: string, seed = 0): number {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x9e3779b1);
    low = Math.imul(low ^ unit, 0x5f356495);
  }
  return mixed(high, low);
}

/** The same of a text whose units stand in a column. */
export function hash53OfUnits(units: Uint16Array, length: number): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < length; index += 1) {
    high = Math.imul(high ^ units[index]!, 0x9e3779b1);
    low = Math.imul(low ^ units[index]!, 0x5f356495);
  }
  return mixed(high, low);
}

function mixed(first: number, second: number): number {
  const high = Math.imul(first ^ (first >>> 16), 0x85ebca6b) ^ Math.imul(second ^ (second >>> 13), 0xc2b2ae35);
  const low = Math.imul(second ^ (second >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}
