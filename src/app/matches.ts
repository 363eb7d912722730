// Hands the matching's queue what it needs of the rooms.

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
    rebuild: () => sync.rebuildLineup(),
  });
}
