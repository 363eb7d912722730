// A WebSocket through ingress: two sockets, messages passed between them whole, no compression, 16 MiB at most.

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';

const MAX_MESSAGE_BYTES = 16 * 1024 ** 2;

export interface Relay {
  readonly incoming: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  /** Of Masthead: `ws://…`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly localAddress: string;
}

/** The browser's socket is accepted first, whatever Masthead will say: that is how both proxies do it. */
export function relayWebSocket({ incoming, socket, head, url, headers, localAddress }: Relay): void {
  const protocols = incoming.headers['sec-websocket-protocol']?.split(/\s*,\s*/) ?? [];
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: () => protocols[0] ?? false,
  });
  server.handleUpgrade(incoming, socket, head, (browser) => {
    const masthead = new WebSocket(url, protocols, {
      headers,
      localAddress,
      perMessageDeflate: false,
      maxPayload: MAX_MESSAGE_BYTES,
      autoPong: false,
    });
    join(browser, masthead);
  });
}

function join(browser: WebSocket, masthead: WebSocket): void {
  const waiting: { data: Buffer; binary: boolean }[] = [];
  browser.on('message', (data: Buffer, binary) => {
    if (masthead.readyState === WebSocket.OPEN) masthead.send(data, { binary });
    else waiting.push({ data, binary });
  });
  masthead.on('open', () => {
    for (const { data, binary } of waiting.splice(0)) masthead.send(data, { binary });
  });
  masthead.on('message', (data: Buffer, binary) => browser.send(data, { binary }));
  masthead.on('ping', (data) => browser.ping(data));
  browser.on('pong', (data) => masthead.readyState === WebSocket.OPEN && masthead.pong(data));
  for (const [one, other] of [
    [browser, masthead],
    [masthead, browser],
  ] as const) {
    one.on('close', () => other.close());
    one.on('error', () => other.terminate());
  }
}
