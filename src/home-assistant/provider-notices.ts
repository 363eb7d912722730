// A provider that is down is shown in Home Assistant until it is up again, switched off, or gone: also when that happened
// while Masthead was stopped.

import type { Events } from '../kernel/events.ts';
import type { Announcements } from '../model/announcements.ts';
import type { ProviderId } from '../model/ids.ts';
import type { ProviderSettings } from '../model/provider.ts';
import type { Notifications } from './notifications.ts';
import type { ProviderWatch } from './provider-watch.ts';

export interface ProviderNotices {
  readonly watch: Pick<ProviderWatch, 'onDown'>;
  readonly notifications: Pick<Notifications, 'show' | 'dismiss' | 'shown'>;
  readonly events: Pick<Events<Announcements>, 'on'>;
  readonly providers: { list(): readonly ProviderSettings[]; onChanged(listener: () => void): void };
}

/** From now on; ends with the events. */
export function notifyOfProviders({ watch, notifications, events, providers }: ProviderNotices): void {
  const shown = new Set([...notifications.shown].flatMap((notice) => providerOf(notice) ?? []));
  watch.onDown(({ id, reason }) => {
    const name = providers.list().find((provider) => provider.id === id)?.name ?? id;
    shown.add(id);
    notifications.show({
      id: noticeOf(id),
      title: `Masthead: ${name} is down`,
      message: `${reason}\n\nThe channels of ${name} keep their last good data; Masthead goes on trying.`,
    });
  });
  events.on('provider.synced', ({ providerId: id }) => {
    if (shown.delete(id)) notifications.dismiss(noticeOf(id));
  });
  const takeBack = (): void => {
    const wanted = new Set(providers.list().flatMap(({ id, enabled }) => (enabled ? [id] : [])));
    for (const id of shown) if (!wanted.has(id) && shown.delete(id)) notifications.dismiss(noticeOf(id));
  };
  providers.onChanged(takeBack);
  takeBack();
}

const PREFIX = 'provider_';
const noticeOf = (id: ProviderId): string => PREFIX + id;
const providerOf = (notice: string): ProviderId | undefined =>
  notice.startsWith(PREFIX) ? (notice.slice(PREFIX.length) as ProviderId) : undefined;
