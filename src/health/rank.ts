// The rank: in which order a channel's streams are tried, and why. Each term says what it weighs, what it found and what that
// is worth; the sum is the rank. Pure. docs/health.md has the weights.

import type { StreamId } from '../model/ids.ts';
import type { RANK_PREFERENCES } from '../model/health-settings.ts';
import { quickness } from './score.ts';

export const RANK_TERMS = [
  'pinned',
  'ordered',
  'health',
  'quality',
  'language',
  'provider',
  'latency',
  'slots',
  'cost',
  'in-use',
] as const;
export type RankTermName = (typeof RANK_TERMS)[number];

export interface RankTerm {
  readonly name: RankTermName;
  /** 0 to 1: how good it is in this respect. */
  readonly value: number;
  /** Most that the term can give. */
  readonly share: number;
  /** What it gave. */
  readonly points: number;
  /** For a person. */
  readonly because: string;
}

export interface Ranked {
  readonly streamId: StreamId;
  readonly total: number;
  /** In the table's order; those that do not apply are left out. */
  readonly terms: readonly RankTerm[];
}

export interface RankFacts {
  readonly streamId: StreamId;
  /** 0 to 100; null while nothing is known. */
  readonly health: number | null;
  /** What is wrong with its picture or its provider, for a person; null when all is well. It has lowered its health. */
  readonly trouble: string | null;
  /** 0 to 1000. */
  readonly quality: number;
  readonly latencyMs: number | null;
  /** Languages of its sound; empty where none is known. */
  readonly languages: readonly string[];
  /** Of its provider among the preferred: 0 is the first. */
  readonly providerPlace: number;
  /** What a person has said that the provider's connections cost, 0 to 10. */
  readonly cost: number;
  /** Connections that its provider has left now; null is any number. */
  readonly freeSlots: number | null;
  readonly isPinned: boolean;
  /** Place in a person's order; null where it is in none. */
  readonly place: number | null;
  /** New sessions begin with it at the moment. */
  readonly isInUse: boolean;
}

export type RankPreference = (typeof RANK_PREFERENCES)[number];

export interface RankPolicy {
  readonly prefer: RankPreference;
  /** Preferred ones first, ISO 639. */
  readonly languages: readonly string[];
  readonly providerCount: number;
  /** Points by which another has to be better to take the place of the one in use. */
  readonly holdingPoints: number;
}

type Weighed = 'health' | 'quality' | 'language' | 'provider' | 'latency' | 'slots' | 'cost';

/** Points of 1000. */
const SHARES: Readonly<Record<RankPreference, Readonly<Record<Weighed, number>>>> = {
  balanced: { health: 440, quality: 230, language: 120, provider: 90, latency: 50, slots: 40, cost: 30 },
  reliability: { health: 620, quality: 80, language: 110, provider: 70, latency: 60, slots: 40, cost: 20 },
  quality: { health: 280, quality: 420, language: 120, provider: 80, latency: 40, slots: 30, cost: 30 },
};
/** What a person has placed by hand goes before everything that is weighed. */
const PINNED_POINTS = 10_000;
const ORDERED_POINTS = 5_000;
/** What is not known is worth a little more than half: it deserves to be tried before what is known to be poor. */
const UNKNOWN = 0.6;

/** Best first; equal ones stay in the order in which they come. */
export function rankStreams(streams: readonly RankFacts[], policy: RankPolicy): Ranked[] {
  return streams.map((facts) => rankStream(facts, policy)).toSorted((one, other) => other.total - one.total);
}

function rankStream(facts: RankFacts, policy: RankPolicy): Ranked {
  const shares = SHARES[policy.prefer];
  const terms = [
    ...placed(facts),
    ...Object.entries(WEIGHED).map(([name, weigh]): RankTerm => {
      const { value, because } = weigh(facts, policy);
      const share = shares[name as Weighed];
      return { name: name as Weighed, value, share, points: round(share * value), because };
    }),
  ];
  const { holdingPoints } = policy;
  if (facts.isInUse && holdingPoints > 0) {
    const because = `it is in use; another has to be better by ${holdingPoints} points`;
    terms.push({ name: 'in-use', value: 1, share: holdingPoints, points: holdingPoints, because });
  }
  return { streamId: facts.streamId, total: round(terms.reduce((sum, { points }) => sum + points, 0)), terms };
}

