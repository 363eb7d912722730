// An alert: something that a person should know, from when it was noticed until it is over.

import type { AlertFacts } from './alert-facts.ts';
import type { ChannelId, ProviderId } from './ids.ts';

/** The mildest first: a target that asks for one is told of those behind it, too. */
export const SEVERITIES = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const isAtLeast = (severity: Severity, least: Severity): boolean =>
  SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);

export const ALERT_KINDS = [
  'provider_failure',
  'provider_expiry',
  'provider_change',
  'guide_outdated',
  'network_failure',
  'streams_dead',
  'channel_failure',
  'tuners_exhausted',
  'failover',
  'upgrade',
  'picture_fault',
] as const;
/** Something that happened, not something that lasts: nobody has to hear that it is over. */
export const MOMENTS: ReadonlySet<AlertKind> = new Set(['failover', 'tuners_exhausted', 'upgrade']);

export type AlertKind = (typeof ALERT_KINDS)[number];

/** What it is about; counts are of channels in the lineup and of the streams behind them. */
export interface AlertSubject {
  readonly provider?: ProviderId;
  readonly channel?: ChannelId;
  readonly channelCount?: number;
  readonly streamCount?: number;
}

/** What is known when it is noticed. It holds no credential. */
export interface AlertReport {
  /** The same thing has the same key, however often it is noticed: `provider:my-tv`. */
  readonly key: string;
  readonly kind: AlertKind;
  readonly severity: Severity;
  readonly facts: AlertFacts;
  readonly subject?: AlertSubject;
  /** It says something that a person has to hear, though it is no worse than before. */
  readonly isNews?: boolean;
}

export interface Alert extends Omit<AlertReport, 'isNews'> {
  readonly id: number;
  readonly subject: AlertSubject;
  /** Epoch milliseconds. */
  readonly raisedAt: number;
  readonly updatedAt: number;
  readonly resolvedAt: number | null;
  /** How often it was noticed with something new to it, or came back soon. */
  readonly count: number;
  /** How often it came back soon after it was over. */
  readonly returnCount: number;
  /** Nobody is told any more, until it is worse or comes back another time. */
  readonly isMuted: boolean;
}
