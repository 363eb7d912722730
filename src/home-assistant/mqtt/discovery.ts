// The discovery payload of a device: one message that names it and all its entities (device discovery, Home Assistant
// 2024.12). Root and `dev` take the keys of their schema and no others: one too many, and all of it is refused.

import type { Device, Entity } from './entities.ts';
import { attributesTopic, availableTopic, commandTopic, HUB, stateTopic, STATUS_TOPIC } from './topics.ts';

const ORIGIN_URL = 'https://github.com/masthead-tv/masthead';
export const ORIGIN = 'Masthead';

type Component = Readonly<Record<string, unknown>>;

export interface DiscoveryPayload {
  readonly dev: Readonly<Record<string, unknown>>;
  readonly o: Readonly<Record<string, string>>;
  readonly availability: readonly { readonly topic: string }[];
  readonly qos: 0 | 1;
  readonly cmps: Readonly<Record<string, Component>>;
}

/** @param version of Masthead */
export function discoveryPayload({ id, description, entities }: Device, version: string): DiscoveryPayload {
  return {
    dev: description,
    o: { name: ORIGIN, sw: version, url: ORIGIN_URL },
    // As a list, which a component's own takes the place of: with `availability_topic` the two would exclude each other.
    availability: [{ topic: STATUS_TOPIC }],
    qos: 1,
    cmps: Object.fromEntries(entities.map((entity) => [entity.key, component(id, entity)])),
  };
}

/** The same payload with `gone` entities taken out: leaving them out alone would keep them. */
export function removalPayload(payload: DiscoveryPayload, gone: Readonly<Record<string, string>>): DiscoveryPayload {
  const removed = Object.entries(gone).map(([key, platform]) => [key, { p: platform }]);
  return { ...payload, cmps: { ...payload.cmps, ...Object.fromEntries(removed) } };
}

function component(device: string, entity: Entity): Component {
  const { key, platform, config, state, attributes, isAvailable, obey } = entity;
  return {
    p: platform,
    unique_id: `${device}-${key}`,
    default_entity_id: `${platform}.${entityId(device, key)}`,
    ...config,
    ...(platform === 'image' && { url_topic: stateTopic(device, key) }),
    ...(platform !== 'image' && (state || platform === 'event') && { state_topic: stateTopic(device, key) }),
    ...(attributes && { json_attributes_topic: attributesTopic(device, key) }),
    ...(obey && { command_topic: commandTopic(device, key) }),
    ...(isAvailable && {
      availability: [{ topic: STATUS_TOPIC }, { topic: availableTopic(device, key) }],
      availability_mode: 'all',
    }),
  };
}

/** `masthead_active_streams`, `masthead_my_provider_status`: as Home Assistant writes ids. */
const entityId = (device: string, key: string): string =>
  `${device === HUB ? HUB : device.replaceAll('-', '_')}_${key}`;

/** Every topic of ours that a payload names, to be emptied with it. */
export function topicsOf(payload: { readonly cmps?: unknown }): string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== 'object' || value === null) return;
    for (const [name, part] of Object.entries(value)) {
      const isTopic = name === 'topic' || (name.endsWith('_topic') && name !== 'command_topic');
      if (isTopic && typeof part === 'string' && part !== STATUS_TOPIC) found.add(part);
      else visit(part);
    }
  };
  visit(payload.cmps);
  return [...found];
}
