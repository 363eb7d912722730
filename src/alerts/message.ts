// What a person reads: one alert, or several at once, in few lines. English, plain text.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/units.ts';
import { SEVERITIES, type Alert, type Severity } from '../model/alert.ts';

export type MessageEvent = 'raised' | 'updated' | 'resolved' | 'summary' | 'test';

export interface ToldAlert {
  readonly alert: Alert;
  readonly event: 'raised' | 'updated' | 'resolved';
}

export interface Message {
  readonly event: MessageEvent;
  readonly severity: Severity;
  readonly title: string;
  /** Lines. */
  readonly text: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly alerts: readonly ToldAlert[];
}

const MOST_LINES = 12;

/** @param told at least one */
export function messageOf(told: readonly ToldAlert[], at: number): Message {
  const [only] = told;
  if (told.length === 1) return single(only!, at);
  const worst = told.reduce<Severity>(
    (found, { alert }) => SEVERITIES[Math.max(SEVERITIES.indexOf(found), SEVERITIES.indexOf(alert.severity))]!,
    'info',
  );
  const areOver = told.every(({ event }) => event === 'resolved');
  const lines = told.slice(0, MOST_LINES).map(({ alert, event }) => `• ${headline(alert, event)}`);
  if (told.length > MOST_LINES) lines.push(`… and ${told.length - MOST_LINES} more`);
  return {
    event: areOver ? 'resolved' : 'raised',
    severity: worst,
    title: `Masthead: ${told.length} alerts`,
    text: lines.join('\n'),
    at,
    alerts: told,
  };
}

function single({ alert, event }: ToldAlert, at: number): Message {
  const over =
    event === 'resolved' ? [`It is over after ${describeSpan((alert.resolvedAt ?? at) - alert.raisedAt)}.`] : [];
  const lines = [...over, ...(event === 'resolved' ? [] : [alert.cause, affected(alert), alert.action])];
  return {
    event,
    severity: alert.severity,
    title: `Masthead: ${headline(alert, event)}`,
    text: lines.filter(Boolean).join('\n') || alert.title,
    at,
    alerts: [{ alert, event }],
  };
}

const headline = ({ title }: Alert, event: ToldAlert['event']): string =>
  event === 'resolved' ? `Over: ${title}` : title;

function affected({ subject: { channelCount } }: Alert): string {
  if (channelCount === undefined) return '';
  return channelCount === 1 ? 'One channel is affected.' : `${channelCount} channels are affected.`;
}

/** `3 min`, `2 h 5 min`, `4 d 2 h` */
function describeSpan(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE_MS));
  if (minutes < 60) return `${minutes} min`;
  if (ms < DAY_MS) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.floor(ms / DAY_MS)} d ${Math.floor((ms % DAY_MS) / HOUR_MS)} h`;
}

export const testMessage = (at: number): Message => ({
  event: 'test',
  severity: 'info',
  title: 'Masthead: this is a test',
  text: 'Alerts arrive here.',
  at,
  alerts: [],
});

/** At most so many UTF-16 units, no character halved, with a sign that there was more. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
