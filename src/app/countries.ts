// Countries of addresses, by the file that the settings name.

import { Countries } from '../net/countries.ts';
import type { SettingsStore } from '../storage/settings-store.ts';
import type { AppContext, Stop } from './context.ts';

type Parts = Pick<AppContext, 'clock' | 'log'> & { readonly settings: SettingsStore };

export async function openCountries({ clock, log, settings }: Parts, stops: Stop[]): Promise<Countries> {
  const file = (): string => settings.current.security.country_database;
  const countries = new Countries({ file, clock, log: log.for('http') });
  stops.push(() => countries.stop());
  settings.onChanged((_settings, changed) => {
    if (changed.includes('security.country_database')) void countries.look();
  });
  await countries.look();
  return countries;
}
