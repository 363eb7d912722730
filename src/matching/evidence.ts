// What speaks for and against two names of a market being one channel: their words, a tvg-id or a logo that they share.

import { Artworks } from './artworks.ts';
import { cannotLink, tellsApartInOneList } from './constraints.ts';
import { FEATURES } from './feature-names.ts';
import { featuresOf, featuresOfNames, listedAs } from './features.ts';
import { ListOdds } from './list-odds.ts';
import { Listers } from './listers.ts';
import { CANDIDATES_KEPT, MarketIndex } from './market-index.ts';
import { nearPairs, type NearPairs } from './near-pairs.ts';
import { nameOf, type MarketNodes, type Node } from './nodes.ts';
import { SAID, type ComparedNames, type KnownPairs } from './pairs.ts';
import type { Reason } from './reasons.ts';
import { logOddsOf, mostLogOddsOf, reasonsOf } from './score.ts';
import { TvgIds } from './tvg-ids.ts';

interface Compared {
  readonly a: number;
  readonly b: number;
  readonly saidBefore: number;
}

const NONE: readonly number[] = [];
const SCRATCH = new Float64Array(FEATURES.length);
const IDLE = -Infinity;

/** Compares names of the market. */
export class Evidence {
  readonly #nodes: readonly Node[];
  readonly #index: MarketIndex;
  readonly #tvgIds: TvgIds;
  readonly #artworks: Artworks;
  readonly #listers: Listers;
  readonly #idSpaces: readonly number[];
  /** The same of the lists that their ids are from, once it is asked for: many lists have none. */
  #idListers: Listers | undefined;
  readonly #listOdds: ListOdds;
  /** For each node a bit each for ids and for logos that its streams show. */
  readonly #shows: Uint8Array;

  /** @param idSpaces as `NameTable.idSpaces` gives them; without, each provider has its own */
  constructor({ nodes, facts }: Pick<MarketNodes, 'facts' | 'nodes'>, idSpaces: readonly number[] = []) {
    this.#nodes = nodes;
    this.#index = new MarketIndex(nodes, facts);
    this.#tvgIds = new TvgIds(nodes.map((node) => node.tvgIds));
    this.#artworks = new Artworks(nodes);
    this.#listers = new Listers(nodes);
    this.#listOdds = new ListOdds(this.#listers, (provider) => this.#index.strictness(provider));
    this.#shows = new Uint8Array(nodes.length);
    for (let at = 0; at < nodes.length; at += 1) this.#shows[at] = showsOf(nodes[at]!);
    this.#idSpaces = idSpaces;
    this.#index.settle();
  }

