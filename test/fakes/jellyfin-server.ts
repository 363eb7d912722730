// Jellyfin's API as an administrator's key finds it: what Masthead uses of LiveTvController, ConfigurationController and
// ScheduledTasksController, with their answers and refusals.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export const API_KEY = '4f1d6b0c9a8e47d2b5c3a1908f7e6d5c';

export interface FakeJellyfin {
  readonly url: string;
  readonly tuners: Record<string, unknown>[];
  readonly guides: Record<string, unknown>[];
  /** Ids of tasks that were started. */
  readonly started: string[];
}

/** Stopped when the test has ended. */
export async function startJellyfin(): Promise<FakeJellyfin> {
  const state = { tuners: [], guides: [], started: [] } as unknown as Omit<FakeJellyfin, 'url'>;
  const server = createServer((request, response) => {
    void respond(request, response, state);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { ...state, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  state: Omit<FakeJellyfin, 'url'>,
): Promise<void> {
  const { status, body } = await answer(request, state);
  response.writeHead(status, body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

async function answer(request: IncomingMessage, state: Omit<FakeJellyfin, 'url'>): Promise<Answer> {
  if (request.headers.authorization !== `MediaBrowser Token="${API_KEY}"`) return { status: 401 };
  const asked = `${request.method} ${request.url?.split('?')[0]}`;
  const sent = request.method === 'POST' ? await text(request) : '';
  const body = sent === '' ? {} : (JSON.parse(sent) as Record<string, unknown>);
  switch (asked) {
    case 'GET /System/Info':
      return { status: 200, body: { ServerName: 'Living room', Version: '10.11.3', Id: 'x' } };
    case 'GET /System/Configuration/livetv':
      return { status: 200, body: { TunerHosts: state.tuners, ListingProviders: state.guides, GuideDays: null } };
    case 'POST /LiveTv/TunerHosts':
      state.tuners.push({ ...body, Id: `t${state.tuners.length}` });
      return { status: 200, body: state.tuners.at(-1) };
    case 'POST /LiveTv/ListingProviders':
      state.guides.push({ ...body, Id: `g${state.guides.length}` });
      return { status: 200, body: state.guides.at(-1) };
    case 'GET /ScheduledTasks':
      return {
        status: 200,
        body: [
          { Id: '9', Key: 'CleanLogs' },
          { Id: '7a', Key: 'RefreshGuide' },
        ],
      };
    case 'POST /ScheduledTasks/Running/7a':
      state.started.push('7a');
      return { status: 204 };
    default:
      return { status: 404 };
  }
}
