// What becomes of real lists as five providers? `npm run bench -- review FOLDER [COUNT [GUIDES]] [--from SCORE]`: counts, and, to be read by
// eye, the surest proposals, the merges that tvg-ids contradict, and ids whose streams are several channels; of a folder of XMLTV
// files the guides that a person would be asked about.

import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readM3u } from '../src/formats/m3u/read.ts';
import type { ProviderId } from '../src/model/ids.ts';
import { defaultSettings } from '../src/model/settings.ts';
import type { StreamEntry } from '../src/model/stream.ts';
import { marketOfStream, nameStreams, type Named } from '../src/sync/naming.ts';
import { guideDoubts } from './parts/guide-doubts.ts';
import { report } from './report.ts';

const PROVIDERS = 5;
const { positionals, values } = parseArgs({ allowPositionals: true, options: { from: { type: 'string' } } });
const [folder, count = '30', guides] = positionals;
if (folder === undefined) throw new Error('usage: review.ts FOLDER [COUNT]');
const shown = Number(count);

type Listed = StreamEntry & { readonly providerId: ProviderId };

async function readLists(): Promise<Listed[]> {
  const streams: Listed[] = [];
  const files = readdirSync(folder!).filter((name) => name.endsWith('.m3u'));
  for (const [at, file] of files.toSorted().entries()) {
    const providerId = `list-${at % PROVIDERS}` as ProviderId;
    const onEntries = (batch: readonly StreamEntry[]): void =>
      void streams.push(...batch.map((entry) => ({ ...entry, providerId })));
    await readM3u(createReadStream(join(folder!, file)), { base: '', source: '', onEntries });
  }
  return streams;
}

/** `zdf.de` of `ZDF.de@SD`. */
const plainId = ({ tvgId }: Listed): string => tvgId.toLowerCase().replace(/@.*/, '');
const written = ({ name, tvgId }: Listed): string => `${name} <${tvgId}>`;
const once = <Text extends string>(texts: readonly Text[]): Text[] => [...new Set(texts)].filter((text) => text !== '');
const different = (items: readonly unknown[]): number => new Set(items).size;

function show(title: string, lists: readonly (readonly string[])[]): void {
  console.log(`\n${title}`);
  const step = Math.max(1, lists.length / shown);
  for (let at = 0; at < lists.length; at += step) console.log(`  ${[...new Set(lists[Math.floor(at)])].join('  |  ')}`);
}

const streams = await readLists();
const { naming, suggestions, countryOf }: Named = nameStreams(streams, {
  settings: { ...defaultSettings.matching, ...(values.from ? { group_threshold: Number(values.from) } : {}) },
  constraints: { pins: new Map(), locked: new Set(), apart: [], refs: [] },
  checkpoint: () => undefined,
});
const channelOf = new Map(streams.map((stream, at) => [stream, naming.channelOf[naming.nameOf[at]!]!]));
const channels = [...Map.groupBy(streams, (stream) => channelOf.get(stream)!).values()];
const withId = streams.filter(({ tvgId }) => tvgId !== '');
const contradicted = channels.filter((own) => different(own.map(plainId).filter(Boolean)) > 1);
const scattered = [...Map.groupBy(withId, plainId).values()].filter(
  (own) => different(own.map((stream) => channelOf.get(stream))) > 1,
);
const surest = suggestions.toSorted((one, other) => other.score - one.score);
show(
  'Proposed',
  surest.slice(0, shown).map(({ a, names, score, reasons }) => [
    `${Math.round(score)} ${countryOf(a)}: ${names.join('  |  ')}  (${reasons
      .slice(0, 3)
      .map(({ feature }) => feature)
      .join(', ')})`,
  ]),
);
show(
  'One channel, several tvg-ids',
  contradicted.map((own) => own.map(written)),
);
show(
  'One tvg-id, several channels',
  scattered.map((own) => own.map(written)),
);
if (guides !== undefined) {
  const asked = channels.map((own) => ({
    names: once(own.flatMap(({ name, tvgName }) => [name, tvgName])),
    xmltvIds: once(own.map(({ tvgId }) => tvgId)),
    providers: once(own.map(({ providerId }) => providerId)),
    market: marketOfStream(own[0]!).split(' ', 1)[0] ?? '',
  }));
  const { found, doubts } = await guideDoubts(guides, asked);
  show(
    'Guides to look at',
    doubts
      .slice(0, shown)
      .map(({ kind, score, names, market, guide, reasons }) => [
        `${score} ${kind} ${market}: ${names.join('  |  ')}  ->  ${guide}  (${reasons.join(', ')})`,
      ]),
  );
  report('review-guides', [
    { figure: 'channels with a guide', value: found, unit: '' },
    ...(['missing', 'unsure'] as const).map((kind) => {
      return { figure: `guides ${kind}`, value: doubts.filter((doubt) => doubt.kind === kind).length, unit: '' };
    }),
  ]);
}
report('review', [
  { figure: 'streams', value: streams.length, unit: '' },
  { figure: 'channels', value: channels.length, unit: '' },
  { figure: 'proposals', value: suggestions.length, unit: '' },
  { figure: 'channels with several tvg-ids', value: contradicted.length, unit: '' },
  { figure: 'tvg-ids of several channels', value: scattered.length, unit: '' },
]);
