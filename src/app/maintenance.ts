// Maintenance mode: nothing new goes on air, nothing is read; those on air are told and ended when their time is up.

import type { Clock, Timer } from '../kernel/clock.ts';
import { SECOND_MS } from '../kernel/units.ts';
import type { Announcements } from '../model/announcements.ts';
import type { ChannelId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';

export interface MaintenancePorts {
  readonly clock: Clock;
  readonly settings: {
    readonly current: Pick<Settings, 'maintenance'>;
    onChanged(listener: (settings: Settings, paths: readonly string[]) => void): () => void;
  };
  readonly hub: { sessions(): readonly { readonly channel_id: ChannelId }[]; endSession(id: ChannelId): boolean };
  readonly sync: { resume(): void };
  readonly announce: <Name extends 'maintenance.started' | 'maintenance.ended'>(
    name: Name,
    fact: Announcements[Name],
  ) => void;
}

/** Follows the setting from now on. @returns the way to stop */
export function followMaintenance({ clock, settings, hub, sync, announce }: MaintenancePorts): () => void {
  let end: Timer | undefined;
  const endAll = (): void => {
    for (const { channel_id } of hub.sessions()) hub.endSession(channel_id);
  };
  const begin = (): void => {
    const afterMs = settings.current.maintenance.end_after_seconds * SECOND_MS;
    end?.cancel();
    end = clock.after(afterMs, endAll);
    announce('maintenance.started', { endsAt: clock.now() + afterMs });
  };
  const unfollow = settings.onChanged(({ maintenance }, paths) => {
    if (!paths.includes('maintenance.enabled')) return;
    if (maintenance.enabled) return begin();
    end?.cancel();
    sync.resume();
    announce('maintenance.ended', {});
  });
  return () => {
    unfollow();
    end?.cancel();
  };
}
