// What the process is told: environment and command line, checked once at the door.

import { accessSync, constants } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { AppError } from './kernel/errors.ts';
import { LOG_LEVELS } from './kernel/log.ts';
import { discoveryPrefix } from './model/mqtt-settings.ts';
import { optionOf, readAddonOptions, type AddonOptions, type HeldSettings } from './options/addon.ts';

const flag = z
  .enum(['on', 'off', 'true', 'false', '1', '0', 'yes', 'no'])
  .transform((text) => ['on', 'true', '1', 'yes'].includes(text));

const httpUrl = z.url({ protocol: /^https?$/ });

const environment = z.object({
  MASTHEAD_DATA_DIR: z.string().min(1).default('./data'),
  MASTHEAD_PORT: z.coerce.number().int().min(0).max(65_535).default(5_004),
  /** Empty listens on every address, IPv4 and IPv6. */
  MASTHEAD_HOST: z.string().default(''),
  MASTHEAD_BASE_URL: z
    .union([z.literal(''), httpUrl])
    .default('')
    .transform((url) => url.replace(/\/+$/, '')),
  MASTHEAD_ADMIN_PASSWORD: z.string().max(1_024).default(''),
  MASTHEAD_DISCOVERY: flag.default(true),
  MASTHEAD_LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  /** `off` also where the Supervisor would name a broker. */
  MASTHEAD_MQTT_URL: z.union([z.enum(['', 'off']), z.url({ protocol: /^(?:mqtts?|wss?)$/ })]).default(''),
  MASTHEAD_MQTT_USERNAME: z.string().default(''),
  MASTHEAD_MQTT_PASSWORD: z.string().default(''),
  MASTHEAD_MQTT_DISCOVERY_PREFIX: discoveryPrefix.nullable().default(null),
  MASTHEAD_HOME_ASSISTANT_URL: z
    .union([z.literal(''), httpUrl])
    .default('')
    .transform((url) => url.replace(/\/+$/, '')),
  MASTHEAD_HOME_ASSISTANT_TOKEN: z.string().default(''),
  MASTHEAD_CONTROL_SOCKET: z.string().default(''),
  /** Given by the Supervisor, new at every start. */
  SUPERVISOR_TOKEN: z.string().default(''),
  MASTHEAD_SUPERVISOR_URL: httpUrl.default('http://supervisor'),
  MASTHEAD_INGRESS_PEER: z.string().default('172.30.32.2'),
});

export interface Options {
  /** Absolute. */
  readonly dataDir: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Without a trailing slash; empty when it is to be taken from each request. */
  readonly baseUrl: string;
  readonly adminPassword: string;
  readonly discovery: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** URLs and absolute paths to add as providers. */
  readonly sources: readonly string[];
  /** What the add-on's options hold fast. */
  readonly settings: HeldSettings;
  /** A broker of one's own; null takes the one that the Supervisor names, if there is one. `off` is none at all. */
  readonly mqtt: { readonly url: string; readonly username: string; readonly password: string } | 'off' | null;
  /** Goes before the setting; null leaves it to that. */
  readonly discoveryPrefix: string | null;
  /** Where Masthead is an add-on. */
  readonly supervisor: { readonly url: string; readonly token: string; readonly ingressPeer: string } | null;
  /** Home Assistant without its Supervisor, with a long-lived token. */
  readonly homeAssistant: { readonly url: string; readonly token: string } | null;
  /** Path of the socket for whoever runs Masthead; empty for none. */
  readonly controlSocket: string;
  /** Start the embedded demo provider and take it as a source. */
  readonly demo: boolean;
}

export const USAGE = `Usage: npm start -- [SOURCE …]
       npm run demo

SOURCE is the URL of an M3U playlist or a path of a local one, whose guide is taken along, or a panel's login:
xtream://USER:PASSWORD@HOST[:PORT], xtreams:// for TLS.
Settings come from MASTHEAD_* variables; see the README.`;

const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * An empty variable counts as not set, as in a compose file.
 * @throws AppError `settings.invalid` that names the variable or argument
 */
export function readOptions(variables: Readonly<Record<string, string | undefined>>, argv: readonly string[]): Options {
  const addon = addonOptions(variables);
  const given = Object.entries({ ...variables, ...addon.variables });
  const set = Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== ''));
  const checked = environment.safeParse(set);
  if (!checked.success) {
    const reasons = checked.error.issues.map(({ path, message }) => {
      const variable = path.join('.');
      const option = Object.hasOwn(addon.variables, variable) ? optionOf(variable) : undefined;
      return `${option === undefined ? variable : `option ${option}`}: ${message}`;
    });
    throw new AppError('settings.invalid', reasons.join('; '));
  }
  const unknown = argv.find((argument) => argument.startsWith('-') && argument !== '--demo');
  if (unknown !== undefined) throw new AppError('settings.invalid', `There is no option ${unknown}; see --help`);
  const { data } = checked;
  return {
    dataDir: resolve(data.MASTHEAD_DATA_DIR),
    port: data.MASTHEAD_PORT,
    host: data.MASTHEAD_HOST,
    baseUrl: data.MASTHEAD_BASE_URL,
    adminPassword: data.MASTHEAD_ADMIN_PASSWORD,
    discovery: data.MASTHEAD_DISCOVERY,
    logLevel: data.MASTHEAD_LOG_LEVEL,
    sources: argv
      .filter((argument) => argument !== '--demo')
      .map((argument) => (HAS_SCHEME.test(argument) ? argument : resolve(argument))),
    settings: addon.settings,
    mqtt: brokerOf(data),
    discoveryPrefix: data.MASTHEAD_MQTT_DISCOVERY_PREFIX,
    supervisor:
      data.SUPERVISOR_TOKEN === ''
        ? null
        : { url: data.MASTHEAD_SUPERVISOR_URL, token: data.SUPERVISOR_TOKEN, ingressPeer: data.MASTHEAD_INGRESS_PEER },
    homeAssistant:
      data.MASTHEAD_HOME_ASSISTANT_URL === ''
        ? null
        : { url: data.MASTHEAD_HOME_ASSISTANT_URL, token: data.MASTHEAD_HOME_ASSISTANT_TOKEN },
    controlSocket: data.MASTHEAD_CONTROL_SOCKET,
    demo: argv.includes('--demo'),
  };
}

function brokerOf(data: z.output<typeof environment>): Options['mqtt'] {
  const { MASTHEAD_MQTT_URL: url, MASTHEAD_MQTT_USERNAME: username, MASTHEAD_MQTT_PASSWORD: password } = data;
  if (url === 'off') return 'off';
  return url === '' ? null : { url, username, password };
}

/** Where the Supervisor has put them, unless the start script says where it has put a copy: the original is root's alone. */
function addonOptions(variables: Readonly<Record<string, string | undefined>>): AddonOptions {
  const { MASTHEAD_OPTIONS_FILE: named, MASTHEAD_DATA_DIR: data, SUPERVISOR_TOKEN: token } = variables;
  if (named) return readAddonOptions(named);
  const given = join(data || '.', 'options.json');
  return token && isReadable(given) ? readAddonOptions(given) : { variables: {}, settings: {} };
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
