// A mail server as they are: STARTTLS with a certificate of its own, a login, recipients that it does not know or asks to
// come again for.

import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { onTestFinished } from 'vitest';

export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came: headers, an empty line, the body. */
  readonly data: string;
  readonly isEncrypted: boolean;
}

interface Refusal {
  readonly code: number;
  readonly message: string;
}

export interface PostOffice {
  readonly port: number;
  readonly mails: Mail[];
  /** Says no, as often as there are refusals; changed as a test goes on. */
  readonly refuse: {
    login: Refusal[];
    recipient: (address: string) => Refusal | undefined;
    message: Refusal[];
  };
}

const errorOf = ({ code, message }: Refusal): Error => Object.assign(new Error(message), { responseCode: code });

export const USER = { username: 'anna', password: 'right' };

export async function openPostOffice({ hasTls = true } = {}): Promise<PostOffice> {
  const mails: Mail[] = [];
  const refuse: PostOffice['refuse'] = { login: [], recipient: () => undefined, message: [] };
  const server = new SMTPServer({
    ...(hasTls ? {} : { disabledCommands: ['STARTTLS'], allowInsecureAuth: true }),
    onAuth({ username, password }, _session, done) {
      const refusal = refuse.login.shift();
      if (refusal) return done(errorOf(refusal));
      return username === USER.username && password === USER.password
        ? done(null, { user: username })
        : done(errorOf({ code: 535, message: 'Authentication credentials invalid' }));
    },
    onRcptTo({ address }, _session, done) {
      const refusal = refuse.recipient(address);
      done(refusal ? errorOf(refusal) : undefined);
    },
    onData(stream, { envelope, secure }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const refusal = refuse.message.shift();
        if (refusal) return done(errorOf(refusal));
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address);
        mails.push({ from, to, data: Buffer.concat(chunks).toString(), isEncrypted: secure });
        return done(null);
      });
    },
  });
  server.on('error', () => undefined); // a client that hangs up
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => resolve((listening.address() as AddressInfo).port));
  });
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port, mails, refuse };
}
