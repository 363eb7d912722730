// What happens, as events of Home Assistant: each announcement with what an automation wants to know of it.

import type { Log } from '../../kernel/log.ts';
import { isFailOver } from '../../model/announcements.ts';
import { formatChannelNumber } from '../../model/channel.ts';
import { printChannelId, printStreamId, type ChannelId, type ProviderId } from '../../model/ids.ts';
import type { HomePorts } from '../ports.ts';
import { ALERT_EVENT, alertAttributes, type AlertEventType } from './alert-entities.ts';
import type { Attributes } from './entities.ts';
import type { ProviderWatch } from '../provider-watch.ts';

export const EVENT_TYPES = [
  'stream_started',
  'stream_ended',
  'failover',
  'tuner_exhausted',
  'provider_down',
  'provider_up',
  'maintenance_started',
  'maintenance_ended',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export const STREAM_EVENT = 'stream_event';

export interface Happening {
  /** Key of the event entity. */
  readonly entity: typeof STREAM_EVENT | typeof ALERT_EVENT;
  readonly type: EventType | AlertEventType;
  readonly attributes: Attributes;
}

/** @returns the way to stop */
export type Happenings = (tell: (happening: Happening) => void) => () => void;

type Ports = Pick<HomePorts, 'alerts' | 'events' | 'lineup' | 'lanUrl' | 'providers'> & {
  readonly watch: Pick<ProviderWatch, 'onDown' | 'onUp'>;
  readonly log: Log;
};

export function happeningsOf({ alerts, events, lineup, lanUrl, providers, watch }: Ports): Happenings {
  const channelOf = (id: ChannelId): Attributes => {
    const channel = lineup().byId.get(id);
    return {
      channel: printChannelId(id),
      name: channel?.name ?? '',
      number: channel ? formatChannelNumber(channel.number) : '',
      logo: channel?.logoUrl ? `${lanUrl()}/logo/${printChannelId(id)}` : null,
    };
  };
  const providerOf = (id: ProviderId): Attributes => ({
    provider: id,
    provider_name: providers().find((provider) => provider.id === id)?.name ?? id,
  });
  return (tellAll) => {
    const tell = (type: EventType, attributes: Attributes): void => tellAll({ entity: STREAM_EVENT, type, attributes });
    const stops = [
      alerts.onChanged((alert, change) => {
        if (change === 'noticed' || change === 'muted' || change === 'unmuted') return;
        tellAll({
          entity: ALERT_EVENT,
          type: change === 'withdrawn' ? 'alert_resolved' : `alert_${change}`,
          attributes: alertAttributes(alert, alerts.textOf(alert.facts)),
        });
      }),
      events.on('session.started', ({ channelId }) => tell('stream_started', channelOf(channelId))),
      events.on('session.switched', (switched) => {
        if (!isFailOver(switched)) return;
        const { channelId, from, to, reason, gapMs } = switched;
        const streams = { from: printStreamId(from), to: printStreamId(to) };
        tell('failover', { ...channelOf(channelId), ...streams, reason, gap_ms: gapMs });
      }),
      events.on('session.ended', ({ channelId }) => tell('stream_ended', channelOf(channelId))),
      events.on('tuners.exhausted', ({ channelId }) => tell('tuner_exhausted', channelOf(channelId))),
      events.on('maintenance.started', ({ endsAt }) =>
        tell('maintenance_started', { ends_at: new Date(endsAt).toISOString() }),
      ),
      events.on('maintenance.ended', () => tell('maintenance_ended', {})),
      watch.onDown(({ id, reason }) => tell('provider_down', { ...providerOf(id), reason })),
      watch.onUp(({ id }) => tell('provider_up', providerOf(id))),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  };
}
