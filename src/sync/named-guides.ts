// Guides that a channel's own ids and names lead to, one of each source: the first is its guide, the others fill gaps.

import { readName } from '../formats/names/read.ts';
import type { GuideJoin } from '../guide/join.ts';
import type { PublishedChannel } from '../guide/reader.ts';
import type { GuideQuestion, OriginatedFill } from '../lineup/merge.ts';
import { identify, isNumber } from '../matching/identity.ts';
import { isRefused, type Refuses } from './chosen-guide.ts';
import { found, type Found } from './found-guide.ts';
import { marketOf } from '../matching/market-of.ts';
import { shiftToGuide } from '../matching/verify.ts';
import { FILLERS } from '../matching/words/fillers.ts';

/**
 * By id, else by name: what playlist and guide say themselves.
 * @returns at most one of each source, the preferred source first
 */
export function findNamed(join: GuideJoin, question: GuideQuestion, market: string): Found[] {
  const { names, xmltvIds } = question;
  const refuses = isRefused(question);
  const bySource = new Map<string, Found>();
  const take = (channel: PublishedChannel, by: 'id' | 'name', shiftMinutes: number | undefined): void => {
    if (shiftMinutes === undefined || bySource.has(channel.sourceKey) || refuses(channel)) return;
    bySource.set(channel.sourceKey, found(channel, { by, score: 100, shiftMinutes }));
  };
  for (const xmltvId of xmltvIds) {
    for (const channel of join.byXmltvId(xmltvId)) {
      take(channel, 'id', shiftToGuide(names, channel.displayNames, market));
    }
  }
  for (const name of names) {
    for (const channel of join.byDisplayName(name))
      if (isOfMarket(channel, market) && (market !== '' || isTelling(name, channel))) take(channel, 'name', 0);
  }
  const all = [...bySource.values()];
  return all.length < 2 ? all : all.toSorted((a, b) => join.rankOf(a.channel) - join.rankOf(b.channel));
}

/** `Channel 9` of an unknown country is not yet Australia's: every country counts its channels. */
function isTelling(name: string, channel: PublishedChannel): boolean {
  if (marketOfGuide(channel) === '') return true;
  return identify(readName(name), { market: '' }).words.some((word) => !isNumber(word) && !FILLERS.has(word));
}

/** Further guides of a channel; more than these would only be looked into for the same gaps. */
const MAX_FILLS = 3;

/** Finds further guides for channels that have one. */
export class Fills {
  readonly #join: GuideJoin;
  readonly #hasSeveral: boolean;
  readonly #kin = new Map<string, PublishedChannel[]>();
  readonly #keysOf = new Map<PublishedChannel, readonly string[]>();

  constructor(channels: readonly PublishedChannel[], join: GuideJoin) {
    this.#join = join;
    this.#hasSeveral = channels.some(({ sourceKey }) => sourceKey !== channels[0]!.sourceKey);
    if (!this.#hasSeveral) return;
    for (const channel of channels) {
      const keys = kinKeys(channel);
      this.#keysOf.set(channel, keys);
      for (const key of keys) {
        const kin = this.#kin.get(key);
        if (kin) kin.push(channel);
        else this.#kin.set(key, [channel]);
      }
    }
  }

  /** Guides of other sources: those that ids and names lead to, and those that carry the found one's id or name. */
  of({ channel, shiftMinutes }: Found, named: readonly Found[], refuses: Refuses): OriginatedFill[] {
    if (!this.#hasSeveral) return [];
    const sources = new Set([channel.sourceKey]);
    return [...named, ...this.#alike(channel, shiftMinutes)]
      .filter(({ channel: other }) => !refuses(other) && !sources.has(other.sourceKey) && sources.add(other.sourceKey))
      .toSorted((a, b) => this.#join.rankOf(a.channel) - this.#join.rankOf(b.channel))
      .slice(0, MAX_FILLS)
      .map((fill) => ({ id: fill.id, shiftMinutes: fill.shiftMinutes - shiftMinutes, origin: fill.origin }));
  }

  #alike(channel: PublishedChannel, shiftMinutes: number): Found[] {
    const market = marketOfGuide(channel);
    const byId = this.#join.byXmltvId(channel.xmltvId).flatMap((other) => {
      const shift = shiftToGuide(channel.displayNames, other.displayNames, market);
      const isSame = shift !== undefined && isOfMarket(other, market);
      return isSame ? [found(other, { by: 'id', score: 100, shiftMinutes: shiftMinutes + shift })] : [];
    });
    const byName = (this.#keysOf.get(channel) ?? []).flatMap((key) => this.#kin.get(key) ?? []);
    const ours = byName.filter((other) => isOfMarket(other, market));
    return [...byId, ...ours.map((other) => found(other, { by: 'name', score: 100, shiftMinutes }))];
  }
}

/** What names have in common that are, in one market, the same but for quality, prefix and spelling. */
function kinKeys(channel: PublishedChannel): string[] {
  const market = marketOfGuide(channel);
  return channel.displayNames.flatMap((name) => {
    const { key, words } = identify(readName(name, { market }), { market });
    return words.some((word) => !isNumber(word)) ? [key] : []; // `101` is somebody's number
  });
}

const markets = new WeakMap<PublishedChannel, string>();

/** Asked for each channel of the lineup that has its name: read once. */
function marketOfGuide(channel: PublishedChannel): string {
  const known = markets.get(channel);
  if (known !== undefined) return known;
  const market = marketOf(channel.displayNames[0] ?? '', '', channel.xmltvId);
  markets.set(channel, market);
  return market;
}

function isOfMarket(channel: PublishedChannel, market: string): boolean {
  const own = marketOfGuide(channel);
  return own === '' || market === '' || own === market;
}
