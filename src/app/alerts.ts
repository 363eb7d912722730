// Opens the alerts room, with the table of what can be told, and hands it what the other rooms know.

import { Alerts } from '../alerts/alerts.ts';
import type { StreamFacts } from '../alerts/summary.ts';
import type { AlertTargetKind } from '../alerts/target-kind.ts';
import { email } from '../alerts/targets/email.ts';
import { homeAssistant, type Board } from '../alerts/targets/home-assistant.ts';
import { pushover } from '../alerts/targets/pushover.ts';
import { telegram } from '../alerts/targets/telegram.ts';
import { webhook } from '../alerts/targets/webhook.ts';
import { openTargetsStore } from '../alerts/targets-store.ts';
import type { Health, HealthFigures } from '../health/health.ts';
import type { Events } from '../kernel/events.ts';
import type { Lineup } from '../lineup/lineup.ts';
import type { HomeUser } from '../model/home-user.ts';
import { ALERT_LANGUAGES } from '../model/alert-settings.ts';
import type { Announcements } from '../model/announcements.ts';
import type { ProviderWatch } from '../providers/watch.ts';
import type { Paths } from '../storage/paths.ts';
import type { SettingsStore } from '../storage/settings-store.ts';
import type { ProvidersStore } from '../sync/providers-store.ts';
import type { Sync } from '../sync/sync.ts';
import type { AppContext, Stop } from './context.ts';

interface Neighbours {
  readonly paths: Paths;
  readonly providers: ProvidersStore;
  readonly watch: Pick<ProviderWatch, 'hasAccounts' | 'standing'>;
  readonly health: Pick<Health, 'figures' | 'standing' | 'sum'>;
  readonly lineup: Pick<Lineup, 'snapshot'>;
  readonly settings: SettingsStore;
  readonly events: Events<Announcements>;
  readonly sync: Pick<Sync, 'status'>;
}

/** Home Assistant is met after the rooms are open. */
export interface HomeHolder {
  board: Board | undefined;
  /** As it says, `de`, `pt-BR`; undefined while it has not. */
  language: string | undefined;
  /** Undefined where nobody comes in through it. @throws AppError `home-assistant.*` */
  users: (() => Promise<readonly HomeUser[]>) | undefined;
}

export async function openAlerts({ clock, log: all }: AppContext, rooms: Neighbours, stops: Stop[]) {
  const { paths, providers, watch, health, lineup, settings, events, sync } = rooms;
  const log = all.for('alerts');
  const home: HomeHolder = { board: undefined, language: undefined, users: undefined };
  const kinds: readonly AlertTargetKind[] = [
    telegram,
    pushover,
    webhook,
    email,
    homeAssistant(() => home.board),
  ] as readonly AlertTargetKind[];
  const alerts = new Alerts({
    file: paths.alerts,
    log,
    clock,
    kinds,
    events,
    targets: await openTargetsStore(paths.targets, log),
    settings: () => settings.current.alerts,
    homeLanguage: () => ALERT_LANGUAGES.find((one) => one === home.language?.split('-')[0]),
    providers: () => providers.list(),
    accountOf: (id) => {
      const provider = providers.get(id);
      if (!provider) return null;
      return watch.standing(provider).account ?? (watch.hasAccounts(provider) ? undefined : null);
    },
    streamSums: () => health.sum(),
    outages: () => health.standing,
    channelName: (id) => lineup.snapshot.byId.get(id)?.name ?? '',
    summary: () => {
      const status = new Map(sync.status().map((one) => [one.provider_id, one]));
      return {
        channelCount: lineup.snapshot.channels.length,
        streams: streamFacts(health.figures),
        providers: providers
          .list()
          .filter(({ enabled }) => enabled)
          .map(({ id, name }) => ({ name, isUp: (status.get(id)?.error ?? null) === null })),
      };
    },
  });
  stops.push(() => alerts.stop());
  providers.onChanged(() => alerts.settle());
  settings.onChanged((_settings, changed) => {
    if (changed.some((path) => path.startsWith('alerts.'))) alerts.settle();
  });
  return { alerts, home };
}

/** For the summary; null while nothing was checked. */
export function streamFacts({ deadChannels, providers }: HealthFigures): StreamFacts | null {
  const seen = providers.filter(({ alive, failing, dead }) => alive + failing + dead > 0);
  if (seen.length === 0) return null;
  const total = (key: 'alive' | 'failing' | 'dead'): number => seen.reduce((sum, one) => sum + one[key], 0);
  return {
    alive: total('alive'),
    failing: total('failing'),
    dead: total('dead'),
    deadChannels,
    providersDown: seen.filter(({ isDown }) => isDown).length,
    providersSeen: seen.length,
  };
}
