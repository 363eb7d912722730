// What settings must keep besides their shapes: what one says of another, and texts that only their reader can judge. Asked when
// a person sets them, not when they are read: what an older version let through must not keep Masthead from starting.

import { parseCron } from '../kernel/cron.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import { findCommand } from './command-settings.ts';
import type { ProviderSettings } from './provider.ts';
import type { Settings } from './settings.ts';
import { isCommand } from './stream-profile.ts';

/** @returns what is wrong, each thing once */
type Check = (settings: Settings) => readonly string[];

const CHECKS: readonly Check[] = [
  ({ sync: { cron } }) => (cron === null ? [] : problemOf('sync.cron', () => parseCron(cron))),
  ({ strm: { folder } }) =>
    folder === '' || folder.startsWith('/') ? [] : ['strm.folder: an absolute path, or nothing'],
  // Whoever is in one is believed to be wherever it says: from outside it would be at home.
  ({ security: { trusted_proxies: proxies } }) =>
    proxies
      .filter(isEverybody)
      .map((network) => `security.trusted_proxies: ${network} is half the world, and no proxy of yours`),
  ({ commands: { profiles, allowed_programs: allowed } }) =>
    profiles
      .filter(({ program }) => !allowed.includes(program))
      .map(
        ({ name, program }) =>
          `commands.profiles: ${name} runs ${program}, which commands.allowed_programs does not have`,
      ),
  ({ commands, streaming }) =>
    [
      ['streaming.default_profile', streaming.default_profile],
      ...streaming.client_profiles.map(({ profile }) => ['streaming.client_profiles', profile]),
    ].flatMap(([path, name = '']) =>
      isProfile(name, commands) ? [] : [`${path}: there is no stream profile ${name}`],
    ),
];

/** Of IPv4 and IPv6, the widest that a home has: `10.0.0.0/8`, `fd00::/8`. */
const WIDEST_PREFIX = 8;
const isEverybody = (network: string): boolean => Number(network.split('/')[1] ?? Infinity) < WIDEST_PREFIX;

/** A way that is always there, a preset, or one of a person's own. */
export const isProfile = (name: string, commands: Settings['commands']): boolean =>
  !isCommand(name) || findCommand(name, commands) !== undefined;

/** @throws AppError `settings.invalid` for a profile that there is not */
export function insistOnProfile(name: string | null | undefined, commands: Settings['commands']): void {
  if (name == null || isProfile(name, commands)) return;
  throw new AppError('settings.invalid', `stream_profile: there is no stream profile ${name}`);
}

/** @throws AppError `settings.invalid` for what a change has made wrong; what was wrong before it is nobody's fault now */
export function checkSettings(after: Settings, before: Settings): void {
  const known = new Set(problemsIn(before));
  const problems = problemsIn(after).filter((problem) => !known.has(problem));
  if (problems.length > 0) throw new AppError('settings.invalid', problems.join('; '));
}

const problemsIn = (settings: Settings): string[] => CHECKS.flatMap((check) => check(settings));

function problemOf(path: string, read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    return [`${path}: ${toAppError(error).message}`];
  }
}

/** @throws AppError `settings.invalid` for a schedule that names no time, or a time zone that there is not */
export function insistOnTimes({ sync_cron: cron, time_zone: zone }: Partial<ProviderTimes>): void {
  if (cron) parseCron(cron);
  try {
    if (zone !== undefined) Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw new AppError('settings.invalid', `time_zone: there is no time zone ${zone}`);
  }
}

type ProviderTimes = Pick<ProviderSettings, 'sync_cron' | 'time_zone'>;