function placed({ isPinned, place }: RankFacts): RankTerm[] {
  if (isPinned) {
    return [{ name: 'pinned', value: 1, share: PINNED_POINTS, points: PINNED_POINTS, because: 'you put it first' }];
  }
  if (place === null) return [];
  const points = ORDERED_POINTS - 10 * place;
  const because = `number ${place + 1} in your order`;
  return [{ name: 'ordered', value: round(points / ORDERED_POINTS), share: ORDERED_POINTS, points, because }];
}

type Weigh = (facts: RankFacts, policy: RankPolicy) => Pick<RankTerm, 'value' | 'because'>;

/** In the order of the names above. */
const WEIGHED: Readonly<Record<Weighed, Weigh>> = {
  health: ({ health, trouble }) =>
    health === null
      ? { value: UNKNOWN, because: 'not checked yet' }
      : { value: health / 100, because: `health ${health} of 100${trouble === null ? '' : `: ${trouble}`}` },
  quality: ({ quality }) => ({ value: quality / 1_000, because: `quality ${quality} of 1000` }),
  language: ({ languages }, { languages: wanted }) => {
    if (wanted.length === 0) return { value: UNKNOWN, because: 'no language is preferred' };
    if (languages.length === 0) return { value: UNKNOWN, because: 'its languages are not known' };
    const place = wanted.findIndex((language) => languages.some((one) => isSameLanguage(one, language)));
    if (place < 0) return { value: 0, because: `none of ${wanted.join(', ')}` };
    return { value: 1 - place / (2 * wanted.length), because: `it has ${wanted[place]!}` };
  },
  provider: ({ providerPlace }, { providerCount }) => ({
    value: providerCount <= 1 ? 1 : 1 - Math.min(1, providerPlace / (providerCount - 1)),
    because: `provider number ${providerPlace + 1} of ${Math.max(1, providerCount)}`,
  }),
  latency: ({ latencyMs }) =>
    latencyMs === null
      ? { value: UNKNOWN, because: 'not measured yet' }
      : { value: round(quickness(latencyMs)), because: `answers in ${latencyMs} ms` },
  slots: ({ freeSlots }) => {
    if (freeSlots === null) return { value: 1, because: 'its provider sets no limit' };
    if (freeSlots <= 0) return { value: 0, because: 'its provider has no connection left' };
    return { value: 1 - 0.5 ** freeSlots, because: `${freeSlots} of its provider's connections are free` };
  },
  cost: ({ cost }) => ({ value: 1 - cost / 10, because: cost === 0 ? 'no cost was set' : `cost ${cost} of 10` }),
};

const round = (points: number): number => Math.round(points * 10) / 10;

/** Streams say `deu` or `ger`, people write `de`. */
export function isSameLanguage(one: string, other: string): boolean {
  return canonical(one) === canonical(other);
}

/** Bibliographic codes of ISO 639-2 that differ from the terminological ones, which `Intl` knows. */
const TERMINOLOGICAL: Readonly<Record<string, string>> = {
  alb: 'sqi',
  arm: 'hye',
  baq: 'eus',
  bur: 'mya',
  chi: 'zho',
  cze: 'ces',
  dut: 'nld',
  fre: 'fra',
  geo: 'kat',
  ger: 'deu',
  gre: 'ell',
  ice: 'isl',
  mac: 'mkd',
  may: 'msa',
  per: 'fas',
  rum: 'ron',
  slo: 'slk',
  tib: 'bod',
  wel: 'cym',
};
const canonicals = new Map<string, string>();

function canonical(code: string): string {
  const lower = code.toLowerCase();
  const known = canonicals.get(lower);
  if (known !== undefined) return known;
  let made = lower;
  try {
    made = new Intl.Locale(TERMINOLOGICAL[lower] ?? lower).language;
  } catch {
    // no language code: it is only like itself
  }
  if (canonicals.size < 1_000) canonicals.set(lower, made);
  return made;
}
