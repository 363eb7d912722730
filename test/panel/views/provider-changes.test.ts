import { expect, test } from 'vitest';
import { changesOf } from '../../../panel/views/providers/provider-changes.ts';

function form(fields: Readonly<Record<string, string>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries({ name: 'Mine', source: 'http://a.invalid/x.m3u', ...fields }))
    data.set(name, value);
  return data;
}

test('empty fields are what they are by default, lines are lists', () => {
  expect(changesOf(form({ backup_sources: ' http://b.invalid \n\n http://c.invalid' }), 'm3u')).toEqual({
    name: 'Mine',
    source: 'http://a.invalid/x.m3u',
    max_connections: null,
    sync_interval_hours: null,
    sync_cron: null,
    limit_kilobytes_per_second: null,
    linger_seconds: 0,
    take_guides: false,
    guide_sources: [],
    backup_sources: ['http://b.invalid', 'http://c.invalid'],
    user_agent: '',
    time_zone: 'UTC',
    headers: {},
    stream_profile: null,
  });
});

test('an Xtream panel’s own are read for an Xtream panel alone', () => {
  const fields = form({
    take_live: 'on',
    include_live: 'DE | News\n7',
    logins: 'anna secret\nberta geheim 2',
    output: 'm3u8',
  });
  expect(changesOf(fields, 'm3u')).not.toHaveProperty('options');
  expect(changesOf(fields, 'xtream').options).toEqual({
    kind: 'xtream',
    output: 'm3u8',
    live: { take: true, include: ['DE | News', '7'], exclude: [] },
    movies: { take: false, include: [], exclude: [] },
    series: { take: false, include: [], exclude: [] },
    logins: [
      { username: 'anna', password: 'secret', max_connections: null },
      { username: 'berta', password: 'geheim', max_connections: 2 },
    ],
    catchup_correction_hours: 0,
  });
});

test('a public list’s own: without an address of lists the usual one', () => {
  const own = { kind: 'iptv-org', take_geo_blocked: false, take_part_time: true };
  expect(changesOf(form({ take_part_time: 'on' }), 'iptv-org').options).toEqual(own);
  const copy = form({ take_part_time: 'on', base_url: 'http://copy.invalid' });
  expect(changesOf(copy, 'iptv-org').options).toEqual({ ...own, base_url: 'http://copy.invalid' });
});

test.each([
  ['a header without a colon', { headers: 'X-Key' }],
  ['a login without a password', { logins: 'anna' }],
  ['a login with a limit that is no number', { logins: 'anna secret many' }],
])('%s is told before anything is sent', (_what, fields) => {
  expect(() => changesOf(form(fields), 'xtream')).toThrow(/X-Key|anna/);
});
