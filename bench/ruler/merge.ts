// Scores a merge of labelled names: pairs of names of one market, as the data's README defines them.

import type { Figure } from '../report.ts';
import { plainKey } from './lines.ts';

export interface MergeRow {
  readonly id: string;
  /** `channel@feed`: what should be one cluster. */
  readonly group: string;
  readonly channel_id: string;
  readonly feed_evidence: string;
  readonly source: string;
  readonly name: string;
  readonly market: string;
  readonly score: boolean;
  readonly seen_in_dev?: boolean;
}

interface Name extends MergeRow {
  readonly cluster: string;
  readonly key: string;
  readonly isSoft: boolean;
}

/** Pairs that were rightly joined, wrongly joined, wrongly left apart. */
interface Tally {
  right: number;
  wrong: number;
  missed: number;
}

export interface MergeErrors {
  /** Pairs of one cluster that are two channels, and the other way round. */
  readonly wrong: (readonly [MergeRow, MergeRow])[];
  readonly missed: (readonly [MergeRow, MergeRow])[];
}

const precision = ({ right, wrong }: Tally): number => right / (right + wrong || 1);
const recall = ({ right, missed }: Tally): number => right / (right + missed || 1);
const f1 = ({ right, wrong, missed }: Tally): number => (2 * right) / (2 * right + wrong + missed || 1);
const mean = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / (values.length || 1);

export function scoreMerge(
  rows: readonly MergeRow[],
  clusterOf: ReadonlyMap<string, string>,
): { figures: Figure[]; errors: MergeErrors } {
  const state = new MergeScore();
  for (const names of namesByMarket(rows, clusterOf).values()) state.addMarket(names);
  return { figures: state.figures(), errors: state.errors };
}

function namesByMarket(rows: readonly MergeRow[], clusterOf: ReadonlyMap<string, string>): Map<string, Name[]> {
  const markets = new Map<string, Map<string, Name>>();
  for (const row of rows) {
    if (!row.score) continue;
    const names = markets.get(row.market) ?? new Map<string, Name>();
    markets.set(row.market, names);
    const once = `${row.name.toLowerCase()}\0${row.group}`;
    if (names.has(once)) continue;
    const isSoft = ['weak', 'unknown'].includes(row.feed_evidence) || row.group.endsWith('@?');
    names.set(once, { ...row, cluster: clusterOf.get(row.id) ?? `alone ${row.id}`, key: plainKey(row.name), isSoft });
  }
  return new Map([...markets].map(([market, names]) => [market, [...names.values()]]));
}

class MergeScore {
  readonly errors: MergeErrors = { wrong: [], missed: [] };
  readonly #all: Tally = { right: 0, wrong: 0, missed: 0 };
  readonly #fresh: Tally = { right: 0, wrong: 0, missed: 0 };
  readonly #f1ByMarket: number[] = [];
  readonly #shares = { precision: [] as number[], recall: [] as number[] };
  readonly #variants = { west: [] as number[], plus: [] as number[] };

  addMarket(names: readonly Name[]): void {
    const market: Tally = { right: 0, wrong: 0, missed: 0 };
    const clusters = Map.groupBy(names, (name) => name.cluster);
    const groups = Map.groupBy(names, (name) => name.group);
    for (const name of names) {
      const related = new Set([...(clusters.get(name.cluster) ?? []), ...(groups.get(name.group) ?? [])]);
      this.#addName(name, related, market);
    }
    for (const key of ['right', 'wrong', 'missed'] as const) this.#all[key] += market[key];
    if (market.right + market.missed >= 5) this.#f1ByMarket.push(f1(market));
  }

  #addName(a: Name, related: ReadonlySet<Name>, market: Tally): void {
    let [same, joined, both] = [0, 0, 0];
    for (const b of related) {
      if (isIgnored(a, b)) continue;
      const isSame = a.group === b.group;
      const isJoined = a.cluster === b.cluster;
      if (isSame) same += 1;
      if (isJoined) joined += 1;
      if (isSame && isJoined) both += 1;
      if (a.id < b.id) this.#addPair(a, b, market);
    }
    this.#shares.precision.push(both / joined);
    this.#shares.recall.push(both / same);
    if (a.feed_evidence !== 'explicit') return;
    if (/@(?:West|Pacific)$/.test(a.group)) this.#variants.west.push(isInMain(a, related));
    if (/@Plus\d$/.test(a.group)) this.#variants.plus.push(isInMain(a, related));
  }

  #addPair(a: Name, b: Name, market: Tally): void {
    const kind = a.group !== b.group ? 'wrong' : a.cluster === b.cluster ? 'right' : 'missed';
    market[kind] += 1;
    if (a.seen_in_dev === false && b.seen_in_dev === false) this.#fresh[kind] += 1;
    if (kind !== 'right') this.errors[kind].push([a, b]);
  }

  figures(): Figure[] {
    const [p, r] = [mean(this.#shares.precision), mean(this.#shares.recall)];
    const fresh: Figure[] =
      this.#fresh.right + this.#fresh.missed === 0
        ? []
        : [
            { figure: 'merge.unseen_channels.precision', value: precision(this.#fresh), unit: '' },
            { figure: 'merge.unseen_channels.recall', value: recall(this.#fresh), unit: '' },
          ];
    return [
      { figure: 'merge.precision', value: precision(this.#all), unit: '', aim: 0.96 },
      { figure: 'merge.recall', value: recall(this.#all), unit: '', aim: 0.78 },
      { figure: 'merge.f1', value: f1(this.#all), unit: '', aim: 0.86 },
      ...fresh,
      { figure: 'merge.macro_f1_by_market', value: mean(this.#f1ByMarket), unit: '' },
      { figure: 'merge.b3_f1', value: (2 * p * r) / (p + r), unit: '', aim: 0.96 },
      { figure: 'merge.west_into_main', value: mean(this.#variants.west), unit: '', aim: 0.001, isLimit: true },
      { figure: 'merge.plus_into_main', value: mean(this.#variants.plus), unit: '', aim: 0.001, isLimit: true },
    ];
  }
}

/** Pairs on which the labels themselves are not sure. */
function isIgnored(a: Name, b: Name): boolean {
  const soft = a.isSoft || b.isSoft;
  if (a.group === b.group) return soft && a !== b;
  return a.channel_id === b.channel_id ? soft : a.key === b.key;
}

const isInMain = (a: Name, related: ReadonlySet<Name>): number =>
  [...related].some(
    (b) =>
      a.cluster === b.cluster &&
      a.group !== b.group &&
      a.channel_id === b.channel_id &&
      a.key !== b.key &&
      b.group.endsWith('@main'),
  )
    ? 1
    : 0;
