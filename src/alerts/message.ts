// What a person reads: one alert, or several at once, in few lines of a language. Plain text.

import type { AlertText } from '../model/alert-facts.ts';
import type { AlertLanguage } from '../model/alert-settings.ts';
import { SEVERITIES, type Alert, type Severity } from '../model/alert.ts';
import { fill, writeSpan } from './words/fill.ts';
import { LANGUAGES } from './words/languages.ts';
import { textOf } from './words/text.ts';

export type MessageEvent = 'raised' | 'updated' | 'resolved' | 'summary' | 'test';

export interface NewsOfAlert {
  readonly alert: Alert;
  readonly event: 'raised' | 'updated' | 'resolved';
}

export interface ToldAlert extends NewsOfAlert {
  readonly text: AlertText;
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

/** @param news at least one */
export function messageOf(news: readonly NewsOfAlert[], at: number, language: AlertLanguage): Message {
  const told = news.map((one): ToldAlert => ({ ...one, text: textOf(one.alert.facts, language) }));
  const [only] = told;
  if (told.length === 1) return single(only!, at, language);
  const worst = told.reduce<Severity>(
    (found, { alert }) => SEVERITIES[Math.max(SEVERITIES.indexOf(found), SEVERITIES.indexOf(alert.severity))]!,
    'info',
  );
  const areOver = told.every(({ event }) => event === 'resolved');
  const words = LANGUAGES[language];
  const { many, more } = words.message;
  const lines = told.slice(0, MOST_LINES).map((one) => `• ${lineOf(one, language)}`);
  if (told.length > MOST_LINES) lines.push(fill(more, { count: told.length - MOST_LINES }, words));
  return {
    event: areOver ? 'resolved' : 'raised',
    severity: worst,
    title: titled(fill(many, { count: told.length }, words)),
    text: lines.join('\n'),
    at,
    alerts: told,
  };
}

function single(told: ToldAlert, at: number, language: AlertLanguage): Message {
  const words = LANGUAGES[language];
  const { alert, event, text } = told;
  const span = writeSpan((alert.resolvedAt ?? at) - alert.raisedAt, words);
  const lines =
    event === 'resolved'
      ? [fill(words.message.isOver, { span }, words)]
      : [text.cause, affected(alert, language), text.action];
  return {
    event,
    severity: alert.severity,
    title: titled(headline(told, language)),
    text: lines.filter(Boolean).join('\n') || text.title,
    at,
    alerts: [told],
  };
}

const titled = (title: string): string => `Masthead: ${title}`;

function headline({ text: { title }, event }: ToldAlert, language: AlertLanguage): string {
  const words = LANGUAGES[language];
  return event === 'resolved' ? fill(words.message.over, { title }, words) : title;
}

/** Of several: what one says by itself, of whom it concerns as much as its headline leaves out. */
function lineOf(told: ToldAlert, language: AlertLanguage): string {
  const { alert, event } = told;
  const isSaid = event === 'resolved' || alert.kind === 'channel_failure';
  const concerned = isSaid ? '' : affected(alert, language);
  return [headline(told, language), concerned].filter(Boolean).join('. ');
}

function affected({ subject: { channelCount: count } }: Alert, language: AlertLanguage): string {
  const words = LANGUAGES[language];
  return count === undefined ? '' : fill(words.message.affected, { count }, words);
}

export function testMessage(at: number, language: AlertLanguage): Message {
  const { testTitle, testText } = LANGUAGES[language].message;
  return { event: 'test', severity: 'info', title: titled(testTitle), text: testText, at, alerts: [] };
}

/** At most so many UTF-16 units, no character halved, with a sign that there was more. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
