// Whether a guide channel that a tvg-id names can be this channel's: ids are often copied to its neighbours.

import { readName } from '../formats/names/read.ts';
import { identify, isNumber, type Identity } from './identity.ts';

const LETTER = /\p{L}/u;

/**
 * Minutes to be added to the guide's times: 60 for a `+1` whose id names the main feed. Undefined when every name
 * contradicts the guide's: another number, another coast, another station.
 * @param names of the channel
 * @param displayNames of the guide; those without letters (`101`) are channel numbers of somebody and say nothing
 */
export function shiftToGuide(
  names: readonly string[],
  displayNames: readonly string[],
  market: string,
): number | undefined {
  const telling = displayNames.filter((name) => LETTER.test(name));
  if (telling.length === 0) return 0;
  const own = names.map((name) => identify(readName(name, { market }), { market }));
  const theirs = telling.map((name) => identify(readName(name, { market }), { market }));
  const shifts = own.flatMap((a) => theirs.flatMap((b) => shiftBetween(a, b) ?? []));
  return shifts.length === 0 ? undefined : Math.min(...shifts) * 60;
}

/**
 * Hours by which the guide's feed is earlier; undefined when it is another feed, number or station. Names that have
 * nothing in common do not contradict: one is another name of the other, as whoever gave the id knew.
 */
function shiftBetween(own: Identity, guide: Identity): number | undefined {
  if (!isOneBrand(own, guide)) return 0;
  if (isContradiction(own, guide)) return undefined;
  if (own.variant === guide.variant) return 0;
  const hours = /^\+(\d+)$/.exec(own.variant)?.[1];
  return hours !== undefined && guide.variant === '' ? Number(hours) : undefined;
}

function isOneBrand(a: Identity, b: Identity): boolean {
  if (a.station && b.station) return true;
  return a.strong.some((word) => !isNumber(word) && b.strong.includes(word));
}

function isContradiction(a: Identity, b: Identity): boolean {
  if (a.station && b.station) return a.station.sign !== b.station.sign || a.station.subchannel !== b.station.subchannel;
  return a.numbers !== '' && b.numbers !== '' && a.numbers !== b.numbers;
}
