// MPEG-TS over UDP, plain or in RTP, from one sender or a multicast group. Which of the two it is each datagram says
// itself: lists write `udp://` for both.

import { createSocket, type Socket } from 'node:dgram';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { SYNC_BYTE } from '../../formats/mpegts/packet.ts';
import { readRtpPacket } from '../../formats/rtp/packet.ts';
import { ReorderWindow } from '../../formats/rtp/reorder.ts';
import type { Timer } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { MEBIBYTE } from '../../kernel/units.ts';
import type { DialRequest, Upstream, UpstreamKind } from '../upstream.ts';
import { parseDatagramAddress, type DatagramAddress } from './datagram-address.ts';

/** A second and a half of 20 Mbit/s: longer than this process ever stands still. The system may grant less. */
const RECEIVE_BUFFER_BYTES = 4 * MEBIBYTE;

export interface DatagramOptions {
  /** Name or address of the interface for multicast where the address names none; null lets the system choose. */
  readonly multicastInterface: () => string | null;
}

export const createDatagramKind = (options: DatagramOptions): UpstreamKind => ({
  name: 'udp',
  accepts: (source) => source.command === undefined && /^(?:udp|rtp):/i.test(source.url),
  dial: (request) => new DatagramUpstream(request, options),
});

class DatagramUpstream implements Upstream {
  readonly over: Promise<AppError>;
  readonly #request: DialRequest;
  readonly #end: (reason: AppError) => void;
  readonly #firstByteTimer: Timer;
  readonly #window: ReorderWindow;
  #socket: Socket | undefined;
  #closing: Promise<void> | undefined;
  #isHeard = false;
  #foreign = 0;

  constructor(request: DialRequest, options: DatagramOptions) {
    const { promise, resolve } = Promise.withResolvers<AppError>();
    this.over = promise;
    this.#request = request;
    this.#end = resolve;
    this.#window = new ReorderWindow((payload) => this.#hand(payload));
    this.#firstByteTimer = request.clock.after(request.limits.firstByteMs, () => this.#fail(this.#nothingCame()));
    try {
      this.#listen(parseDatagramAddress(request.source.url), options.multicastInterface() ?? '');
    } catch (error) {
      this.#fail(explain(error as Error));
    }
  }

  get messages(): readonly string[] {
    return this.#window.lost > 0 ? [`${this.#window.lost} RTP packets were lost`] : [];
  }

  close(): Promise<void> {
    this.#firstByteTimer.cancel();
    this.#closing ??= hangUp(this.#socket);
    this.#end(new AppError('upstream.ended', 'The connection was closed by us'));
    return this.#closing;
  }

  #listen(address: DatagramAddress, fallbackInterface: string): void {
    const { family, host, port, isMulticast } = address;
    // Only a group may be shared: two who listen to one port would else take datagrams away from each other.
    const socket = createSocket({
      type: family === 6 ? 'udp6' : 'udp4',
      reuseAddr: isMulticast,
      recvBufferSize: RECEIVE_BUFFER_BYTES,
    });
    this.#socket = socket;
    socket.on('error', (error) => this.#fail(explain(error)));
    socket.on('message', (datagram) => this.#received(datagram));
    // Bound to the group itself, the socket gets nothing that is sent to other groups on this port.
    const isBindable = !isMulticast || (family === 4 && process.platform === 'linux');
    socket.bind({ port, exclusive: true, ...(isBindable && host !== '' && { address: host }) }, () => {
      if (!isMulticast) return;
      try {
        join(socket, address, interfaceOf(address.interface || fallbackInterface, family));
      } catch (error) {
        this.#fail(explain(error as Error));
      }
    });
  }

  #received(datagram: Uint8Array): void {
    if (this.#closing) return;
    if (datagram[0] === SYNC_BYTE) return this.#hand(datagram);
    const packet = readRtpPacket(datagram);
    if (packet) this.#window.push(packet, this.#request.clock.monotonicMs());
    else this.#foreign += 1;
  }

  #hand(payload: Uint8Array): void {
    if (this.#closing) return;
    if (!this.#isHeard) this.#firstByteTimer.cancel();
    this.#isHeard = true;
    this.#request.onBytes(payload);
  }

  #nothingCame(): AppError {
    return this.#foreign > 0
      ? new AppError('upstream.not-video', 'What arrives at this address is no MPEG-TS', { retryable: true })
      : new AppError('upstream.timeout', 'Nothing arrives at this address', { retryable: true });
  }

  #fail(reason: AppError): void {
    this.#firstByteTimer.cancel();
    this.#closing ??= hangUp(this.#socket);
    this.#end(reason);
  }
}

function join(socket: Socket, { host, sources }: DatagramAddress, via: string | undefined): void {
  if (sources.length === 0) socket.addMembership(host, via);
  for (const source of sources) socket.addSourceSpecificMembership(source, host, via);
}

/** As the system wants it: an address for IPv4, `::%name` for IPv6. @throws AppError for one that is not there */
function interfaceOf(chosen: string, family: 4 | 6): string | undefined {
  if (chosen === '') return undefined;
  if (isIP(chosen) === family) return chosen;
  const addresses = networkInterfaces()[chosen];
  if (!addresses) throw new AppError('net.bad-address', `There is no network interface ${chosen}`);
  if (family === 6) return `::%${chosen}`;
  const own = addresses.find((address) => address.family === 'IPv4');
  if (!own) throw new AppError('net.bad-address', `The network interface ${chosen} has no IPv4 address`);
  return own.address;
}

/** Closing leaves the group. */
function hangUp(socket: Socket | undefined): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  try {
    if (socket) socket.close(() => resolve());
    else resolve();
  } catch {
    resolve(); // it could not be opened
  }
  return promise;
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Another program listens at this address',
  EADDRNOTAVAIL: 'This address, or the chosen network interface, is not one of this machine',
  ENODEV: 'No network interface leads to this multicast group; choose one in the settings',
  EACCES: 'This address may not be listened to',
};

function explain(error: Error): AppError {
  if (error instanceof AppError) return error;
  const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
  return new AppError('upstream.unavailable', reason ?? `The network refused: ${error.message}`, {
    cause: error,
    retryable: true,
  });
}
