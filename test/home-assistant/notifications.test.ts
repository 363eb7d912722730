import { expect, test } from 'vitest';
import { Notifications } from '../../src/home-assistant/notifications.ts';
import { notifyOfProviders } from '../../src/home-assistant/provider-notices.ts';
import { ProviderWatch } from '../../src/home-assistant/provider-watch.ts';
import { AppError } from '../../src/kernel/errors.ts';
import { Events } from '../../src/kernel/events.ts';
import { silentLog } from '../../src/kernel/log.ts';
import type { Announcements } from '../../src/model/announcements.ts';
import type { ProviderId } from '../../src/model/ids.ts';
import { homePorts } from '../fakes/home-ports.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(() => setImmediate(resolve)));

function open() {
  const clock = createTurnedClock();
  const called: string[] = [];
  const state = { error: undefined as AppError | undefined };
  const notifications = new Notifications({
    clock,
    log: silentLog,
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
  const { called, notifications } = open();
  notifications.show(shown);
  await settled();
  notifications.show({ ...shown, title: 'Other' });
  await settled();
  notifications.dismiss('x');
  await settled();
  expect(called).toEqual(['create masthead_x Title', 'create masthead_x Other', 'dismiss masthead_x']);
});

test('while Home Assistant is away only the last word is kept, and said when it is back', async () => {
  const { clock, called, state, notifications } = open();
  state.error = new AppError('home-assistant.unavailable', '502');
  notifications.show(shown);
  notifications.show({ ...shown, title: 'Newest' });
  await settled();
  state.error = undefined;
  await clock.advanceAsync(30_000);
  await settled();
  expect(called).toEqual(['create masthead_x Newest']);
});

test('a Home Assistant that has started anew is told what still holds', async () => {
  const { called, notifications } = open();
  notifications.show(shown);
  notifications.show({ ...shown, id: 'y' });
  notifications.dismiss('y');
  await settled();
  called.length = 0;
  notifications.repeat();
  await settled();
  expect(called).toEqual(['create masthead_x Title']);
});

test('what is refused is not tried again', async () => {
  const { clock, state, notifications } = open();
  state.error = new AppError('home-assistant.refused', '400');
  notifications.show(shown);
  await settled();
  expect(clock.pending).toBe(0);
});

test('a provider that is down is shown once, and no more when it is up', async () => {
  const events = new Events<Announcements>(() => undefined);
  const watch = new ProviderWatch(events);
  const { called, notifications } = open();
  const list = homePorts().ports.providers;
  notifyOfProviders({ watch, notifications, events, providers: { list, onChanged: () => undefined } });
  const providerId = 'my-tv' as ProviderId;
  const failed = { providerId, code: 'provider.refused', message: 'It answered 403' };
  events.announce('provider.failed', failed);
  events.announce('provider.failed', failed);
  await settled();
  expect(called).toEqual(['create masthead_provider_my-tv Masthead: My TV is down']);
  events.announce('provider.synced', { providerId });
  events.announce('provider.synced', { providerId });
  await settled();
  expect(called.slice(1)).toEqual(['dismiss masthead_provider_my-tv']);
});

test('a provider that is down and is switched off is shown no more, and anew when it comes back no better', async () => {
  const events = new Events<Announcements>(() => undefined);
  const watch = new ProviderWatch(events);
  const { called, notifications } = open();
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
  await settled();
  const last = called.at(-1);
  providers.enabled = true;
  changed();
  events.announce('provider.failed', failed);
  await settled();
  expect(last).toBe('dismiss masthead_provider_my-tv');
  expect(called.at(-1)).toBe('create masthead_provider_my-tv Masthead: My TV is down');
});
