// Any HTTP server: JSON of all that is known, or a person's own template; signed where both know a secret.

import { createHmac } from 'node:crypto';
import type { Message } from '../message.ts';
import { post, refused, retryAfterMs, unavailable } from '../post.ts';
import type { AlertTargetKind } from '../target-kind.ts';

/** Statuses that say "later": RFC 9110 and 8470. */
const LATER = new Set([408, 425, 429]);

export const webhook: AlertTargetKind<'webhook'> = {
  kind: 'webhook',
  async send(message, { url, headers, template, content_type, signing_secret }, signal) {
    const body = template === '' ? JSON.stringify(payloadOf(message)) : fill(template, message);
    const { status, headers: answered } = await post({
      url,
      headers: {
        'content-type': content_type,
        'user-agent': 'Masthead',
        ...headers,
        ...(signing_secret !== '' && { 'x-masthead-signature': sign(body, signing_secret) }),
      },
      body,
      to: URL.parse(url)?.host ?? 'The webhook',
      signal,
    });
    if (status >= 200 && status < 300) return;
    const host = URL.parse(url)?.host ?? 'The webhook';
    if (status >= 500 || LATER.has(status)) {
      throw unavailable(`${host} answered ${status}.`, { retryAfterMs: retryAfterMs(answered) });
    }
    throw refused(`${host} answered ${status}.`);
  },
};

const sign = (body: string, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

function payloadOf({ event, severity, title, text, at, alerts }: Message): object {
  return {
    event,
    severity,
    title,
    text,
    at: new Date(at).toISOString(),
    alerts: alerts.map(({ alert, event: change, text: said }) => ({
      id: alert.id,
      key: alert.key,
      event: change,
      kind: alert.kind,
      severity: alert.severity,
      what: alert.facts.what,
      ...said,
      provider: alert.subject.provider ?? null,
      channel_count: alert.subject.channelCount ?? null,
      stream_count: alert.subject.streamCount ?? null,
      raised_at: new Date(alert.raisedAt).toISOString(),
      resolved_at: alert.resolvedAt === null ? null : new Date(alert.resolvedAt).toISOString(),
    })),
  };
}

/** Values are escaped as inside a JSON string: quotes and line breaks of a name do not end it. */
function fill(template: string, { title, text, event, severity, at }: Message): string {
  const values: Readonly<Record<string, string>> = { title, text, event, severity, at: new Date(at).toISOString() };
  return template.replace(/\{(title|text|event|severity|at)\}/g, (_, name: string) =>
    JSON.stringify(values[name]).slice(1, -1),
  );
}
