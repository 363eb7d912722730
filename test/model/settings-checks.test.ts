import { expect, test } from 'vitest';
import { defaultSettings, settingsSchema, type Settings } from '../../src/model/settings.ts';
import { checkSettings, insistOnProfile } from '../../src/model/settings-checks.ts';

const own = { name: 'mine', label: '', program: 'ffmpeg', arguments: ['{url}'] };
const made = (change: (settings: Settings) => unknown): Settings =>
  settingsSchema.parse(change(structuredClone(defaultSettings)));

test.each<[string, (settings: Settings) => unknown, RegExp]>([
  ['a schedule', (s) => ({ ...s, sync: { ...s.sync, cron: 'at noon' } }), /^sync\.cron: .*five fields/],
  ['a day that is not', (s) => ({ ...s, sync: { ...s.sync, cron: '0 0 31 2 *' } }), /^sync\.cron: .*no such day/],
  ['a folder', (s) => ({ ...s, strm: { ...s.strm, folder: 'movies' } }), /^strm\.folder: an absolute path/],
  ...['0.0.0.0/0', '128.0.0.0/1', '::/0'].map((network): [string, (settings: Settings) => unknown, RegExp] => [
    `a proxy that is everybody (${network})`,
    (s) => ({ ...s, security: { ...s.security, trusted_proxies: ['10.0.0.2', network] } }),
    new RegExp(`^security\\.trusted_proxies: ${network} is half the world`),
  ]),
  [
    'a program',
    (s) => ({ ...s, commands: { ...s.commands, profiles: [{ ...own, program: '/bin/sh' }] } }),
    /^commands\.profiles: mine runs \/bin\/sh/,
  ],
  [
    'a program that was taken away',
    (s) => ({ ...s, commands: { ...s.commands, allowed_programs: ['vlc'], profiles: [own] } }),
    /^commands\.profiles: mine runs ffmpeg/,
  ],
  [
    'a profile',
    (s) => ({ ...s, streaming: { ...s.streaming, default_profile: 'mine' } }),
    /^streaming\.default_profile: there is no stream profile mine/,
  ],
  [
    "a client's profile",
    (s) => ({ ...s, streaming: { ...s.streaming, client_profiles: [{ user_agent: 'VLC', profile: 'mine' }] } }),
    /^streaming\.client_profiles: there is no stream profile mine/,
  ],
])('%s that cannot be is refused when it is set, and what stood there before is left alone', (_what, change, says) => {
  const wrong = made(change);
  expect(() => checkSettings(wrong, defaultSettings)).toThrow(says);
  expect(() => checkSettings(wrong, wrong)).not.toThrow();
  expect(() => checkSettings({ ...wrong, access: 'login' }, wrong)).not.toThrow();
});

test('what can be is taken', () => {
  const right = made((s) => ({
    ...s,
    sync: { ...s.sync, cron: '0 4 * * mon' },
    strm: { ...s.strm, folder: '/media/strm' },
    security: { ...s.security, trusted_proxies: ['10.0.0.0/8', 'fd00::/8', '192.0.2.1'] },
    commands: { ...s.commands, profiles: [own] },
    streaming: { ...s.streaming, default_profile: 'mine' },
  }));
  expect(() => checkSettings(right, defaultSettings)).not.toThrow();
  expect(() => insistOnProfile('mine', right.commands)).not.toThrow();
  expect(() => insistOnProfile(null, right.commands)).not.toThrow();
  expect(() => insistOnProfile('yours', right.commands)).toThrow('there is no stream profile yours');
});
