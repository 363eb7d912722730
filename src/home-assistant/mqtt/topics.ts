// The topics: `masthead/<device>/<key>` and what hangs below. They are a contract with people's automations.

const BASE = 'masthead';
/** Whether Masthead is there: `online`, `offline`; the broker says the latter when the connection breaks. */
export const STATUS_TOPIC = `${BASE}/status`;
export const ONLINE = 'online';
export const OFFLINE = 'offline';

const DISCOVERY_PREFIX = 'homeassistant';
/** Home Assistant says here that it has come up, and wants to hear everything again. */
export const BIRTH_TOPIC = `${DISCOVERY_PREFIX}/status`;

/** The hub's device id; a provider's is `masthead_<provider>`. */
export const HUB = 'masthead';
export const providerDevice = (providerId: string): string => `${BASE}_${providerId}`;

export const configTopic = (device: string): string => `${DISCOVERY_PREFIX}/device/${device}/config`;
export const stateTopic = (device: string, key: string): string => `${BASE}/${device}/${key}`;
export const attributesTopic = (device: string, key: string): string => `${stateTopic(device, key)}/attributes`;
export const availableTopic = (device: string, key: string): string => `${stateTopic(device, key)}/available`;
export const commandTopic = (device: string, key: string): string => `${stateTopic(device, key)}/set`;
const actionTopic = (name: string): string => `${BASE}/action/${name}`;
export const resultTopic = (name: string): string => `${actionTopic(name)}/result`;

export const ALL_COMMANDS = commandTopic('+', '+');
export const ALL_ACTIONS = actionTopic('+');
export const ALL_CONFIGS = configTopic('+');

const COMMAND = new RegExp(`^${BASE}/([\\w-]+)/(\\w+)/set$`);
const ACTION = new RegExp(`^${BASE}/action/(\\w+)$`);
const CONFIG = new RegExp(`^${DISCOVERY_PREFIX}/device/(${BASE}(?:_[\\w-]+)?)/config$`);

export function parseCommandTopic(topic: string): { device: string; key: string } | undefined {
  const [, device, key] = COMMAND.exec(topic) ?? [];
  return device !== undefined && key !== undefined ? { device, key } : undefined;
}

export const parseActionTopic = (topic: string): string | undefined => ACTION.exec(topic)?.[1];
/** The device of a configuration that may be ours. */
export const parseConfigTopic = (topic: string): string | undefined => CONFIG.exec(topic)?.[1];
