// A stream as rules see it: what they have made of it so far, and what its name says, read when it is asked for.

import { readName } from '../formats/names/read.ts';
import type { NameReading } from '../formats/names/reading.ts';
import type { RuleKind, RuleQuality, RuleVariant } from '../model/rule-condition.ts';
import type { Stream } from '../model/stream.ts';
import { titleOf } from './title.ts';

/** What rules look at. */
export type RuleStream = Pick<
  Stream,
  'group' | 'guideShiftMinutes' | 'kind' | 'logoUrl' | 'name' | 'number' | 'providerId' | 'tvgId'
>;

/** What the rules' neighbours know. */
export interface Surroundings {
  /** Country code, or empty. */
  readonly marketOf: (stream: RuleStream) => string;
  readonly providerName: (id: string) => string;
  /** Of the provider's name. */
  readonly readingOf: (stream: RuleStream) => NameReading;
  /** Whether a person's folder has a logo of that name, without its ending; absent where nobody asks. */
  readonly hasLogoFile?: (name: string) => boolean;
}

/** Remembers of the last stream what it was asked: two sets of rules that look at the same one read it once. */
export function rememberingLast<Fact>(of: (stream: RuleStream) => Fact): (stream: RuleStream) => Fact {
  let last: RuleStream | undefined;
  let fact: Fact;
  return (stream) => {
    if (stream !== last) fact = of(stream);
    last = stream;
    return fact;
  };
}

export const readingOf = (stream: RuleStream): NameReading => readName(stream.name);

/** One for all streams, one after another: there are a hundred thousand of them. */
export class Subject {
  readonly #surroundings: Surroundings;
  readonly #groupFacts = new Map<string, { readonly isAdult: boolean; readonly isLoop: boolean }>();

  stream!: RuleStream;
  isHidden = false;
  name = '';
  group = '';
  logoUrl = '';
  guideShiftMinutes = 0;
  isEnabled: boolean | null = null;
  /** Key of the numbering scheme, 0 for none. */
  scheme = 0;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  begin(stream: RuleStream): void {
    this.stream = stream;
    this.isHidden = false;
    this.name = stream.name;
    this.group = stream.group;
    this.logoUrl = stream.logoUrl;
    this.guideShiftMinutes = stream.guideShiftMinutes;
    this.isEnabled = null;
    this.scheme = 0;
  }

  /** Of the provider's name. */
  get reading(): NameReading {
    return this.#surroundings.readingOf(this.stream);
  }

  get market(): string {
    return this.#surroundings.marketOf(this.stream);
  }

  get providerName(): string {
    return this.#surroundings.providerName(this.stream.providerId);
  }

  hasLogoFile(name: string): boolean {
    return this.#surroundings.hasLogoFile?.(name) ?? true;
  }

  get title(): string {
    return titleOf(this.reading);
  }

  isOfKind(kind: RuleKind): boolean {
    return KINDS[kind](this);
  }

  isOfQuality(quality: RuleQuality): boolean {
    const { resolution, codec, isHdr, isRaw } = this.reading.quality;
    if (quality === 'unsaid') return resolution === '';
    if (quality === 'hevc') return codec === 'hevc';
    if (quality === 'hdr') return isHdr;
    return quality === 'raw' ? isRaw : resolution === quality;
  }

  isOfVariant(variant: RuleVariant): boolean {
    if (variant === 'main') return SPECIAL_VARIANTS.every((other) => !VARIANTS[other](this.reading));
    return VARIANTS[variant](this.reading);
  }

  /** What the group's own words say, read once a group. */
  get groupFacts(): { readonly isAdult: boolean; readonly isLoop: boolean } {
    const { group } = this.stream;
    let facts = this.#groupFacts.get(group);
    if (!facts) {
      const { isAdult, isLoop } = readName(group);
      facts = { isAdult, isLoop };
      if (this.#groupFacts.size < MEMO_LIMIT) this.#groupFacts.set(group, facts);
    }
    return facts;
  }
}

/** Groups repeat; an upper limit keeps a hostile list from filling the memory. */
export const MEMO_LIMIT = 20_000;

const KINDS: Readonly<Record<RuleKind, (subject: Subject) => boolean>> = {
  radio: ({ stream, reading }) => stream.kind === 'radio' || reading.isRadio,
  adult: ({ groupFacts, reading }) => groupFacts.isAdult || reading.isAdult,
  '24-7': ({ groupFacts, reading }) => groupFacts.isLoop || reading.isLoop,
  event: ({ reading }) => reading.event !== null,
  heading: ({ reading }) => reading.isHeading,
  movie: ({ stream }) => stream.kind === 'movie',
  series: ({ stream }) => stream.kind === 'series',
  live: (subject) => OTHER_KINDS.every((kind) => !KINDS[kind](subject)),
};
const OTHER_KINDS = (Object.keys(KINDS) as RuleKind[]).filter((kind) => kind !== 'live');

type SpecialVariant = Exclude<RuleVariant, 'main'>;
const VARIANTS: Readonly<Record<SpecialVariant, (reading: NameReading) => boolean>> = {
  'time-shift': ({ shiftHours }) => shiftHours !== 0,
  east: ({ feed }) => feed === 'east',
  west: ({ feed }) => feed === 'west',
  central: ({ feed }) => feed === 'central',
  mountain: ({ feed }) => feed === 'mountain',
  station: ({ callSign }) => callSign !== '',
  plus: ({ core }) => core.includes('plus') || core.includes('+'),
  extra: ({ core }) => core.includes('extra') || core.includes('xtra'),
  kids: ({ core }) => ['kids', 'junior', 'jr', 'kinder', 'enfants'].some((word) => core.includes(word)),
};
const SPECIAL_VARIANTS = Object.keys(VARIANTS) as SpecialVariant[];
