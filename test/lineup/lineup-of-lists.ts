// Builds lineups from lists in a folder, as a sync does, without workers.

import { onTestFinished } from 'vitest';
import { atOnce } from '../../src/kernel/slices.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { buildLineup, settleLineup } from '../../src/lineup/build.ts';
import { noDecisions, type Decisions } from '../../src/lineup/decisions.ts';
import { workOutEdit, type EditOutcome } from '../../src/lineup/edit.ts';
import { applyingEdit } from '../../src/lineup/patch.ts';
import { listFamilies } from '../../src/lineup/families.ts';
import { listGroups, type GroupRow } from '../../src/lineup/groups.ts';
import { listChannels } from '../../src/lineup/list.ts';
import { knownChannels } from '../../src/lineup/lost.ts';
import { constraintsOf } from '../../src/lineup/match-decisions.ts';
import { LineupMemory } from '../../src/lineup/memory.ts';
import { noGuide, type GuideFinder } from '../../src/lineup/merge.ts';
import { applyPatches } from './apply-patches.ts';
import type {
  ChannelEdit,
  ChannelFacets,
  ChannelFilter,
  ChannelPage,
  ChannelPatch,
  ChannelQuery,
  ChannelRow,
  FamilyPage,
  FamilyQuery,
  LineupSummary,
} from '../../src/lineup/query.ts';
import { openLineupDatabase } from '../../src/lineup/schema.ts';
import type { KeyedScheme, RuleStreams } from '../../src/lineup/ruling.ts';
import { readSnapshot } from '../../src/lineup/snapshot.ts';
import { readFacets } from '../../src/lineup/traits.ts';
import type { LineupSnapshot } from '../../src/model/channel.ts';
import type { ChannelId, ProviderId } from '../../src/model/ids.ts';
import { defaultSettings, type Settings } from '../../src/model/settings.ts';
import type { Stream } from '../../src/model/stream.ts';
import { nameStreams } from '../../src/sync/naming.ts';
import { temporaryFolder } from '../fakes/folder.ts';

export interface LineupFixture {
  memory: LineupMemory;
  decisions: Decisions;
  guide: GuideFinder;
  settings: Settings['lineup'];
  matching: Settings['matching'];
  /** What rules make of streams, and how they number. */
  ruleStream: RuleStreams | undefined;
  schemes: readonly KeyedScheme[];
  /** Whether a person's folder has a logo for a name of a market. */
  hasOwnLogo: (name: string, market: string) => boolean;
  build(...lists: readonly (readonly Stream[])[]): LineupSummary;
  patch(...patches: readonly ChannelPatch[]): LineupSummary;
  edit(target: { ids?: readonly ChannelId[]; where?: ChannelFilter }, edit: ChannelEdit): EditOutcome;
  families(query?: Partial<FamilyQuery>): FamilyPage;
  facets(): ChannelFacets;
  groups(providerId?: ProviderId): readonly GroupRow[];
  /** As after a database was lost: memory and decisions stay. */
  loseDatabase(): void;
  page(query: ChannelQuery): ChannelPage;
  rows(query?: Partial<ChannelQuery>): readonly ChannelRow[];
  row(name: string): ChannelRow;
  snapshot(): Promise<LineupSnapshot | undefined>;
}

export function lineupFixture(): LineupFixture {
  const folder = temporaryFolder();
  let generation = 0;
  const open = () => openLineupDatabase(`${folder}/lineup-${generation}.sqlite`, silentLog, 'write');
  let database = open();
  onTestFinished(() => database.close());
  const fixture: LineupFixture = {
    memory: new LineupMemory(),
    decisions: noDecisions,
    guide: noGuide,
    settings: defaultSettings.lineup,
    matching: defaultSettings.matching,
    ruleStream: undefined,
    schemes: [],
    hasOwnLogo: () => false,
    build: (...lists) => {
      const streams = lists.flat();
      const constraints = constraintsOf(fixture.decisions.matches, Object.keys(fixture.decisions.guides));
      const { naming, countryOf } = nameStreams(streams, {
        settings: fixture.matching,
        constraints,
        known: knownChannels(database, fixture.memory),
        checkpoint: () => undefined,
      });
      const marketOf = countryOf;
      return buildLineup({ ...fixture, database, streams, naming, marketOf, builtFrom: 'lists' });
    },
    patch: (...patches) => {
      fixture.decisions = applyPatches(database, fixture.decisions, patches);
      return settleLineup({ ...fixture, database });
    },
    edit: (target, edit) => {
      const outcome = workOutEdit(database, { ...target, edit, isPreview: false });
      fixture.decisions = atOnce(applyingEdit(fixture.decisions, outcome));
      settleLineup({ ...fixture, database });
      return outcome;
    },
    families: (query) => listFamilies(database, { limit: 100, ...query }),
    facets: () => readFacets(database),
    groups: (providerId) => listGroups(database, providerId),
    loseDatabase: () => {
      database.close();
      generation += 1;
      database = open();
    },
    page: (query) => listChannels(database, query),
    rows: (query = {}) => fixture.page({ limit: 500, ...query }).items,
    row: (name) => fixture.rows().find((row) => row.name === name)!,
    snapshot: () => readSnapshot(database, 0),
  };
  return fixture;
}
