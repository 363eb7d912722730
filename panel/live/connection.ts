// The one WebSocket: keeps it open, logs in, answers pings, comes back by itself after a restart of the server.

import type { LiveMessage, LiveRequest } from '../../src/http/live/messages.ts';
import { renewLogin } from '../api/renew.ts';
import { token } from '../api/token.ts';

export type ConnectionState = 'connecting' | 'open' | 'lost';

/** Waits between attempts; the last one again and again. A restart takes about two seconds. */
const WAITS_MS = [250, 500, 1_000, 2_000, 4_000, 8_000];
/** The server pings every 20 s. */
const SILENT_AFTER_MS = 50_000;
const UNAUTHORISED = 4_401;

export interface ConnectionEvents {
  readonly onMessage: (message: LiveMessage) => void;
  /** Also called when it is let in anew: then everything is to be subscribed again. */
  readonly onState: (state: ConnectionState) => void;
}

export class Connection {
  readonly #events: ConnectionEvents;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempts = 0;
  #saidToken: string | null = null;
  #isWanted = false;

  constructor(events: ConnectionEvents) {
    this.#events = events;
  }

  start(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    addEventListener('online', this.#retryNow);
    this.#open();
  }

  stop(): void {
    this.#isWanted = false;
    removeEventListener('online', this.#retryNow);
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#socket = undefined;
  }

  send(request: LiveRequest): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(request));
  }

  #open(): void {
    clearTimeout(this.#timer);
    this.#events.onState(this.#attempts === 0 ? 'connecting' : 'lost');
    const address = new URL('api/live', document.baseURI);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    address.hash = '';
    const socket = new WebSocket(address);
    this.#socket = socket;
    socket.addEventListener('open', () => this.#logIn());
    socket.addEventListener('message', ({ data }) => this.#receive(data as string));
    socket.addEventListener('close', ({ code }) => this.#closed(socket, code));
    this.#expectWord();
  }

  #logIn(): void {
    const known = token.read();
    this.#saidToken = known;
    if (known !== null) this.send({ type: 'login', token: known });
  }

  #receive(data: string): void {
    this.#expectWord();
    const message = JSON.parse(data) as LiveMessage;
    if (message.type === 'ping') this.send({ type: 'pong' });
    if (message.type === 'hello') {
      this.#attempts = 0;
      this.#events.onState('open');
    }
    this.#events.onMessage(message);
  }

  /** A connection may die without a word; then it is opened anew. */
  #expectWord(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#socket?.close(), SILENT_AFTER_MS);
  }

  #closed(socket: WebSocket, code: number): void {
    if (socket !== this.#socket || !this.#isWanted) return;
    clearTimeout(this.#timer);
    if (code === UNAUTHORISED) return void this.#renew();
    const wait = WAITS_MS[Math.min(this.#attempts, WAITS_MS.length - 1)] ?? 0;
    this.#attempts += 1;
    this.#events.onState('lost');
    this.#timer = setTimeout(() => this.#open(), wait);
  }

  async #renew(): Promise<void> {
    if (!(await renewLogin(this.#saidToken))) return token.refused();
    if (this.#isWanted) this.#open();
  }

  readonly #retryNow = (): void => {
    if (this.#socket?.readyState === WebSocket.CLOSED) this.#open();
  };
}
