// E-mail by SMTP, through nodemailer. It may read no file and fetch nothing: a message is text alone.

import { SECOND_MS } from '../../kernel/units.ts';
import { refused, unavailable } from '../post.ts';
import type { AlertTargetKind, OptionsOf } from '../target-kind.ts';

const ANSWER_WITHIN_MS = 20 * SECOND_MS;
/** RFC 3834: nobody answers it with "I am on holiday". */
const AUTOMATIC = { 'Auto-Submitted': 'auto-generated' };

export const email: AlertTargetKind<'email'> = {
  kind: 'email',
  async send({ title, text, severity }, options, signal) {
    const { createTransport } = await import('nodemailer'); // 20 MiB that few need
    const transport = createTransport({ ...connection(options), disableFileAccess: true, disableUrlAccess: true });
    const giveUp = (): void => transport.close();
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      const { rejected, rejectedErrors } = await transport.sendMail({
        from: senderOf(options.from),
        to: [...options.to],
        subject: title,
        text,
        headers: AUTOMATIC,
        priority: severity === 'critical' ? 'high' : 'normal',
      });
      if (rejected.length > 0) throw partly(rejected, rejectedErrors ?? []);
    } catch (cause) {
      signal.throwIfAborted();
      throw failure(cause, options.host);
    } finally {
      signal.removeEventListener('abort', giveUp);
      transport.close();
    }
  },
};

/** With a name, where a person has given none. */
const senderOf = (from: string) => (from.includes('<') ? from : { name: 'Masthead', address: from });

function connection({ host, port, security, verify_certificate, username, password }: OptionsOf<'email'>) {
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { rejectUnauthorized: verify_certificate },
    connectionTimeout: ANSWER_WITHIN_MS,
    greetingTimeout: ANSWER_WITHIN_MS,
    socketTimeout: ANSWER_WITHIN_MS,
    ...(username !== '' && { auth: { user: username, pass: password } }),
  };
}

/** Node's words for what never came to be a conversation. */
const UNREACHED: readonly (readonly [words: RegExp, said: string])[] = [
  [/ENOTFOUND|EAI_AGAIN/, 'its name is not found'],
  [/ECONNREFUSED/, 'nothing listens at this port'],
  [/ETIMEDOUT|timeout/i, 'it does not answer in time'],
  [/wrong version number|packet length/i, 'it does not speak TLS at this port: try STARTTLS'],
];

interface SmtpError {
  readonly code?: string | undefined;
  readonly responseCode?: number | undefined;
  /** The server's own words. */
  readonly response?: string | undefined;
  readonly message?: string | undefined;
}

/** Some have it, others do not: sent again, those who have it would have it twice. */
function partly(rejected: readonly unknown[], errors: readonly SmtpError[]): Error {
  const why = errors.map(({ response, message }) => response ?? message).join('; ');
  return refused(`${rejected.map(String).join(', ')}: not taken, the others have it. ${why}`);
}

/** RFC 5321: 4yz is "later", 5yz is "no", also to a login (RFC 4954). */
function failure(cause: unknown, host: string): Error {
  const { code, responseCode, message } = cause as SmtpError;
  if (code === 'alert.refused') return cause as Error;
  const isFinal = responseCode !== undefined && responseCode >= 500;
  if (code === 'EAUTH' && (isFinal || responseCode === undefined)) {
    return refused(`${host} does not take this user name and password.`);
  }
  const words = responseCode === undefined ? UNREACHED.find(([known]) => known.test(message ?? ''))?.[1] : undefined;
  const said = `${host}: ${words ?? message ?? 'the message was not taken'}`;
  return isFinal ? refused(said) : unavailable(said, { cause });
}
