// Hands what is decided about names and guides what it needs of the rooms.

import { GuideMatching } from '../sync/guide-matching.ts';
import { Matches } from '../sync/matches.ts';
import { comparesLogos } from './logos.ts';
import type { AppContext } from './context.ts';
import type { Rooms } from './rooms.ts';

type Parts = Pick<Rooms, 'catalogue' | 'knowledge' | 'lineup' | 'paths' | 'providers' | 'reads' | 'settings' | 'sync'>;

export function openMatches({ clock }: Pick<AppContext, 'clock'>, parts: Parts): Matches {
  const { paths, reads, catalogue, lineup, providers, settings, knowledge, sync } = parts;
  return new Matches({
    paths,
    clock,
    pool: reads,
    catalogue,
    lineup,
    providers: () => providers.list().flatMap(({ id, enabled }) => (enabled ? [id] : [])),
    settings: () => settings.current.matching,
    knowledge: () => knowledge.ref,
    looks: () => (comparesLogos(settings.current) ? paths.looks : null),
    rebuild: () => sync.showDecided(),
    catchUp: () => sync.catchUpLineup(),
  });
}

export function openGuideMatching({ clock }: Pick<AppContext, 'clock'>, parts: Parts): GuideMatching {
  const { paths, reads, catalogue, lineup, knowledge, sync } = parts;
  return new GuideMatching({
    guideFile: paths.guide,
    memory: paths.matches,
    clock,
    pool: reads,
    catalogue,
    lineup,
    knowledge: () => knowledge.ref,
    rebuild: () => sync.showDecided(),
    refreshGuides: () => sync.refreshWantedGuides(),
  });
}
