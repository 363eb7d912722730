// Which of a provider's settings its reading depends on: when others are changed, nothing has to be read again.

import { loginsIn, type ProviderSettings } from '../model/provider.ts';

/** Whether other settings make another reading: not its name, its limits, its further logins or its schedule. */
export function isReadDifferently(before: ProviderSettings, after: ProviderSettings): boolean {
  const { name, max_connections, linger_seconds, limit_kilobytes_per_second, sync_interval_hours, sync_cron } = before;
  const options = after.options?.kind === 'xtream' ? { ...after.options, logins: loginsIn(before) } : after.options;
  const alike = {
    ...after,
    name,
    max_connections,
    linger_seconds,
    limit_kilobytes_per_second,
    sync_interval_hours,
    sync_cron,
    options,
  };
  return JSON.stringify(alike) !== JSON.stringify(before);
}
