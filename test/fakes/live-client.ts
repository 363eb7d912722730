// A client of `/api/live`, on a real socket: it keeps each topic as the messages tell it, as a panel does.

import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { liveMessage, type LiveMessage } from '../../src/http/live/messages.ts';

export interface LiveClient {
  readonly socket: WebSocket;
  /** Everything that came, in order; each checked against the contract. */
  readonly messages: readonly LiveMessage[];
  /** What it holds of a topic. */
  held(topic: string): Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  say(message: unknown): void;
  /** The first message, of those that came and will come, that fits. */
  until(fits: (message: LiveMessage) => boolean): Promise<LiveMessage>;
  /** The code with which it was closed. */
  readonly closed: Promise<number>;
}

/** @param url of the listener, `http://…` @throws Error with the status when the socket is refused */
export async function openLive(url: string, headers: Readonly<Record<string, string>> = {}): Promise<LiveClient> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/api/live`, { headers });
  const messages: LiveMessage[] = [];
  const held = new Map<string, Map<string, Record<string, unknown>>>();
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  let told = Promise.withResolvers<void>();
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) throw new Error('a binary frame');
    const message = liveMessage.parse(JSON.parse(data.toString()));
    messages.push(message);
    follow(held, message);
    told.resolve();
    told = Promise.withResolvers();
  });
  onTestFinished(() => socket.terminate());
  await Promise.race([once(socket, 'open'), once(socket, 'error').then(([error]) => Promise.reject(error as Error))]);
  return {
    socket,
    messages,
    closed,
    held: (topic) => Object.fromEntries(held.get(topic) ?? []),
    say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    async until(fits) {
      for (;;) {
        const found = messages.find(fits);
        if (found) return found;
        await told.promise;
      }
    },
  };
}

function follow(held: Map<string, Map<string, Record<string, unknown>>>, message: LiveMessage): void {
  if (message.type === 'snapshot') held.set(message.topic, new Map(Object.entries(message.items)));
  if (message.type !== 'change') return;
  const items = held.get(message.topic)!;
  for (const [key, fields] of Object.entries(message.set)) items.set(key, { ...items.get(key), ...fields });
  for (const key of message.removed) items.delete(key);
}
