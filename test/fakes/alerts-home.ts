// An alerts room with what it needs of the others, on a clock that a test turns, and one target that keeps what it is told.

import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Alerts, type AlertsOptions } from '../../src/alerts/alerts.ts';
import type { Message } from '../../src/alerts/message.ts';
import type { OutagesNow, StreamSums } from '../../src/alerts/triggers/trigger.ts';
import type { AlertTargetKind } from '../../src/alerts/target-kind.ts';
import { homeAssistant } from '../../src/alerts/targets/home-assistant.ts';
import { openTargetsStore } from '../../src/alerts/targets-store.ts';
import { Events } from '../../src/kernel/events.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { textOf } from '../../src/alerts/words/text.ts';
import type { AlertText, WarningFacts } from '../../src/model/alert-facts.ts';
import type { AlertReport } from '../../src/model/alert.ts';
import type { AlertLanguage, AlertSettings } from '../../src/model/alert-settings.ts';
import type { AlertTargetInput } from '../../src/model/alert-target.ts';
import type { Announcements } from '../../src/model/announcements.ts';
import type { ProviderId } from '../../src/model/ids.ts';
import type { ProviderAccount } from '../../src/model/provider-account.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { temporaryFolder } from './folder.ts';
import { createTurnedClock, type TurnedClock } from './turned-clock.ts';

export const MY_TV = 'my-tv' as ProviderId;
export const OTHER = 'other' as ProviderId;

export interface AlertsHome {
  readonly alerts: Alerts;
  readonly clock: TurnedClock;
  readonly events: Events<Announcements>;
  /** What the webhook was sent, in order. */
  readonly told: Message[];
  /** What Home Assistant was asked, in words. */
  readonly board: string[];
  readonly state: {
    settings: AlertSettings;
    providers: { id: ProviderId; name: string; enabled: boolean; source: string }[];
    account: Partial<ProviderAccount> | null | undefined;
    sums: StreamSums;
    /** As health would say; events of it are followed. */
    outages: OutagesNow;
    /** What Home Assistant says. */
    homeLanguage: AlertLanguage | undefined;
    /** Thrown at the next deliveries to the webhook. */
    error: Error | undefined;
  };
  readonly texts: () => string[];
}

interface HomeOptions {
  /** What health remembers of the run before. */
  readonly outages?: OutagesNow;
  readonly account?: Partial<ProviderAccount> | null | undefined;
  readonly settings?: Partial<AlertSettings>;
  /** In place of what a test sets in `state`. */
  readonly others?: Partial<
    Pick<AlertsOptions, 'accountOf' | 'channelName' | 'outages' | 'providers' | 'streamSums' | 'summary'>
  >;
  /** Besides the webhook that keeps what it is told, and Home Assistant. */
  readonly kinds?: readonly never[];
  /** The same folder is the next start. */
  readonly folder?: string;
  readonly clock?: TurnedClock;
  readonly target?: Partial<AlertTargetInput>;
}

const URL_SET_UP = 'http://hook.example/in';

