// Says in a worker why the streams of a channel are one, and which other channels came close.

import { channelStreams } from '../catalogue/reads.ts';
import { readName } from '../formats/names/read.ts';
import { readMemory } from '../lineup/memory-file.ts';
import { explain, type ExplainedName } from '../matching/explain.ts';
import { NameTable } from '../matching/name-table.ts';
import { barrierOfMarkets, BARRIERS } from '../matching/constraints.ts';
import { reasonText } from '../matching/reasons.ts';
import { printChannelId, type ChannelId, type ProviderId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import { openReader } from '../storage/database.ts';
import { taskLog } from '../workers/log.ts';
import { defineTask } from '../workers/task.ts';
import { barriersOfMarkets, barriersOfNames, countryOf, type BarredName } from './barriers.ts';
import { openArtworks } from './logos/artwork-file.ts';
import { openKnowledge, type KnowledgeRef } from './knowledge/table-file.ts';
import type { MatchAlternative, MatchExplanation, MatchedName } from './match-query.ts';
import { marketOfStream, namesAtOnce, policyOf } from './naming.ts';

export interface ExplainInput {
  readonly files: { readonly catalogue: string; readonly numbers: string };
  readonly providers: readonly ProviderId[];
  readonly matching: Settings['matching'];
  readonly knowledge: KnowledgeRef | null;
  readonly looks: string | null;
  readonly channel: ChannelId;
  /** Channels that are told about however unlike they are. */
  readonly beside: readonly ChannelId[];
}

/** What names say; what a person has decided is added by whoever knows it. */
export interface Explained extends Pick<MatchExplanation, 'market' | 'names'> {
  readonly alternatives: readonly Omit<MatchAlternative, 'locked'>[];
}

export default defineTask<ExplainInput, Explained>((input, context) => {
  const { members } = readMemory(input.files.numbers, taskLog('lineup'));
  const catalogue = openReader(input.files.catalogue);
  const table = new NameTable();
  const artworkOf = openArtworks(input.looks);
  const channelOf = new Map<number, ChannelId>();
  try {
    for (const provider of input.providers) {
      context.throwIfAborted();
      for (const stream of channelStreams(catalogue, provider)) {
        const { tvgId, providerId, logoUrl } = stream;
        const name = table.add(stream.name, marketOfStream(stream), {
          provider: providerId,
          tvgId,
          artwork: artworkOf(logoUrl),
        });
        const channel = members.get(stream.id);
        if (channel !== undefined && !channelOf.has(name)) channelOf.set(name, channel);
      }
    }
  } finally {
    catalogue.close();
  }
  return answer(table, channelOf, input);
});

function answer(table: NameTable, channelOf: ReadonlyMap<number, ChannelId>, input: ExplainInput): Explained {
  const namesOf = (channels: ReadonlySet<ChannelId>): number[] =>
    table.texts.flatMap((_, name) => (channels.has(channelOf.get(name)!) ? [name] : []));
  const own = namesOf(new Set([input.channel]));
  const [first] = own;
  if (first === undefined) return { market: '', names: [], alternatives: [] };
  const market = table.market(first);
  const beside = namesOf(new Set(input.beside));
  const compared = beside.filter((name) => barrierOfMarkets(market, table.market(name)) === null);
  // Names of other markets are there by hand: they are not compared.
  const members = new Set([...own, ...compared]);
  const near = nearNames(table, own, market).filter((name) => table.market(name) === market || members.has(name));
  const listed = [...new Set([...near, ...compared])];
  const entries = listed.map((name) => ({
    name: table.texts[name]!,
    listing: table.listing(name),
    tvgIds: table.tvgIds(name),
    artworks: table.artworks(name),
    pin: 0,
  }));
  const entriesOf = (names: readonly number[]): number[] => names.map((name) => listed.indexOf(name));
  const country = countryOf(market);
  const knowledge = openKnowledge(input.knowledge)?.base;
  const policy = policyOf(input.matching);
  const asked = { members: entriesOf(own), beside: entriesOf(compared) };
  const said = explain(entries, asked, { market: country, policy, knowledge, idSpaces: table.idSpaces() });
  const tell = ({ entry, to, score, isSame, reasons }: ExplainedName): MatchedName => ({
    ...nameOf(table, listed[entry]!, country),
    compared_with: entry === to ? '' : entries[to]!.name,
    score: score === null ? null : Math.round(score * 10) / 10,
    is_same: isSame,
    reasons: reasons.map((reason) => ({ text: reasonText(reason), weight: Math.round(reason.weight * 100) / 100 })),
  });
  const barredName = (name: number): BarredName => ({
    name: table.texts[name]!,
    market: table.market(name),
    listing: table.listing(name),
  });
  const barriersWith = (name: number, to: number): readonly string[] =>
    barriersOfNames(barredName(to), barredName(name), policy);
  const others = said.alternatives.flatMap((name) => {
    const channel = channelOf.get(listed[name.entry]!);
    if (channel === undefined || channel === input.channel) return [];
    // What the market knows besides (call signs) may be the first of them.
    const barriers = name.barrier
      ? [BARRIERS[name.barrier], ...barriersWith(listed[name.entry]!, listed[name.to]!)]
      : [];
    return [{ ...tell(name), id: printChannelId(channel), kept_apart: [...new Set(barriers)] }];
  });
  const told = new Set(others.map(({ id }) => id));
  const strangers = beside.flatMap((name) => {
    const id = printChannelId(channelOf.get(name)!);
    if (told.has(id)) return [];
    const ofMarkets = barriersOfMarkets(market, table.market(name));
    const barriers = ofMarkets.length === 0 ? [] : [...ofMarkets, ...barriersWith(name, first)];
    return [{ ...nameOf(table, name, country), ...UNCOMPARED, id, kept_apart: barriers }];
  });
  return { market: country, names: said.names.map(tell), alternatives: [...others, ...strangers] };
}

const UNCOMPARED = { compared_with: '', score: null, is_same: false, reasons: [] } as const;

// oxlint-disable-next-line max-params -- a name of a table, and where one without a country is
const nameOf = (table: NameTable, name: number, land: string): Pick<MatchedName, 'name' | 'parts' | 'providers'> => ({
  name: table.texts[name]!,
  parts: readName(table.texts[name]!, { market: countryOf(table.market(name)) || land }).parts,
  providers: table
    .listing(name)
    .filter((_, at) => at % 2 === 0)
    .map((no) => table.providers[no]!),
});

/** All names; of a market too large to be read at once those that share a word with the channel. */
function nearNames(table: NameTable, own: readonly number[], market: string): number[] {
  const all = table.texts.map((_, name) => name);
  if (table.size <= namesAtOnce()) return all;
  const country = countryOf(market);
  const words = new Set(own.flatMap((name) => readName(table.texts[name]!, { market: country }).core));
  const telling = [...words].filter((word) => word.length > 2);
  const near = all.filter((name) => telling.some((word) => table.texts[name]!.toLowerCase().includes(word)));
  return [...new Set([...own, ...near])].slice(0, namesAtOnce());
}
