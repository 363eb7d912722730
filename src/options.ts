// What the process is told: environment and command line, checked once at the door.

import { resolve } from 'node:path';
import * as z from 'zod';
import { AppError } from './kernel/errors.ts';
import { LOG_LEVELS } from './kernel/log.ts';

const flag = z
  .enum(['on', 'off', 'true', 'false', '1', '0', 'yes', 'no'])
  .transform((text) => ['on', 'true', '1', 'yes'].includes(text));

const environment = z.object({
  MASTHEAD_DATA_DIR: z.string().min(1).default('./data'),
  MASTHEAD_PORT: z.coerce.number().int().min(0).max(65_535).default(5_004),
  /** Empty listens on every address, IPv4 and IPv6. */
  MASTHEAD_HOST: z.string().default(''),
  MASTHEAD_BASE_URL: z
    .union([z.literal(''), z.url({ protocol: /^https?$/ })])
    .default('')
    .transform((url) => url.replace(/\/+$/, '')),
  MASTHEAD_ADMIN_PASSWORD: z.string().max(1_024).default(''),
  MASTHEAD_DISCOVERY: flag.default(true),
  MASTHEAD_LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
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
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''));
  const checked = environment.safeParse(set);
  if (!checked.success) {
    const reasons = checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new AppError('settings.invalid', reasons.join('; '));
  }
  const unknown = argv.find((argument) => argument.startsWith('-') && argument !== '--demo');
  if (unknown !== undefined) throw new AppError('settings.invalid', `unknown option ${unknown}\n${USAGE}`);
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
    demo: argv.includes('--demo'),
  };
}
