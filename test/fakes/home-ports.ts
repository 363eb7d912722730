// A home for entities and services: one channel on air, one provider; what was asked for is kept.

import { textOf } from '../../src/alerts/words/text.ts';
import { Events } from '../../src/kernel/events.ts';
import { silentLog } from '../../src/kernel/log.ts';
import type { HomePorts } from '../../src/home-assistant/ports.ts';
import type { Announcements } from '../../src/model/announcements.ts';
import { printChannelId, type GuideChannelId, type ProviderId } from '../../src/model/ids.ts';
import { providerSettings } from '../../src/model/provider.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { channelOf, lineupOf } from './lineup-of.ts';
import { plainProgramme } from './programmes.ts';
import { createTurnedClock, type TurnedClock } from './turned-clock.ts';

export const news = channelOf('1', 'News', {
  guideChannelId: 7 as GuideChannelId,
  logoUrl: 'http://logo.example/n.png',
});
export const sport = channelOf('2', 'Sport', { group: 'Games' });

export interface FakeHome {
  readonly ports: HomePorts;
  readonly clock: TurnedClock;
  readonly events: Events<Announcements>;
  /** In order, in words. */
  readonly asked: unknown[];
}

export function homePorts(more: Partial<HomePorts> = {}): FakeHome {
  const clock = createTurnedClock();
  const events = new Events<Announcements>(() => undefined);
  const asked: unknown[] = [];
  const ask =
    (name: string) =>
    (...args: unknown[]): Promise<{ changed: number }> => {
      asked.push([name, ...args]);
      return Promise.resolve({ changed: 1 });
    };
  const ports: HomePorts = {
    clock,
    log: silentLog,
    version: '0.1.0',
    panelUrl: () => 'homeassistant://app/5c53de3b_masthead',
    lanUrl: () => 'http://192.168.1.5:5004',
    events,
    settings: () => defaultSettings,
    change: ask('change'),
    lineup: () => lineupOf([news, sport]),
    searchChannels: () => Promise.resolve([]),
    hasGroup: (group) => Promise.resolve(group === 'Games'),
    nowAndNext: ({ guideChannelId }, at) =>
      guideChannelId === null
        ? []
        : [{ programme: { ...plainProgramme, title: 'Evening bulletin', startAt: at - 1_000, stopAt: at + 1_000 } }],
    guideUntil: () => clock.now() + 1_000,
    sessions: () => [],
    slots: () => [],
    tuners: () => ({ count: 2, inUse: 0 }),
    providers: () => [
      providerSettings.parse({ id: 'my-tv', kind: 'm3u', name: 'My TV', source: 'http://tv.example/list.m3u' }),
    ],
    syncStatuses: () => [],
    accountOf: () => null,
    enableProvider: (id, enabled) => ask('enableProvider')(id, enabled),
    syncAll: ask('syncAll'),
    syncOne: (id: ProviderId) => ask('syncOne')(id),
    confirmList: (id: ProviderId) => ask('confirmList')(id),
    syncGuides: ask('syncGuides'),
    patchChannels: (patches) => ask('patchChannels')(...patches),
    checkChannel: (id) => {
      asked.push(['checkChannel', printChannelId(id)]);
      return Promise.resolve({ is_alive: true, took_ms: 12 });
    },
    moveSession: (id) => id === news.id,
    endSession: (id) => id === news.id,
    endViewer: (id) => id === 'v1',
    alerts: { open: [], onChanged: () => () => undefined, textOf: (facts) => textOf(facts, 'en') },
    ...more,
  };
  return { ports, clock, events, asked };
}
