// The LAN listener with outputs on it and nothing else, on a free port of this machine.

import { request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import type { LanEnv, Output } from '../../src/outputs/output.ts';

export interface LanListener {
  readonly port: number;
  /** Without a trailing slash. */
  readonly url: string;
}

/** Routes only: whatever an output starts is the test's own business. Closed when the test has ended. */
export async function startLanListener(outputs: readonly Output[], port = 0): Promise<LanListener> {
  const lan = new Hono<LanEnv>();
  for (const output of outputs) output.routes?.(lan);
  const { promise, resolve } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: lan.fetch, port, hostname: '127.0.0.1' }, resolve);
  onTestFinished(() => {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
  const address = await promise;
  return { port: address.port, url: `http://127.0.0.1:${address.port}` };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As sent: compressed where it was. */
  readonly body: Buffer;
  readonly text: string;
}

/** One request on a connection of its own, with these headers and no others. */
export function ask(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  request(url, { method, headers, agent: false }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('error', reject);
    response.on('end', () => {
      const body = Buffer.concat(chunks);
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body, text: body.toString() });
    });
  })
    .on('error', reject)
    .end();
  return promise;
}

export interface OpenStream {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  hangUp(): void;
}

/** As `ask`, for an answer without an end: resolves with its headers. Hung up when the test has ended. */
export function openStream(url: string): Promise<OpenStream> {
  const { promise, resolve, reject } = Promise.withResolvers<OpenStream>();
  const asked = request(url, { agent: false }, (response) => {
    response.on('error', () => undefined);
    response.resume();
    resolve({ status: response.statusCode ?? 0, headers: response.headers, hangUp: () => response.destroy() });
  });
  asked.on('error', reject).end();
  onTestFinished(() => void asked.destroy());
  return promise;
}
