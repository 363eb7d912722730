// A provider's secrets go in and never come out: what is shown is redacted, and what comes back redacted means "keep".

import { AppError } from '../../kernel/errors.ts';
import { redactText } from '../../kernel/redact.ts';
import type { ProviderSettings } from '../../model/provider.ts';

type Secrets = Pick<ProviderSettings, 'backup_sources' | 'guide_sources' | 'headers' | 'options' | 'source'>;

/** In place of every header's value: any header may carry a key. */
export const HIDDEN = '***';

/** As a client may see them. */
export function concealSecrets<Settings extends Secrets>(settings: Settings): Settings {
  return {
    ...settings,
    source: redactText(settings.source),
    guide_sources: settings.guide_sources.map((source) => redactText(source)),
    backup_sources: settings.backup_sources.map((source) => redactText(source)),
    options: settings.options && concealOptions(settings.options),
    headers: Object.fromEntries(Object.keys(settings.headers).map((name) => [name, HIDDEN])),
  };
}

/**
 * A change with the stored secrets put back where it holds their redacted form.
 * @throws AppError `request.invalid` for a redacted secret that was edited: what was hidden cannot be guessed
 */
export function restoreSecrets<Change extends Partial<Secrets>>(change: Change, stored: Secrets): Change {
  const { source, backup_sources, guide_sources, headers, options } = change;
  return {
    ...change,
    ...(source !== undefined && { source: restore(source, [stored.source], 'source') }),
    ...(guide_sources && {
      guide_sources: guide_sources.map((guide) => restore(guide, stored.guide_sources, 'guide_sources')),
    }),
    ...(backup_sources && {
      backup_sources: backup_sources.map((backup) => restore(backup, stored.backup_sources, 'backup_sources')),
    }),
    ...(options && { options: restoreOptions(options, stored.options) }),
    ...(headers && { headers: restoreHeaders(headers, stored.headers) }),
  };
}

function restore(given: string, stored: readonly string[], field: string): string {
  const kept = stored.find((secret) => redactText(secret) === given);
  if (kept !== undefined) return kept;
  if (given.includes(HIDDEN)) throw stillHidden(field);
  return given;
}

type Options = NonNullable<Secrets['options']>;

function concealOptions(options: Options): Options {
  if (options.kind === 'iptv-org') return { ...options, base_url: redactText(options.base_url) };
  return { ...options, logins: options.logins.map((login) => ({ ...login, password: HIDDEN })) };
}

function restoreOptions(options: Options, stored: Options | null): Options {
  if (options.kind === 'xtream') return { ...options, logins: restoreLogins(options, stored) };
  const bases = stored?.kind === options.kind ? [stored.base_url] : [];
  return { ...options, base_url: restore(options.base_url, bases, 'options.base_url') };
}

type Logins = Extract<Options, { kind: 'xtream' }>['logins'];

function restoreLogins({ logins }: { readonly logins: Logins }, stored: Options | null): Logins {
  const known = stored?.kind === 'xtream' ? stored.logins : [];
  return logins.map((given) => {
    if (given.password !== HIDDEN) return given;
    const kept = known.find((login) => login.username === given.username);
    if (kept === undefined) throw stillHidden(`options.logins.${given.username}`);
    return { ...given, password: kept.password };
  });
}

function restoreHeaders(given: Secrets['headers'], stored: Secrets['headers']): Secrets['headers'] {
  const restored = Object.entries(given).map(([name, value]) => {
    if (value !== HIDDEN) return [name, value];
    const kept = stored[name];
    if (kept === undefined) throw stillHidden(`headers.${name}`);
    return [name, kept];
  });
  return Object.fromEntries(restored) as Secrets['headers'];
}

const stillHidden = (field: string): AppError =>
  new AppError('request.invalid', `${field}: type it whole, *** stands for what is hidden.`);