  /** All that is known of the names when they are compared, beside who lists them. */
  comparedNames(): ComparedNames {
    const count = this.#nodes.length;
    const now = { names: new Float64Array(count), words: new Float64Array(count), standings: new Uint32Array(count) };
    for (let at = 0; at < count; at += 1) {
      now.names[at] = nameOf(this.#nodes[at]!);
      now.words[at] = this.#index.wordsOf(at);
      now.standings[at] = this.#index.standingOf(at);
    }
    return now;
  }

  /** Pairs of nodes worth comparing. */
  nearPairs(): NearPairs {
    return nearPairs(this.#nodes.length, CANDIDATES_KEPT, (node) =>
      this.#nodes[node]!.isOwn ? NONE : this.#index.candidates(node),
    );
  }

  /** Compares what of `near` was not compared before, or knew something else of the market then. */
  compareInto(pairs: KnownPairs, { starts, others }: NearPairs, checkpoint: () => void): void {
    for (let a = 0; a < this.#nodes.length; a += 1) {
      if (pairs.isFresh(a)) checkpoint();
      for (let pair = starts[a]!; pair < starts[a + 1]!; pair += 1) this.#setIn(pairs, pair, a, others[pair]!);
    }
  }

  /** Nodes worth comparing with this one. */
  candidates(node: number): readonly number[] {
    return this.#index.candidates(node);
  }

  /** @param a the one with the lower number */
  logOdds(a: number, b: number): number {
    return this.#withLists(a, b, this.#ofNames(a, b), this.#said());
  }

  reasons(a: number, b: number): Reason[] {
    const [x, y] = [this.#nodes[a]!, this.#nodes[b]!];
    const reasons = reasonsOf(featuresOf(this.#index, x, y, SCRATCH), 'merge');
    const byId = this.#ofIds(a, b);
    const shared: Reason[] = [
      { feature: byId < 0 ? 'otherTvgId' : 'tvgId', weight: byId },
      { feature: 'artwork', weight: this.#artworks.weigh(x, y) },
    ];
    return [...shared.filter(({ weight }) => weight !== 0), ...reasons];
  }

  // oxlint-disable-next-line max-params -- for each pair: no object is made for it
  #setIn(pairs: KnownPairs, pair: number, a: number, b: number): void {
    const before = pairs.find(a, b);
    let ofNames = before < 0 ? NaN : pairs.logOddsBefore(before);
    let hangsOn = before < 0 ? 0 : pairs.hangsOnBefore(before);
    if (before < 0 && this.#isIdle(a, b)) ofNames = IDLE;
    else if (before < 0 && tellsApartInOneList(this.#nodes[a]!.identity, this.#nodes[b]!.identity))
      hangsOn = SAID.tellsApart;
    const isBarred = (hangsOn & SAID.tellsApart) !== 0 && this.#listers.common(a, b) > 0;
    if (isBarred || ofNames === IDLE) pairs.set(pair, ofNames, hangsOn, IDLE);
    else {
      const logOdds = Number.isNaN(ofNames) ? NaN : this.#withLists(a, b, ofNames, hangsOn);
      const saysEnough = (hangsOn & SAID.atMost) === 0 ? !Number.isNaN(ofNames) : pairs.isUnlike(logOdds);
      if (saysEnough) pairs.set(pair, ofNames, hangsOn, logOdds);
      else this.#compare(pairs, pair, { a, b, saidBefore: hangsOn & SAID.tellsApart });
    }
  }

  /** @param saidBefore the bits that are known of them */
  #compare(pairs: KnownPairs, pair: number, { a, b, saidBefore }: Compared): void {
    this.#index.takeAsked();
    const ofNames = this.#ofNames(a, b);
    const hangsOn = saidBefore | this.#index.takeAsked() | this.#said();
    const logOdds = this.#withLists(a, b, ofNames, hangsOn);
    if (pairs.isUnlike(logOdds)) {
      const most = Math.fround(mostLogOddsOf(SCRATCH));
      const mostWithLists = this.#withLists(a, b, most, hangsOn);
      if (pairs.isUnlike(mostWithLists)) {
        pairs.set(pair, most, hangsOn | SAID.atMost, mostWithLists);
        return;
      }
    }
    pairs.set(pair, ofNames, hangsOn, logOdds);
  }

  /** Narrow, so that what is taken over is what it was. */
  #ofNames(a: number, b: number): number {
    return Math.fround(logOddsOf(featuresOfNames(this.#index, this.#nodes[a]!, this.#nodes[b]!, SCRATCH), 'merge'));
  }

  /** Of the two that were just compared. */
  #said(): number {
    const { isOneName, isBrandOneSided } = listedAs(SCRATCH);
    return (isOneName ? SAID.isOneName : 0) | (isBrandOneSided ? SAID.isBrandOneSided : 0);
  }

  // oxlint-disable-next-line max-params -- asked for each pair: no object is made for it
  #withLists(a: number, b: number, ofNames: number, said: number): number {
    const withLists = ofNames + this.#listOdds.of(a, b, said);
    if ((this.#shows[a]! & this.#shows[b]!) === 0) return withLists; // as it is with most
    return withLists + this.#ofIds(a, b) + this.#artworks.weigh(this.#nodes[a]!, this.#nodes[b]!);
  }

  #ofIds(a: number, b: number): number {
    return this.#tvgIds.weigh(this.#nodes[a]!, this.#nodes[b]!, () => this.#listersOfIds().common(a, b) > 0);
  }

  #listersOfIds(): Listers {
    if (this.#idListers) return this.#idListers;
    const firstOf = new Map<number, number>();
    for (const [provider, space] of this.#idSpaces.entries()) if (!firstOf.has(space)) firstOf.set(space, provider);
    const listOf = (provider: number): number => firstOf.get(this.#idSpaces[provider]!) ?? provider;
    return (this.#idListers = new Listers(this.#nodes, listOf));
  }

  /** Nothing is to be asked about these two, whoever lists them. */
  #isIdle(a: number, b: number): boolean {
    const [x, y] = [this.#nodes[a]!, this.#nodes[b]!];
    return x.isOwn || y.isOwn || cannotLink(x.identity, y.identity);
  }
}

const showsOf = ({ tvgIds, artworks }: Node): number => (tvgIds.length > 0 ? 1 : 0) + (artworks.length > 0 ? 2 : 0);
