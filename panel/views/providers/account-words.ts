// How an account at a provider stands, in words: what a person has to know before relying on it.

import type { Provider } from '../../api/routes.ts';
import type { Tone } from '../../elements/chip.ts';
import { dateName } from '../../locale/format.ts';
import { t, tn } from '../../locale/locale.ts';

type Account = NonNullable<Provider['account']>;

const DAY_MS = 24 * 60 * 60_000;
/** An account that ends within this is told of. */
const SOON_MS = 14 * DAY_MS;

export const accountTone = ({ status }: Account): Tone =>
  status === 'active' ? 'good' : status === 'trial' || status === 'unknown' ? 'warn' : 'bad';

export const endsSoon = ({ expires_at: at }: Account): boolean => at !== null && at - Date.now() < SOON_MS;

export const endOf = ({ expires_at: at }: Account): string =>
  at === null ? t('account.endless') : t('account.until', { day: dateName(at) });

/** @param own what a person has set in its place */
export function allowanceOf({ max_connections: allowed }: Account, own: number | null = null): string {
  const limit = own ?? allowed;
  return limit === null ? t('account.unlimited') : tn('account.connections', limit);
}
