import { expect, test } from 'vitest';
import { providerSettings } from '../../src/model/provider.ts';

const least = { id: 'home', kind: 'm3u', name: 'Home', source: 'http://tv.invalid/list.m3u' };

test('a provider needs an id, a kind, a name and a source; the rest has defaults', () => {
  expect(providerSettings.parse(least)).toEqual({
    ...least,
    enabled: true,
    backup_sources: [],
    options: null,
    guide_sources: [],
    take_guides: true,
    max_connections: null,
    smallest_list: null,
    cost: 0,
    linger_seconds: 0,
    limit_kilobytes_per_second: null,
    user_agent: '',
    stream_profile: null,
    headers: {},
    time_zone: 'UTC',
    sync_interval_hours: null,
    sync_cron: null,
  });
});

test.each([
  ['an id that is no slug', { id: 'My Home' }],
  ['no name', { name: '  ' }],
  ['no source', { source: '' }],
  ['no connection at all', { max_connections: 0 }],
  ['a header that breaks the line', { headers: { 'x-a': 'b\r\nhost: evil' } }],
  ['a header name with a blank', { headers: { 'x a': 'b' } }],
  ['a user agent that breaks the line', { user_agent: 'VLC\r\nhost: evil' }],
  ['a setting that does not exist', { colour: 'red' }],
])('%s is refused', (_, change) => {
  expect(providerSettings.safeParse({ ...least, ...change }).success).toBe(false);
});
