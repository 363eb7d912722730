// What Home Assistant has been told there is: configurations are sent when they change, and taken back when a device or
// an entity is no more, also those that an earlier run has left with the broker.

import { discoveryPayload, ORIGIN, removalPayload, topicsOf, type DiscoveryPayload } from './discovery.ts';
import type { Device } from './entities.ts';

type ConfigTopic = (device: string) => string;
type Publish = (topic: string, payload: string) => void;

export class Inventory {
  readonly #version: string;
  readonly #configTopic: ConfigTopic;
  readonly #publish: Publish;
  #told = new Map<string, DiscoveryPayload>();

  constructor(version: string, configTopic: ConfigTopic, publish: Publish) {
    this.#version = version;
    this.#configTopic = configTopic;
    this.#publish = publish;
  }

  /** @returns topics that are no more, emptied at the broker */
  update(devices: readonly Device[]): string[] {
    const now = new Map(devices.map((device) => [device.id, discoveryPayload(device, this.#version)]));
    const dropped: string[] = [];
    for (const [id, before] of this.#told) if (!now.has(id)) dropped.push(...this.#remove(id, before));
    for (const [id, payload] of now) dropped.push(...this.#tell(id, payload));
    this.#told = now;
    return dropped;
  }

  /** Everything is told again at the next update. */
  forget(): void {
    this.#told = new Map();
  }

  /** A configuration that the broker holds, of an earlier run or our own. */
  found(id: string, text: string): void {
    const payload = parse(text);
    if (payload?.o?.name !== ORIGIN) return;
    const current = this.#told.get(id);
    if (!current) return void this.#remove(id, payload);
    const gone = goneFrom(payload, current);
    if (Object.keys(gone).length > 0) this.#takeOut(id, { before: payload, now: current, gone });
  }

  #tell(id: string, payload: DiscoveryPayload): string[] {
    const before = this.#told.get(id);
    const text = JSON.stringify(payload);
    if (before && JSON.stringify(before) === text) return [];
    const gone = before ? goneFrom(before, payload) : {};
    if (before && Object.keys(gone).length > 0) return this.#takeOut(id, { before, now: payload, gone });
    this.#publish(this.#configTopic(id), text);
    return [];
  }

  #takeOut(id: string, { before, now, gone }: Change): string[] {
    this.#publish(this.#configTopic(id), JSON.stringify(removalPayload(now, gone)));
    this.#publish(this.#configTopic(id), JSON.stringify(now));
    const kept = new Set(topicsOf(now));
    return this.#empty(topicsOf(before).filter((topic) => !kept.has(topic)));
  }

  #remove(id: string, payload: Configuration): string[] {
    this.#publish(this.#configTopic(id), '');
    return this.#empty(topicsOf(payload));
  }

  #empty(topics: readonly string[]): string[] {
    const ours = topics.filter((topic) => topic.startsWith('masthead/'));
    for (const topic of ours) this.#publish(topic, '');
    return ours;
  }
}

interface Change {
  readonly before: Configuration;
  readonly now: DiscoveryPayload;
  /** Platform by key. */
  readonly gone: Readonly<Record<string, string>>;
}

interface Configuration {
  readonly o?: { readonly name?: unknown };
  readonly cmps?: Readonly<Record<string, unknown>>;
}

/** A component that is nothing but its platform was taken out already: the broker sends us our own messages, too. */
function goneFrom(before: Configuration, now: DiscoveryPayload): Record<string, string> {
  const gone = Object.entries(before.cmps ?? {}).flatMap(([key, component]) => {
    const { p: platform, ...more } = (component ?? {}) as { p?: unknown };
    const isThere = typeof platform === 'string' && Object.keys(more).length > 0;
    return isThere && !Object.hasOwn(now.cmps, key) ? [[key, platform] as const] : [];
  });
  return Object.fromEntries(gone);
}

function parse(text: string): Configuration | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
