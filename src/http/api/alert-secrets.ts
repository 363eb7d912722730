// A target's secrets go in and never come out: shown as `***`, and what comes back so means "keep".

import { AppError } from '../../kernel/errors.ts';
import { redactText } from '../../kernel/redact.ts';
import type { AlertTarget, TargetOptions } from '../../model/alert-target.ts';

const HIDDEN = '***';

/** Fields of any kind of target that open a door. A webhook's address is one as well: many carry a key. */
const SECRETS = ['bot_token', 'app_token', 'user_key', 'password', 'signing_secret'] as const;

type Fields = Readonly<Record<string, unknown>>;

export function concealTarget(target: AlertTarget): AlertTarget {
  const options = Object.fromEntries(
    Object.entries(target.options).map(([name, value]) => [name, conceal(name, value)]),
  );
  return { ...target, options: options as TargetOptions };
}

/** @throws AppError `request.invalid` for a `***` that stands for nothing that is known */
export function restoreOptions(given: TargetOptions, stored?: TargetOptions): TargetOptions {
  const known: Fields = stored?.kind === given.kind ? stored : {};
  const options = Object.entries(given).map(([name, value]) => [name, restore(name, value, known[name])]);
  return Object.fromEntries(options) as TargetOptions;
}

function conceal(name: string, value: unknown): unknown {
  if (name === 'headers') return Object.fromEntries(Object.keys(value as object).map((key) => [key, HIDDEN]));
  if (name === 'url') return concealUrl(String(value));
  return (SECRETS as readonly string[]).includes(name) && value !== '' ? HIDDEN : value;
}

function restore(name: string, given: unknown, stored: unknown): unknown {
  if (name === 'headers') {
    const entries = Object.entries(given as Fields).map(([key, value]) => {
      return [key, restore('header', value, (stored as Fields | undefined)?.[key])];
    });
    return Object.fromEntries(entries);
  }
  if (typeof given !== 'string' || !given.includes(HIDDEN)) return given;
  if (typeof stored === 'string' && (given === HIDDEN || given === concealUrl(stored))) return stored;
  throw new AppError('request.invalid', `options.${name}: type it whole, *** stands for what is hidden.`);
}

/** Scheme and host are shown: a person has to tell one from another. */
function concealUrl(text: string): string {
  const url = URL.parse(text);
  return url ? `${url.protocol}//${url.host}/${HIDDEN}` : redactText(text);
}
