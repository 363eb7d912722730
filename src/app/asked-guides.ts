// Panels are asked for channels without a guide, where they are to be had now.

import { AskedGuides } from '../sync/asked-guides.ts';
import type { AppContext, Stop } from './context.ts';
import { PROVIDERS } from './providers.ts';
import type { Rooms } from './rooms.ts';

export function openAskedGuides({ clock, log }: AppContext, rooms: Rooms, stops: Stop[]): AskedGuides {
  const { lineup, catalogue, guide, paths, providers, settings, sync, work, watch, http } = rooms;
  const asked = new AskedGuides({
    lineup: () => lineup.snapshot,
    catalogue,
    guide,
    guideFile: paths.guide,
    providers: () => providers.list(),
    ask: async (provider, stream, signal) => {
      const kind = PROVIDERS.find((one) => one.kind === provider.kind);
      const timeZone = watch.standing(provider).account?.timeZone ?? provider.time_zone;
      const source = watch.inUse(provider);
      return kind?.programmes?.({ settings: provider, source, http, clock, signal, timeZone }, stream.url);
    },
    settings: () => settings.current,
    rebuildLineup: () => sync.rebuildLineup(),
    pool: work,
    clock,
    log: log.for('guide'),
  });
  stops.push(() => asked.stop());
  return asked;
}
