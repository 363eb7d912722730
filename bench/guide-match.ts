// How long does it take to find guides for 50,000 channels among 20,000 of a guide, and again when nothing or 1 % of the
// names has changed?

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PublishedChannel } from '../src/guide/reader.ts';
import { silentLog } from '../src/kernel/log.ts';
import type { GuideQuestion } from '../src/lineup/merge.ts';
import type { GuideChannelId } from '../src/model/ids.ts';
import { createGuideFinder } from '../src/sync/guide-finder.ts';
import { openMatchMemory } from '../src/sync/match-memory.ts';
import { report } from './report.ts';

const CHANNELS = 50_000;
const GUIDE_CHANNELS = 20_000;
const MARKETS = 'de uk us fr es it pl tr nl pt ro se gr in br mx ru ar al rs'.split(' ');
const SYLLABLES = 'ba be bo da do fa fi ga go ka ki la lo ma mi na no pa po ra ri sa so ta to va vi za zu'.split(' ');
const GENRES = ['Sport', 'News', 'Cinema', 'Kids', 'Music', 'Travel', ''];
const CHANGED_SHARE = 0.01;

let state = 20_260_819;
const random = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff) / 0x7fff_ffff;
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;

function plainName(): string {
  const word = (): string => pick(SYLLABLES) + pick(SYLLABLES) + pick(SYLLABLES);
  const name = `${word()} ${random() < 0.5 ? word() : ''} ${pick(GENRES)} ${random() < 0.2 ? Math.ceil(random() * 9) : ''}`;
  return name.replaceAll(/\s+/g, ' ').trim();
}

const guideNames = Array.from({ length: GUIDE_CHANNELS }, (_, at) => ({
  name: plainName(),
  market: MARKETS[at % MARKETS.length]!,
}));
const channels: PublishedChannel[] = guideNames.map(({ name, market }, at) => ({
  id: (at + 1) as GuideChannelId,
  sourceKey: `one\nhttp://guide${at % 2}.test/`,
  xmltvId: `${name.replaceAll(' ', '')}.${market}`,
  displayNames: [name],
  iconUrl: '',
  programmeCount: 100,
}));

/** A third has the guide's id, a third is alike, the rest is in no guide. */
function questionOf(at: number): { readonly question: GuideQuestion; readonly market: string } {
  const { name, market } = guideNames[at % GUIDE_CHANNELS]!;
  const kind = at % 3;
  const own = kind === 2 ? plainName() : name;
  const written = `${market.toUpperCase()}| ${own.toUpperCase()} ${pick(['HD', 'FHD', '4K', 'HEVC'])}`;
  return {
    question: {
      name: at % CHANNELS,
      names: [written],
      xmltvIds: kind === 0 ? [channels[at % GUIDE_CHANNELS]!.xmltvId] : [],
    },
    market,
  };
}

const asked = Array.from({ length: CHANNELS }, (_, at) => questionOf(at));
const folder = mkdtempSync(join(tmpdir(), 'masthead-bench-'));

function run(): { readonly seconds: number; readonly found: number } {
  const memory = openMatchMemory(join(folder, 'matches'), silentLog);
  const from = process.cpuUsage();
  const finder = createGuideFinder({
    channels,
    memory: memory.guides,
    marketOf: (name) => asked[name]!.market,
    checkpoint: () => undefined,
  });
  const found = finder.find(asked.map(({ question }) => question)).guides.filter(Boolean).length;
  const { user, system } = process.cpuUsage(from);
  return { seconds: (user + system) / 1e6, found };
}

try {
  const first = run();
  const again = run();
  for (let at = 0; at < CHANNELS; at += 1 / CHANGED_SHARE + 1) asked[at] = questionOf(at + 1);
  const changed = run();
  report('guide-match', [
    { figure: 'channels with a guide', value: first.found, unit: 'channels' },
    { figure: 'from nothing, processor time', value: first.seconds, unit: 's' },
    { figure: 'nothing changed, processor time', value: again.seconds, unit: 's', aim: 1, isLimit: true },
    { figure: '1 % changed, processor time', value: changed.seconds, unit: 's', aim: 2, isLimit: true },
  ]);
  if (again.found !== first.found) throw new Error('what was remembered is not what was found');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
