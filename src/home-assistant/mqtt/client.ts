// The connection to the broker: made, kept, and made anew, each time with the credentials that are right then.

import mqtt, { type IPublishPacket, type MqttClient } from 'mqtt';
import { backoffDelayMs } from '../../kernel/backoff.ts';
import type { Clock, Timer } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { MINUTE_MS, SECOND_MS } from '../../kernel/units.ts';
import { OFFLINE, STATUS_TOPIC } from './topics.ts';

export interface BrokerAddress {
  /** `mqtt://host:1883`, `mqtts://…`, `ws://…`, `wss://…`; credentials in it count. */
  readonly url: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

export interface ReceivedMessage {
  readonly topic: string;
  readonly payload: string;
  /** It was there before we came. */
  readonly isRetained: boolean;
}

export interface BrokerOptions {
  readonly clientId: string;
  /** Asked before every attempt; undefined when there is no broker now. */
  readonly address: () => Promise<BrokerAddress | undefined>;
  readonly subscriptions: readonly string[];
  readonly onConnected: () => void;
  readonly onMessage: (message: ReceivedMessage) => void;
  readonly clock: Clock;
  readonly log: Log;
}

const KEEP_ALIVE_SECONDS = 30;
const CONNECT_WITHIN_MS = 10 * SECOND_MS;
const FIRST_RETRY_MS = SECOND_MS;
const LONGEST_RETRY_MS = MINUTE_MS;
/** No broker is there: an add-on may be installed at any time. */
const LOOK_AGAIN_MS = 30 * SECOND_MS;
/** A longer message is nothing that we understand. */
const MAX_MESSAGE_BYTES = 256 * 1_024;
const GOODBYE_WITHIN_MS = 500;

export class Broker {
  readonly #options: BrokerOptions;
  #client: MqttClient | undefined;
  #retry: Timer | undefined;
  #attempt = 0;
  #isStopped = true;
  /** What has been said since the last success, so that each attempt does not say it again. */
  readonly #said = new Set<string>();

  constructor(options: BrokerOptions) {
    this.#options = options;
  }

  get isConnected(): boolean {
    return this.#client?.connected ?? false;
  }

  start(): void {
    this.#isStopped = false;
    void this.#connect();
  }

  /** Says goodbye first: a clean end sends no will. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#retry?.cancel();
    const client = this.#client;
    this.#client = undefined;
    if (!client) return;
    const goodbye = client.connected ? client.publishAsync(STATUS_TOPIC, OFFLINE, { qos: 1, retain: true }) : undefined;
    const late = Promise.withResolvers<void>();
    const timer = this.#options.clock.after(GOODBYE_WITHIN_MS, late.resolve);
    await Promise.race([Promise.resolve(goodbye).catch(() => undefined), late.promise]);
    timer.cancel();
    client.end(true);
  }

  /** Goes nowhere while there is no connection: whoever needs it says it again after `onConnected`. */
  publish(topic: string, payload: string, how: { readonly retain: boolean; readonly qos?: 0 | 1 }): void {
    if (!this.isConnected) return;
    this.#client?.publish(topic, payload, { retain: how.retain, qos: how.qos ?? 0 }, () => undefined);
  }

  subscribe(topic: string): void {
    this.#client?.subscribe(topic, { qos: 1 }, () => undefined);
  }

  unsubscribe(topic: string): void {
    this.#client?.unsubscribe(topic, () => undefined);
  }

  async #connect(): Promise<void> {
    const { address, clock } = this.#options;
    const found = await address().catch((error: unknown) => {
      this.#trouble('The MQTT broker cannot be asked for', error);
      return null;
    });
    if (this.#isStopped) return;
    if (found === undefined) {
      this.#say('There is no MQTT broker; entities appear when there is one');
      this.#retry = clock.after(LOOK_AGAIN_MS, () => void this.#connect());
    } else if (found === null) this.#retryLater();
    else this.#open(found);
  }

  #open({ url, username, password }: BrokerAddress): void {
    const { clientId } = this.#options;
    const target = new URL(url);
    const name = username || decoded(target.username);
    const secret = password || decoded(target.password);
    target.username = '';
    target.password = '';
    const client = mqtt.connect(target.href, {
      clientId,
      ...(name !== '' && { username: name }),
      ...(secret !== '' && { password: secret }),
      protocolVersion: 4, // 3.1.1: every broker speaks it
      clean: true,
      keepalive: KEEP_ALIVE_SECONDS,
      connectTimeout: CONNECT_WITHIN_MS,
      reconnectPeriod: 0, // the next attempt asks for the address first
      queueQoSZero: false,
      will: { topic: STATUS_TOPIC, payload: Buffer.from(OFFLINE), qos: 1, retain: true },
    });
    this.#client = client;
    client.on('connect', () => this.#connected(client, target.host));
    client.on('message', (topic, payload, packet) => this.#received(topic, payload, packet));
    client.on('error', (error) => this.#trouble('The MQTT broker cannot be used', error));
    client.on('close', () => this.#closed(client));
  }

  #connected(client: MqttClient, host: string): void {
    if (this.#client !== client) return;
    this.#attempt = 0;
    this.#said.clear();
    this.#options.log.info('The MQTT broker is there', { host });
    client.subscribe([...this.#options.subscriptions], { qos: 1 }, () => undefined);
    this.#options.onConnected();
  }

  #received(topic: string, payload: Buffer, { retain }: IPublishPacket): void {
    if (payload.length > MAX_MESSAGE_BYTES) return;
    this.#options.onMessage({ topic, payload: payload.toString('utf8'), isRetained: retain });
  }

  #closed(client: MqttClient): void {
    client.end(true);
    if (this.#client !== client) return;
    this.#client = undefined;
    if (this.#isStopped) return;
    this.#trouble('The connection to the MQTT broker is lost', undefined);
    this.#retryLater();
  }

  #retryLater(): void {
    const delayMs = backoffDelayMs(this.#attempt, {
      firstMs: FIRST_RETRY_MS,
      factor: 2,
      maxMs: LONGEST_RETRY_MS,
      jitter: 0.2,
    });
    this.#attempt += 1;
    this.#retry = this.#options.clock.after(delayMs, () => void this.#connect());
  }

  /** The first time aloud; the attempts after it are of interest to nobody. */
  #trouble(message: string, error: unknown): void {
    const isNew = !this.#said.has(message);
    this.#said.add(message);
    this.#options.log[isNew ? 'warning' : 'debug'](message, { error });
  }

  #say(message: string): void {
    if (!this.#said.has(message)) this.#options.log.info(message);
    this.#said.add(message);
  }
}

/** A per cent sign that encodes nothing was meant as it is. */
function decoded(part: string): string {
  return part.replaceAll(/(?:%[\da-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}