export async function openAlertsHome({ folder = temporaryFolder(), clock, target, ...known }: HomeOptions = {}) {
  const turned = clock ?? createTurnedClock(new Date(2026, 10, 23, 12).getTime());
  const events = new Events<Announcements>((error) => {
    throw error;
  });
  const told: Message[] = [];
  const board: string[] = [];
  const state: AlertsHome['state'] = {
    settings: { ...defaultSettings.alerts, ...known.settings },
    providers: [
      { id: MY_TV, name: 'My TV', enabled: true, source: 'http://my-tv.example/list.m3u' },
      { id: OTHER, name: 'Other', enabled: true, source: 'xtream://anna:s%40x@other.example:8080' },
    ],
    account: 'account' in known ? known.account : null,
    sums: { providers: {}, deadChannels: [], deadChannelCount: 0 },
    outages: known.outages ?? { isCutOff: false, downs: [] },
    homeLanguage: undefined,
    error: undefined,
  };
  followOutages(events, state);
  const webhook: AlertTargetKind<'webhook'> = {
    kind: 'webhook',
    send(message) {
      if (state.error) return Promise.reject(state.error);
      told.push(message);
      return Promise.resolve();
    },
  };
  const home = homeAssistant(() => ({
    show: ({ id, title }) => void board.push(`show ${id} ${title}`),
    dismiss: (id) => void board.push(`dismiss ${id}`),
  }));
  const targets = await openTargetsStore(join(folder, 'targets.json'), silentLog);
  if (!targets.list().some(({ id }) => id === 'hook')) {
    await targets.add({ name: 'Hook', options: { kind: 'webhook', url: URL_SET_UP }, ...target } as never);
  }
  const alerts = new Alerts({
    file: join(folder, 'alerts.sqlite'),
    log: silentLog,
    clock: turned,
    events,
    targets,
    kinds: [webhook, home, ...(known.kinds ?? [])] as readonly AlertTargetKind[],
    settings: () => state.settings,
    homeLanguage: () => state.homeLanguage,
    providers: () => state.providers,
    accountOf: (id) => (id === MY_TV ? (state.account as ProviderAccount | null | undefined) : null),
    streamSums: () => Promise.resolve(state.sums),
    outages: () => state.outages,
    channelName: () => 'News',
    summary: () => ({ providers: [{ name: 'My TV', isUp: true }], channelCount: 7, streams: null }),
    ...known.others,
  });
  alerts.start();
  let isOpen = true;
  const stop = async (): Promise<void> => {
    if (isOpen) await alerts.stop();
    isOpen = false;
  };
  onTestFinished(stop);
  const texts = (): string[] => told.map(({ title }) => title);
  return { alerts, clock: turned, events, told, board, state, texts, stop, folder };
}

function followOutages(events: Events<Announcements>, state: AlertsHome['state']): void {
  const downsBut = (id: ProviderId) => state.outages.downs.filter(({ providerId }) => providerId !== id);
  events.on('provider.went-down', ({ providerId, code }) => {
    state.outages = { ...state.outages, downs: [...downsBut(providerId), { providerId, code }] };
  });
  events.on('provider.came-back', ({ providerId }) => {
    state.outages = { ...state.outages, downs: downsBut(providerId) };
  });
  events.on('network.lost', () => void (state.outages = { isCutOff: true, downs: [] }));
  events.on('network.returned', () => void (state.outages = { isCutOff: false, downs: [] }));
}

/** Of words that are the same in every language. */
export const report = ({
  title = 'Streams of My TV are dead',
  cause = 'They did not answer.',
  action = 'They are left out.',
  ...more
}: Partial<AlertReport & AlertText> = {}): AlertReport => ({
  key: 'thing:my-tv',
  kind: 'streams_dead',
  severity: 'warning',
  facts: { what: 'said', title, cause, action },
  ...more,
});

export const titleOf = ({ facts }: Pick<AlertReport, 'facts'>): string => textOf(facts, 'en').title;

/** Of each warning, what it may be about. */
export const WARNINGS: { readonly [Name in WarningFacts['warning']]: Extract<WarningFacts, { warning: Name }> } = {
  'login-refused': {
    warning: 'login-refused',
    fault: { code: 'provider.unauthorised', message: 'It answered 401', status: 401 },
  },
  'account-inactive': { warning: 'account-inactive', status: 'expired' },
  'expires-soon': { warning: 'expires-soon', expiresOn: Date.UTC(2026, 11, 24, 12) },
  'used-elsewhere': { warning: 'used-elsewhere', active: 1, own: 0, most: 1 },
  'limit-too-high': { warning: 'limit-too-high', ours: 2, most: 1 },
  'list-shrunk': { warning: 'list-shrunk', now: 400, before: 9_000 },
  'guide-old': { warning: 'guide-old', endsAt: Date.UTC(2026, 10, 24, 12) },
};
