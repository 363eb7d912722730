// E-mail by SMTP, through nodemailer. It may read no file and fetch nothing: a message is text alone.

import { SECOND_MS } from '../../kernel/units.ts';
import { refused, unavailable } from '../post.ts';
import type { AlertTargetKind, OptionsOf } from '../target-kind.ts';

const ANSWER_WITHIN_MS = 20 * SECOND_MS;

export const email: AlertTargetKind<'email'> = {
  kind: 'email',
  async send({ title, text }, options, signal) {
    const { createTransport } = await import('nodemailer'); // 20 MiB that few need
    const transport = createTransport({ ...connection(options), disableFileAccess: true, disableUrlAccess: true });
    const giveUp = (): void => transport.close();
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      await transport.sendMail({ from: options.from, to: [...options.to], subject: title, text });
    } catch (cause) {
      signal.throwIfAborted();
      throw failure(cause, options.host);
    } finally {
      signal.removeEventListener('abort', giveUp);
      transport.close();
    }
  },
};

function connection({ host, port, security, username, password }: OptionsOf<'email'>) {
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: ANSWER_WITHIN_MS,
    greetingTimeout: ANSWER_WITHIN_MS,
    socketTimeout: ANSWER_WITHIN_MS,
    ...(username !== '' && { auth: { user: username, pass: password } }),
  };
}

/** RFC 5321: 4yz is "later", 5yz is "no"; a wrong password is final, too. */
function failure(cause: unknown, host: string): Error {
  const { code, responseCode, message } = cause as { code?: string; responseCode?: number; message?: string };
  if (code === 'EAUTH') return refused(`${host} does not take this user name and password.`);
  const said = `${host}: ${message ?? 'the message was not taken'}`;
  return responseCode !== undefined && responseCode >= 500 ? refused(said) : unavailable(said, { cause });
}
