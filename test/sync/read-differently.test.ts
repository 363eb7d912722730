import { expect, test } from 'vitest';
import { providerSettings, type ProviderSettingsInput } from '../../src/model/provider.ts';
import { isReadDifferently } from '../../src/sync/read-differently.ts';

const login = { username: 'second', password: 'secret' };
const given = { id: 'p1', kind: 'xtream', name: 'One', source: 'xtream://u:p@h' } as const;

const isChangedBy = (more: Partial<ProviderSettingsInput>, before: Partial<ProviderSettingsInput> = {}): boolean =>
  isReadDifferently(
    providerSettings.parse({ ...given, ...before }),
    providerSettings.parse({ ...given, ...before, ...more }),
  );

test.each<Partial<ProviderSettingsInput>>([
  { name: 'Another' },
  { max_connections: 3 },
  { linger_seconds: 5 },
  { limit_kilobytes_per_second: 900 },
  { sync_interval_hours: 6 },
  { sync_cron: '0 4 * * *' },
])('%j says nothing about how it is read', (more) => {
  expect(isChangedBy(more)).toBe(false);
});

test.each<Partial<ProviderSettingsInput>>([
  { source: 'xtream://u:p@elsewhere' },
  { backup_sources: ['xtream://u:p@mirror'] },
  { guide_sources: ['http://guide.test/a.xml'] },
  { take_guides: false },
  { user_agent: 'Kodi' },
  { time_zone: 'Europe/Berlin' },
  { smallest_list: 10 },
])('%j has it read again', (more) => {
  expect(isChangedBy(more)).toBe(true);
});

test('a further login at the same panel does not have it read again', () => {
  const options = { kind: 'xtream' } as const;
  expect(isChangedBy({ options: { ...options, logins: [login] } }, { options })).toBe(false);
});

test('what is taken of the panel has it read again, whatever its further logins', () => {
  const options = { kind: 'xtream' } as const;
  expect(isChangedBy({ options: { ...options, logins: [login], movies: { take: false } } }, { options })).toBe(true);
});
