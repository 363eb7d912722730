import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Notifications } from '../../src/home-assistant/notifications.ts';
import { notifyOfProviders } from '../../src/home-assistant/provider-notices.ts';
import { ProviderWatch } from '../../src/home-assistant/provider-watch.ts';
import { openShownNotices } from '../../src/home-assistant/shown-notices.ts';
import { AppError } from '../../src/kernel/errors.ts';
import { Events } from '../../src/kernel/events.ts';
import { silentLog } from '../../src/kernel/log.ts';
import type { Announcements } from '../../src/model/announcements.ts';
import type { ProviderId } from '../../src/model/ids.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { homePorts } from '../fakes/home-ports.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

/** @param file of what is shown; another run with the same one is the next start */
async function open(file = join(temporaryFolder(), 'notices.json')) {
  const clock = createTurnedClock();
  const called: string[] = [];
  const state = { error: undefined as AppError | undefined };
  const notifications = new Notifications({
    clock,
    log: silentLog,
    shown: await openShownNotices(file, silentLog),
    callHome: (service, data) => {
      if (state.error) return Promise.reject(state.error);
      const said = [service.split('.')[1], data['notification_id'], data['title']].filter(Boolean);
      called.push(said.join(' '));
      return Promise.resolve();
    },
  });
  return { clock, called, state, notifications };
}

const shown = { id: 'x', title: 'Title', message: 'Text' };

test('a notification is created, updated under the same id, and dismissed', async () => {
  const { called, notifications } = await open();
  notifications.show(shown);
  await notifications.settled();
  notifications.show({ ...shown, title: 'Other' });
  await notifications.settled();
  notifications.dismiss('x');
  await notifications.settled();
  expect(called).toEqual(['create masthead_x Title', 'create masthead_x Other', 'dismiss masthead_x']);
});

test('while Home Assistant is away only the last word is kept, and said when it is back', async () => {
  const { clock, called, state, notifications } = await open();
  state.error = new AppError('home-assistant.unavailable', '502');
  notifications.show(shown);
  notifications.show({ ...shown, title: 'Newest' });
  await notifications.settled();
  state.error = undefined;
  await clock.advanceAsync(30_000);
  await notifications.settled();
  expect(called).toEqual(['create masthead_x Newest']);
});

test('a Home Assistant that has started anew is told what still holds', async () => {
  const { called, notifications } = await open();
  notifications.show(shown);
  notifications.show({ ...shown, id: 'y' });
  notifications.dismiss('y');
  await notifications.settled();
  called.length = 0;
  notifications.repeat();
  await notifications.settled();
  expect(called).toEqual(['create masthead_x Title']);
});

test('what is refused is not tried again', async () => {
  const { clock, state, notifications } = await open();
  state.error = new AppError('home-assistant.refused', '400');
  notifications.show(shown);
  await notifications.settled();
  expect(clock.pending).toBe(0);
});

test('a provider that is down is shown once, and no more when it is up', async () => {
  const events = new Events<Announcements>(() => undefined);
  const watch = new ProviderWatch(events);
  const { called, notifications } = await open();
  const list = homePorts().ports.providers;
  notifyOfProviders({ watch, notifications, events, providers: { list, onChanged: () => undefined } });
  const providerId = 'my-tv' as ProviderId;
  const failed = { providerId, code: 'provider.refused', message: 'It answered 403' };
  events.announce('provider.failed', failed);
  events.announce('provider.failed', failed);
  await notifications.settled();
  expect(called).toEqual(['create masthead_provider_my-tv Masthead: My TV is down']);
  events.announce('provider.synced', { providerId });
  events.announce('provider.synced', { providerId });
  await notifications.settled();
  expect(called.slice(1)).toEqual(['dismiss masthead_provider_my-tv']);
});

test('a provider that is down and is switched off is shown no more, and anew when it comes back no better', async () => {
  const events = new Events<Announcements>(() => undefined);
  const watch = new ProviderWatch(events);
  const { called, notifications } = await open();
  const [provider] = homePorts().ports.providers();
  const listeners = new Set<() => void>();
  const changed = (): void => listeners.forEach((listener) => listener());
  const providers = {
    enabled: true,
    list: () => [{ ...provider!, enabled: providers.enabled }],
    onChanged: (listener: () => void) => void listeners.add(listener),
  };
  notifyOfProviders({ watch, notifications, events, providers });
  const failed = { providerId: 'my-tv' as ProviderId, code: 'provider.refused', message: 'It answered 403' };
  events.announce('provider.failed', failed);
  providers.enabled = false;
  changed();
  watch.keep(new Set());
  await notifications.settled();
  const last = called.at(-1);
  providers.enabled = true;
  changed();
  events.announce('provider.failed', failed);
  await notifications.settled();
  expect(last).toBe('dismiss masthead_provider_my-tv');
  expect(called.at(-1)).toBe('create masthead_provider_my-tv Masthead: My TV is down');
});

test.each([
  ['deleted', []],
  ['switched off', [{ ...homePorts().ports.providers()[0]!, enabled: false }]],
])('what an earlier run has left of a provider that was %s since then goes at the start', async (_how, list) => {
  const file = join(temporaryFolder(), 'notices.json');
  const before = await open(file);
  before.notifications.show({ ...shown, id: 'provider_my-tv' });
  await before.notifications.stop();
  const events = new Events<Announcements>(() => undefined);
  const notices = (notifications: Notifications, now: typeof list) =>
    notifyOfProviders({
      watch: new ProviderWatch(events),
      notifications,
      events,
      providers: { list: () => now, onChanged: () => undefined },
    });
  const away = await open(file);
  away.state.error = new AppError('home-assistant.unavailable', '502');
  notices(away.notifications, list);
  await away.notifications.stop();
  const next = await open(file); // nobody was there to hear it: it is said at the start after that
  notices(next.notifications, list);
  await next.notifications.stop();
  const last = await open(file);
  notices(last.notifications, list);
  await last.notifications.stop();
  expect([away.called, next.called, last.called]).toEqual([[], ['dismiss masthead_provider_my-tv'], []]);
});

test('what an earlier run has left of a provider that works again goes when it is read', async () => {
  const file = join(temporaryFolder(), 'notices.json');
  const before = await open(file);
  before.notifications.show({ ...shown, id: 'provider_my-tv' });
  await before.notifications.stop();
  const { called, notifications } = await open(file);
  const events = new Events<Announcements>(() => undefined);
  const { providers } = homePorts().ports;
  notifyOfProviders({
    watch: new ProviderWatch(events),
    notifications,
    events,
    providers: { list: providers, onChanged: () => undefined },
  });
  await notifications.stop();
  const atStart = [...called];
  events.announce('provider.synced', { providerId: 'my-tv' as ProviderId });
  await notifications.stop();
  expect([atStart, called]).toEqual([[], ['dismiss masthead_provider_my-tv']]);
});

test('a file of notices that cannot be read stops nobody and is begun anew', async () => {
  const file = join(temporaryFolder(), 'notices.json');
  writeFileSync(file, '{');
  const { called, notifications } = await open(file);
  notifications.show(shown);
  await notifications.stop();
  expect(called).toEqual(['create masthead_x Title']);
  expect([...(await open(file)).notifications.shown]).toEqual(['x']);
});
