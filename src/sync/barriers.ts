// All that keeps two names apart, not only what is found first: that is taken away, and what is left is looked at.

import { readName } from '../formats/names/read.ts';
import { barrierBetween, barrierOfMarkets, BARRIERS, type Barrier } from '../matching/constraints.ts';
import { identify, type Identity } from '../matching/identity.ts';
import type { SeparationPolicy } from '../matching/policy.ts';

/** A name as its market reads it. */
export interface BarredName {
  readonly name: string;
  /** `uk`, `uk radio` */
  readonly market: string;
  /** Provider and how often it lists the name, in turn. */
  readonly listing: readonly number[];
}

type BarrierOfNames = NonNullable<ReturnType<typeof barrierBetween>>;

/** The first as if it did not differ from the second in what keeps them apart. */
const AS_IF_ALIKE: { readonly [Kind in BarrierOfNames]: (a: Identity, b: Identity) => Identity } = {
  variant: (a, { variant }) => ({ ...a, variant }),
  station: (a, { station }) => ({ ...a, station }),
  language: (a, { language }) => ({ ...a, language }),
  country: (a, { land }) => ({ ...a, land }),
  extension: (a, { extension }) => ({ ...a, extension }),
  numbers: (a, { numbers }) => ({ ...a, numbers }),
  counted: (a, { numbers, strong }) => ({ ...a, numbers, strong }),
  parts: (a, { pieces }) => ({ ...a, pieces }),
};

/** What names say, in words, and what a list says that has both. */
export function barriersOfNames(a: BarredName, b: BarredName, policy: SeparationPolicy): readonly string[] {
  const theirs = { identity: identityOf(b, policy), providers: providersOf(b) };
  let ours = { identity: identityOf(a, policy), providers: providersOf(a) };
  const found: string[] = [];
  for (let barrier = barrierBetween(ours, theirs); barrier; barrier = barrierBetween(ours, theirs)) {
    if (found.includes(BARRIERS[barrier])) break;
    found.push(BARRIERS[barrier]);
    ours = { ...ours, identity: AS_IF_ALIKE[barrier](ours.identity, theirs.identity) };
  }
  return found;
}

/** What keeps names of two markets from being compared at all, in words; none for those that are. */
export function barriersOfMarkets(a: string, b: string): readonly string[] {
  const [[land = '', kind = ''], [otherLand = '', otherKind = '']] = [a.split(' '), b.split(' ')];
  const found: readonly (Barrier | null)[] = [
    barrierOfMarkets(land, otherLand),
    barrierOfMarkets(` ${kind}`, ` ${otherKind}`),
  ];
  return found.flatMap((barrier) => (barrier ? BARRIERS[barrier] : []));
}

function identityOf({ name, market: told }: BarredName, policy: SeparationPolicy): Identity {
  const market = countryOf(told);
  return identify(readName(name, { market }), { market, policy });
}

/** `uk` of `uk radio`. */
export const countryOf = (market: string): string => market.split(' ', 1)[0] ?? '';

function providersOf({ listing }: BarredName): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let at = 0; at < listing.length; at += 2) counts.set(listing[at]!, listing[at + 1]!);
  return counts;
}
