// The topics: `masthead/<device>/<key>` and what hangs below. They are a contract with people's automations.

const BASE = 'masthead';
/** Whether Masthead is there: `online`, `offline`; the broker says the latter when the connection breaks. */
export const STATUS_TOPIC = `${BASE}/status`;
export const ONLINE = 'online';
export const OFFLINE = 'offline';

/** The hub's device id; a provider's is `masthead_<provider>`. */
export const HUB = 'masthead';
export const providerDevice = (providerId: string): string => `${BASE}_${providerId}`;

export const stateTopic = (device: string, key: string): string => `${BASE}/${device}/${key}`;
export const attributesTopic = (device: string, key: string): string => `${stateTopic(device, key)}/attributes`;
export const availableTopic = (device: string, key: string): string => `${stateTopic(device, key)}/available`;
export const commandTopic = (device: string, key: string): string => `${stateTopic(device, key)}/set`;
const actionTopic = (name: string): string => `${BASE}/action/${name}`;
export const resultTopic = (name: string): string => `${actionTopic(name)}/result`;

export const ALL_COMMANDS = commandTopic('+', '+');
export const ALL_ACTIONS = actionTopic('+');

const COMMAND = new RegExp(`^${BASE}/([\\w-]+)/(\\w+)/set$`);
const ACTION = new RegExp(`^${BASE}/action/(\\w+)$`);
const CONFIG = new RegExp(`^/device/(${BASE}(?:_[\\w-]+)?)/config$`);

/** Home Assistant's side. */
export interface DiscoveryTopics {
  /** It says here that it has come up, and wants to hear everything again. */
  readonly birth: string;
  readonly config: (device: string) => string;
  readonly allConfigs: string;
  /** The device of a configuration that may be ours. */
  readonly parseConfig: (topic: string) => string | undefined;
}

/** @param prefix `homeassistant`, unless a person has chosen another one there */
export function discoveryTopics(prefix: string): DiscoveryTopics {
  const config = (device: string): string => `${prefix}/device/${device}/config`;
  return {
    birth: `${prefix}/status`,
    config,
    allConfigs: config('+'),
    parseConfig: (topic) => (topic.startsWith(prefix) ? CONFIG.exec(topic.slice(prefix.length))?.[1] : undefined),
  };
}

export function parseCommandTopic(topic: string): { device: string; key: string } | undefined {
  const [, device, key] = COMMAND.exec(topic) ?? [];
  return device !== undefined && key !== undefined ? { device, key } : undefined;
}

export const parseActionTopic = (topic: string): string | undefined => ACTION.exec(topic)?.[1];
