// The control connection of TCP 65001, so that `hdhomerun_config <id> get /sys/model` is answered.

import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { answerControl, splitPackets, type ControlFacts } from '../../formats/hdhomerun/control.ts';
import type { Log } from '../../kernel/log.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import { HDHOMERUN_PORT } from './discovery-server.ts';

export interface ControlServerOptions {
  /** As things stand when a question arrives. */
  readonly facts: () => ControlFacts;
  readonly log: Log;
  /** 0 takes any free one, for tests. */
  readonly port?: number;
}

/** A client asks within milliseconds and leaves. */
const IDLE_MS = 30 * SECOND_MS;
const MAX_CONNECTIONS = 32;

export class ControlServer {
  readonly #options: ControlServerOptions;
  readonly #connections = new Set<Socket>();
  #server: Server | undefined;

  constructor(options: ControlServerOptions) {
    this.#options = options;
  }

  get port(): number | undefined {
    return (this.#server?.address() as AddressInfo | null | undefined)?.port;
  }

  /** A port that is taken is a warning: only `hdhomerun_config` and tuners' oldest clients use it. */
  async start(): Promise<void> {
    const server = createServer((socket) => this.#serve(socket));
    server.maxConnections = MAX_CONNECTIONS;
    const port = this.#options.port ?? HDHOMERUN_PORT;
    try {
      server.listen(port);
      await once(server, 'listening');
      this.#server = server;
    } catch (error) {
      this.#options.log.warning('Tuner control is off: its port cannot be had', { port, error });
    }
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.#connections) socket.destroy();
    await closed;
  }

  #serve(socket: Socket): void {
    this.#connections.add(socket);
    let received: Uint8Array = new Uint8Array();
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    socket.on('error', () => socket.destroy()); // a client that hung up
    socket.on('close', () => this.#connections.delete(socket));
    socket.on('data', (chunk: Uint8Array) => {
      const { packets, rest } = splitPackets(Buffer.concat([received, chunk]));
      const replies = packets.map((packet) => answerControl(packet, this.#options.facts()));
      for (const reply of replies) if (reply) socket.write(reply);
      if (rest === undefined || replies.includes(undefined)) socket.destroy();
      else received = rest;
    });
  }
}
