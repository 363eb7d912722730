// The server that an element asks, as far as a test needs it: real HTTP, on the page's own address.

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Asked {
  readonly route: string;
  /** `?beside=b`, or empty. */
  readonly search: string;
  readonly body: unknown;
}

/** @param answers by `POST /api/providers/x/sync`: a status alone, or what is answered with 200 */
export async function serve(answers: Readonly<Record<string, unknown>>): Promise<{ readonly asked: readonly Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { pathname, search } = new URL(request.url!, 'http://panel');
      const route = `${request.method} ${pathname}`;
      asked.push({ route, search, body: text === '' ? undefined : (JSON.parse(text) as unknown) });
      const answer = answers[route] ?? 404;
      const status = typeof answer === 'number' ? answer : 200;
      response.writeHead(status, { 'content-type': 'application/json' });
      const problem = { status, code: 'request.conflict', detail: `It is ${status}.` };
      response.end(status === 204 ? undefined : JSON.stringify(status === 200 ? answer : problem));
    });
  });
  await listenAsPage(server);
  return { asked };
}

/** The page that the server hands out; a number is a status alone. */
export function servePage(page: string | number): Promise<void> {
  return listenAsPage(
    createServer((_, response) => {
      response.writeHead(typeof page === 'number' ? page : 200, { 'content-type': 'text/html' });
      response.end(typeof page === 'number' ? undefined : page);
    }),
  );
}

async function listenAsPage(server: Server): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const page = globalThis as unknown as { happyDOM: { setURL(url: string): void } };
  const before = location.href;
  page.happyDOM.setURL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  onTestFinished(() => page.happyDOM.setURL(before));
}
