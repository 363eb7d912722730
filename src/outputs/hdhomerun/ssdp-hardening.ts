// What node-ssdp 4.0.1 needs so that a network can do it no harm. Each measure stands beside the reason for it.

import type { RemoteInfo, Socket } from 'node:dgram';
import type { Server } from 'node-ssdp';
import { localAddressFor } from './local-address.ts';

export interface HardenedServer {
  /** Rejects when the port cannot be had. */
  start(): Promise<void>;
  /** Says goodbye, waits until that is sent, and closes. */
  stop(): Promise<void>;
}

/** The parts of node-ssdp that are replaced: the version is pinned for their sake. */
interface Internals {
  sockets: Record<string, Socket> | null;
  _send(message: Message, ...to: readonly unknown[]): void;
  _parseMessage(message: Buffer, from: RemoteInfo): void;
}

interface Message {
  isOverrideLocationOnSend(): boolean;
  toBuffer(headers?: Readonly<Record<string, string>>): Buffer;
}

const SSDP_GROUP = '239.255.255.250';
const SSDP_PORT = 1_900;
/** A search is four short lines. */
const MAX_SEARCH_BYTES = 2_048;
const SEARCH = /^M-SEARCH \* HTTP\/1\.[01]\r\n(?:.*\r\n)*?MAN: *"ssdp:discover"/i;
/** Copies of one search arrive together, one on each socket. */
const COPIES_WITHIN_MS = 100;
const MAX_SEARCHES_AT_ONCE = 64;
const GOODBYE_MS = 250;

export function hardened(server: Server): HardenedServer {
  const internals = server as unknown as Internals & Pick<Server, 'start' | 'stop' | 'advertise'>;
  const location = locationOf(server);
  const sends = new Set<Promise<unknown>>();
  const track = (sending: Promise<unknown>): void => {
    sends.add(sending);
    void sending.finally(() => sends.delete(sending));
  };
  // Answers leave by the one socket on the asker's network, with that network's address in them. node-ssdp sends every
  // answer from every socket, so that an asker hears of container bridges and tunnels that it cannot reach.
  internals._send = (message, ...to) => {
    const [host, port] = to;
    const isAnswer = typeof host === 'string' && typeof port === 'number';
    track(isAnswer ? answer(internals, location, message, { host, port }) : announce(internals, location, message));
  };
  internals._parseMessage = onlyOnce(internals._parseMessage.bind(server));
  return {
    async start() {
      const started = Promise.resolve(internals.start());
      // A bind that fails leaves node-ssdp waiting for ever: its sockets tell.
      const failed = Object.entries(internals.sockets ?? {}).map(([address, socket]) => guard(socket, address));
      await Promise.race([started, ...failed]);
      internals.advertise();
    },
    async stop() {
      internals.advertise(false);
      await Promise.race([Promise.allSettled(sends), new Promise((resolve) => setTimeout(resolve, GOODBYE_MS))]);
      internals._send = () => undefined; // it would say goodbye again, on sockets that it closes before that is sent
      try {
        server.stop();
      } catch {
        for (const socket of Object.values(internals.sockets ?? {})) socket.close(); // its timers never began
      }
    },
  };
}

/** Rejects when the socket fails; never resolves. */
function guard(socket: Socket, address: string): Promise<never> {
  const join = socket.addMembership.bind(socket);
  socket.addMembership = (group, networkInterface) => {
    try {
      join(group, networkInterface);
      socket.setMulticastInterface(address); // else notices for every network leave by the default route
    } catch {
      // node-ssdp throws here out of an event, which would end the process; that network goes without
    }
  };
  const failed = new Promise<never>((_, reject) => {
    socket.on('error', reject);
  });
  failed.catch(() => undefined); // errors after the start are nothing to end for
  return failed;
}

/** Only searches, only whole ones, each once. Nothing that a datagram holds can throw out of here. */
function onlyOnce(parse: Internals['_parseMessage']): Internals['_parseMessage'] {
  const recent = new Set<string>();
  return (message, from) => {
    if (message.length > MAX_SEARCH_BYTES || recent.size >= MAX_SEARCHES_AT_ONCE) return;
    const text = message.toString('latin1');
    const key = `${from.address} ${from.port} ${text}`;
    if (recent.has(key) || !SEARCH.test(text)) return;
    recent.add(key);
    setTimeout(() => recent.delete(key), COPIES_WITHIN_MS).unref();
    try {
      parse(message, from);
    } catch {
      // not a search after all
    }
  };
}

async function answer(
  server: Internals,
  location: (address: string) => string,
  message: Message,
  to: { readonly host: string; readonly port: number },
): Promise<void> {
  const address = await localAddressFor(to.host);
  const socket = address === undefined ? undefined : server.sockets?.[address];
  if (address === undefined || !socket) return;
  await send(socket, bytesOf(message, location(address)), to);
}

async function announce(server: Internals, location: (address: string) => string, message: Message): Promise<void> {
  const to = { host: SSDP_GROUP, port: SSDP_PORT };
  const sends = Object.entries(server.sockets ?? {}).map(([address, socket]) =>
    send(socket, bytesOf(message, location(address)), to),
  );
  await Promise.all(sends);
}

/** A network that refuses is left out: resolves either way. */
function send(socket: Socket, bytes: Buffer, to: { readonly host: string; readonly port: number }): Promise<void> {
  return new Promise((resolve) => {
    try {
      socket.send(bytes, to.port, to.host, () => resolve());
    } catch {
      resolve();
    }
  });
}

const bytesOf = (message: Message, location: string): Buffer =>
  message.isOverrideLocationOnSend() ? message.toBuffer({ LOCATION: location }) : message.toBuffer();

function locationOf(server: Server): (address: string) => string {
  const { _locationPort: port, _locationPath: path } = server as unknown as Record<string, unknown>;
  return (address) => `http://${address}:${String(port)}${String(path)}`;
}
