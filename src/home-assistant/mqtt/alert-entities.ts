// Alerts in Home Assistant: how many are open and what they say, and an event for each that begins or ends.

import { SEVERITIES, type Alert } from '../../model/alert.ts';
import type { AlertText } from '../../model/alert-facts.ts';
import type { HomePorts } from '../ports.ts';
import { instant, shorten, type Attributes, type Entity } from './entities.ts';

export const ALERT_EVENT = 'alert_event';
export const ALERT_EVENT_TYPES = ['alert_raised', 'alert_grown', 'alert_resolved'] as const;
export type AlertEventType = (typeof ALERT_EVENT_TYPES)[number];

const MOST_ALERTS = 10;
const LONGEST_TEXT = 255;

export function alertEntities({ alerts }: Pick<HomePorts, 'alerts'>): Entity[] {
  return [
    {
      key: 'alerts',
      platform: 'sensor',
      config: { name: 'Alerts', icon: 'mdi:alert-circle-outline', state_class: 'measurement' },
      state: () => alerts.open.length,
      attributes: () => ({
        worst: SEVERITIES.findLast((severity) => alerts.open.some((alert) => alert.severity === severity)) ?? null,
        open: alerts.open.slice(0, MOST_ALERTS).map(({ facts, severity, raisedAt, isMuted }) => ({
          title: shorten(alerts.textOf(facts).title, LONGEST_TEXT),
          what: facts.what,
          severity,
          since: instant(raisedAt),
          muted: isMuted,
        })),
      }),
    },
    {
      key: ALERT_EVENT,
      platform: 'event',
      config: { name: 'Alert event', icon: 'mdi:bell-alert', event_types: [...ALERT_EVENT_TYPES] },
    },
  ];
}

/** @param text in the language of alerts */
export function alertAttributes(
  { id, kind, severity, facts, subject }: Alert,
  { title, cause, action }: AlertText,
): Attributes {
  return {
    alert: id,
    kind,
    what: facts.what,
    severity,
    title: shorten(title, LONGEST_TEXT),
    cause: shorten(cause, LONGEST_TEXT),
    action: shorten(action, LONGEST_TEXT),
    provider: subject.provider ?? null,
    channel_count: subject.channelCount ?? null,
    stream_count: subject.streamCount ?? null,
  };
}
