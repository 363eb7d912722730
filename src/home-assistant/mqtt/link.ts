// Home Assistant over MQTT: what it is told, when it is told again, and what it may ask for.

import type { Clock, Timer } from '../../kernel/clock.ts';
import { toAppError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import { Broker, type BrokerAddress, type ReceivedMessage } from './client.ts';
import type { Device } from './entities.ts';
import type { Happenings } from './happenings.ts';
import { Inventory } from './inventory.ts';
import { messagesOf } from './messages.ts';
import { callAction, type Action } from './action.ts';
import { States } from './states.ts';
import {
  ALL_COMMANDS,
  ALL_ACTIONS,
  discoveryTopics,
  HUB,
  ONLINE,
  parseCommandTopic,
  parseActionTopic,
  resultTopic,
  stateTopic,
  STATUS_TOPIC,
  type DiscoveryTopics,
} from './topics.ts';

export interface LinkOptions {
  readonly address: () => Promise<BrokerAddress | undefined>;
  readonly clientId: string;
  readonly version: string;
  /** `homeassistant` */
  readonly discoveryPrefix: string;
  /** The table as it is now. */
  readonly devices: () => readonly Device[];
  readonly actions: Readonly<Record<string, Action>>;
  readonly happenings: Happenings;
  /** Home Assistant has come up. */
  readonly onBirth: () => void;
  readonly clock: Clock;
  readonly log: Log;
  /** Uniform in [0, 1). */
  readonly random?: () => number;
}

const REFRESH_EVERY_MS = 5 * SECOND_MS;
/** Facts come in bunches. */
const GATHER_MS = 100;
/** After its birth Home Assistant is busy, and every program speaks to it at once. */
const BIRTH_DELAY_MS = { least: SECOND_MS, spread: 4 * SECOND_MS };
/** Retained messages come at once after the subscription. */
const FIND_LEFTOVERS_MS = 3 * SECOND_MS;
const LONGEST_PAYLOAD = 16_384;

export class MqttLink {
  readonly #options: LinkOptions;
  readonly #broker: Broker;
  readonly #states: States;
  readonly #inventory: Inventory;
  readonly #discovery: DiscoveryTopics;
  readonly #timers = new Map<'refresh' | 'birth' | 'leftovers', Timer>();
  #ticker: Timer | undefined;
  #deaf: (() => void) | undefined;

  constructor(options: LinkOptions) {
    const { clock, log, address, clientId, version } = options;
    this.#options = options;
    this.#discovery = discoveryTopics(options.discoveryPrefix);
    this.#broker = new Broker({
      clientId,
      address,
      clock,
      log,
      subscriptions: [this.#discovery.birth, ALL_COMMANDS, ALL_ACTIONS],
      onConnected: () => this.#connected(),
      onMessage: (message) => this.#received(message),
    });
    this.#states = new States(clock, ({ topic, payload, isRetained }) =>
      this.#broker.publish(topic, payload, { retain: isRetained }),
    );
    this.#inventory = new Inventory(version, this.#discovery.config, (topic, payload) =>
      this.#broker.publish(topic, payload, { retain: true, qos: 1 }),
    );
  }

  start(): void {
    const { clock, happenings } = this.#options;
    this.#deaf = happenings(({ entity, type, attributes }) => {
      const payload = JSON.stringify({ event_type: type, ...attributes });
      this.#broker.publish(stateTopic(HUB, entity), payload, { retain: false, qos: 1 });
      this.refreshSoon();
    });
    this.#ticker = clock.every(REFRESH_EVERY_MS, () => this.#refresh());
    this.#broker.start();
  }

  async stop(): Promise<void> {
    this.#deaf?.();
    this.#ticker?.cancel();
    for (const timer of this.#timers.values()) timer.cancel();
    await this.#broker.stop();
  }

  /** Something has changed that people look at. */
  refreshSoon(afterMs = GATHER_MS): void {
    this.#later('refresh', afterMs, () => this.#refresh());
  }

  #refresh(): void {
    if (!this.#broker.isConnected) return;
    const devices = this.#options.devices();
    this.#states.drop(this.#inventory.update(devices));
    const waitMs = this.#states.update(messagesOf(devices));
    if (waitMs !== undefined) this.refreshSoon(waitMs);
  }

  /** What the broker holds is asked for before it is overwritten: else nobody knows what an earlier run has left there. */
  #connected(): void {
    this.#broker.subscribe(this.#discovery.allConfigs);
    this.#sayEverything();
    this.#later('leftovers', FIND_LEFTOVERS_MS, () => this.#broker.unsubscribe(this.#discovery.allConfigs));
  }

  #sayEverything(): void {
    this.#states.forget();
    this.#inventory.forget();
    this.#inventory.update(this.#options.devices());
    this.#broker.publish(STATUS_TOPIC, ONLINE, { retain: true, qos: 1 });
    this.#refresh();
  }

  #received(message: ReceivedMessage): void {
    const { topic, payload, isRetained } = message;
    if (topic === this.#discovery.birth) return this.#born(message);
    const config = this.#discovery.parseConfig(topic);
    if (config !== undefined) return this.#inventory.found(config, payload);
    if (isRetained || payload.length > LONGEST_PAYLOAD) return; // an old command is not meant any more
    const command = parseCommandTopic(topic);
    if (command) void this.#obey(command, payload);
    const action = parseActionTopic(topic);
    if (action !== undefined) void this.#act(action, payload);
  }

  #born({ payload, isRetained }: ReceivedMessage): void {
    if (payload !== ONLINE || isRetained) return;
    const { random = Math.random, onBirth } = this.#options;
    this.#later('birth', BIRTH_DELAY_MS.least + random() * BIRTH_DELAY_MS.spread, () => {
      this.#sayEverything();
      onBirth();
    });
  }

  async #obey({ device, key }: { device: string; key: string }, payload: string): Promise<void> {
    const { devices, log } = this.#options;
    const entity = devices()
      .find(({ id }) => id === device)
      ?.entities.find((candidate) => candidate.key === key);
    if (!entity?.obey) return log.debug('A command for nobody', { device, key });
    try {
      await entity.obey(payload);
    } catch (error) {
      const { code, message } = toAppError(error);
      log.warning('A command from MQTT was not carried out', { device, key, code, message });
    }
    this.refreshSoon();
  }

  async #act(name: string, payload: string): Promise<void> {
    const { actions } = this.#options;
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    const result = action
      ? await callAction(action, payload)
      : { ok: false, code: 'request.not-found', detail: `There is no action ${name}.` };
    if (!result.ok) this.#options.log.warning('An action asked for over MQTT failed', { action: name, ...result });
    this.#broker.publish(resultTopic(name), JSON.stringify(result), { retain: false, qos: 1 });
    this.refreshSoon();
  }

  #later(name: 'refresh' | 'birth' | 'leftovers', afterMs: number, task: () => void): void {
    const { clock } = this.#options;
    if (name === 'refresh' && this.#timers.has(name)) return; // the one that is set comes sooner
    this.#timers.get(name)?.cancel();
    const timer = clock.after(afterMs, () => {
      this.#timers.delete(name);
      task();
    });
    this.#timers.set(name, timer);
  }
}
