// Says in a worker why the streams of a channel are one, and which other channels came close.

import { channelStreams } from '../catalogue/reads.ts';
import { readName } from '../formats/names/read.ts';
import { readMemory } from '../lineup/memory-file.ts';
import { explain, type ExplainedName } from '../matching/explain.ts';
import { NameTable } from '../matching/name-table.ts';
import { BARRIERS } from '../matching/constraints.ts';
import { reasonText } from '../matching/reasons.ts';
import { printChannelId, type ChannelId, type ProviderId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import { openReader } from '../storage/database.ts';
import { taskLog } from '../workers/log.ts';
import { defineTask } from '../workers/task.ts';
import { openArtworks } from './logos/artwork-file.ts';
import { openKnowledge, type KnowledgeRef } from './knowledge/table-file.ts';
import type { MatchExplanation, MatchedName } from './match-query.ts';
import { marketOfStream, namesAtOnce, policyOf } from './naming.ts';

export interface ExplainInput {
  readonly files: { readonly catalogue: string; readonly numbers: string };
  readonly providers: readonly ProviderId[];
  readonly matching: Settings['matching'];
  readonly knowledge: KnowledgeRef | null;
  readonly looks: string | null;
  readonly channel: ChannelId;
}

export type Explained = Pick<MatchExplanation, 'alternatives' | 'market' | 'names'>;

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
  const own = table.texts.flatMap((_, name) => (channelOf.get(name) === input.channel ? [name] : []));
  const [first] = own;
  if (first === undefined) return { market: '', names: [], alternatives: [] };
  const market = table.market(first);
  // Names of other markets are there by hand: they are not compared.
  const members = new Set(own);
  const listed = nearNames(table, own, market).filter((name) => table.market(name) === market || members.has(name));
  const entries = listed.map((name) => ({
    name: table.texts[name]!,
    listing: table.listing(name),
    tvgIds: table.tvgIds(name),
    artworks: table.artworks(name),
    pin: 0,
  }));
  const ownEntries = own.map((name) => listed.indexOf(name));
  const country = market.split(' ', 1)[0] ?? '';
  const knowledge = openKnowledge(input.knowledge)?.base;
  const policy = policyOf(input.matching);
  const said = explain(entries, ownEntries, { market: country, policy, knowledge, idSpaces: table.idSpaces() });
  const tell = ({ entry, to, score, isSame, reasons }: ExplainedName): MatchedName => ({
    name: entries[entry]!.name,
    parts: readName(entries[entry]!.name, { market: country }).parts,
    compared_with: entry === to ? '' : entries[to]!.name,
    score: score === null ? null : Math.round(score * 10) / 10,
    is_same: isSame,
    providers: table
      .listing(listed[entry]!)
      .filter((_, at) => at % 2 === 0)
      .map((no) => table.providers[no]!),
    reasons: reasons.map((reason) => ({ text: reasonText(reason), weight: Math.round(reason.weight * 100) / 100 })),
  });
  const others = said.alternatives.flatMap((name) => {
    const channel = channelOf.get(listed[name.entry]!);
    if (channel === undefined || channel === input.channel) return [];
    const barrier = name.barrier && BARRIERS[name.barrier];
    return [{ ...tell(name), id: printChannelId(channel), kept_apart: barrier }];
  });
  return { market: country, names: said.names.map(tell), alternatives: others };
}

/** All names; of a market too large to be read at once those that share a word with the channel. */
function nearNames(table: NameTable, own: readonly number[], market: string): number[] {
  const all = table.texts.map((_, name) => name);
  if (table.size <= namesAtOnce()) return all;
  const country = market.split(' ', 1)[0] ?? '';
  const words = new Set(own.flatMap((name) => readName(table.texts[name]!, { market: country }).core));
  const telling = [...words].filter((word) => word.length > 2);
  const near = all.filter((name) => telling.some((word) => table.texts[name]!.toLowerCase().includes(word)));
  return [...new Set([...own, ...near])].slice(0, namesAtOnce());
}
