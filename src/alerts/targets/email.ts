// E-mail by SMTP, through nodemailer. It may read no file and fetch nothing: a message is text alone.

import { AppError } from '../../kernel/errors.ts';
import { MINUTE_MS } from '../../kernel/units.ts';
import { ANSWER_WITHIN_MS, refused, unavailable } from '../post.ts';
import type { AlertTargetKind, OptionsOf } from '../target-kind.ts';

/** Each of its answers has its own limit; all together, so that one that says a byte now and then is given up as well. */
const DELIVERED_WITHIN_MS = MINUTE_MS;
/** RFC 3834: nobody answers it with "I am on holiday". */
const AUTOMATIC = { 'Auto-Submitted': 'auto-generated' };

export const email: AlertTargetKind<'email'> = {
  kind: 'email',
  async send({ title, text, severity }, options, signal, remaining) {
    const to = options.to.filter((address) => remaining?.includes(address) ?? true);
    if (to.length === 0) return; // a person has taken away those who were waited for
    const { createTransport } = await import('nodemailer'); // 20 MiB that few need
    const transport = createTransport({ ...connection(options), disableFileAccess: true, disableUrlAccess: true });
    const within = AbortSignal.any([signal, AbortSignal.timeout(DELIVERED_WITHIN_MS)]);
    const sending = transport.sendMail({
      from: senderOf(options.from),
      to,
      subject: title,
      text,
      headers: AUTOMATIC,
      priority: severity === 'critical' ? 'high' : 'normal',
    });
    try {
      const { rejected, rejectedErrors } = await unlessAborted(sending, within);
      if (rejected.length > 0) throw partly(rejected, rejectedErrors ?? []);
    } catch (cause) {
      signal.throwIfAborted();
      if (within.aborted) throw unavailable(`${options.host}: it does not answer in time`, { cause });
      throw failure(cause, options.host);
    } finally {
      transport.close();
    }
  },
};

/** The library has no way to break off: what is left of it ends by its own limits. */
async function unlessAborted<Value>(sending: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const giveUp = (): void => reject(signal.reason as Error);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    signal.throwIfAborted();
    return await Promise.race([sending, aborted]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

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
  [/self-signed|unable to (?:get|verify)|issuer cert/i, 'its certificate is signed by nobody that is known'],
  [/certificate has expired/i, 'its certificate has expired'],
  [/altnames/i, 'its certificate is for another name'],
  [/wrong version number|packet length/i, 'it does not speak TLS at this port: try STARTTLS'],
];

interface SmtpError {
  readonly code?: string | undefined;
  readonly responseCode?: number | undefined;
  /** The server's own words. */
  readonly response?: string | undefined;
  readonly message?: string | undefined;
  /** Of whom it is said, where it is of one. */
  readonly recipient?: string | undefined;
  /** Of all, where none was taken. */
  readonly rejectedErrors?: readonly SmtpError[] | undefined;
}

const isLater = ({ responseCode = 0 }: SmtpError): boolean => responseCode >= 400 && responseCode < 500;

/** Those that are asked to come again: greylisting, a full mailbox. */
const laterOf = (errors: readonly SmtpError[]): string[] =>
  errors.flatMap((error) => (isLater(error) && error.recipient !== undefined ? error.recipient : []));

/** Some have it, others do not: it goes again to those alone that the server asks to come again for. */
function partly(rejected: readonly unknown[], errors: readonly SmtpError[]): Error {
  const why = errors.map(({ response, message }) => response ?? message).join('; ');
  const said = `${rejected.map(String).join(', ')}: not taken, the others have it. ${why}`;
  const remaining = laterOf(errors);
  return remaining.length > 0 ? unavailable(said, { remaining }) : refused(said, { remaining });
}

/** RFC 5321: 4yz is "later", 5yz is "no", also to a login (RFC 4954). */
function failure(cause: unknown, host: string): Error {
  const { code, responseCode, message, rejectedErrors = [] } = cause as SmtpError;
  if (cause instanceof AppError) return cause;
  const remaining = laterOf(rejectedErrors);
  if (remaining.length > 0) return unavailable(`${host}: ${message ?? ''}`, { cause, remaining });
  const isFinal = responseCode !== undefined && responseCode >= 500;
  if (code === 'EAUTH' && (isFinal || responseCode === undefined)) {
    return refused(`${host} does not take this user name and password.`);
  }
  const words = responseCode === undefined ? UNREACHED.find(([known]) => known.test(message ?? ''))?.[1] : undefined;
  const said = `${host}: ${words ?? message ?? 'the message was not taken'}`;
  return isFinal ? refused(said) : unavailable(said, { cause });
}
