import { expect, onTestFinished, test, vi } from 'vitest';
import { pickable } from '../../../panel/elements/pick-list.ts';
import {
  changesOf,
  CONTENTS,
  dayEnd,
  dayOf,
  makePassword,
  personOf,
  type Person,
  ROLES,
  STATUSES,
  xtreamList,
} from '../../../panel/views/people/person-changes.ts';
import { newPerson } from '../../../src/http/api/person-schema.ts';
import * as model from '../../../src/model/person.ts';
import { XTREAM_PASSWORD } from '../../../src/model/xtream-settings.ts';

const everything = { groups: null, titleGroups: null, countries: { allowed: null, blocked: [] }, expiresAt: null };

function form(fields: Readonly<Record<string, string | readonly string[]>>): FormData {
  const data = new FormData();
  for (const [name, values] of Object.entries({ name: ' Ada ', role: 'viewer', ...fields }))
    for (const value of [values].flat()) data.append(name, value);
  return data;
}

test('roles, statuses and contents are those that the server knows', () => {
  expect([ROLES, STATUSES, CONTENTS]).toEqual([model.ROLES, model.PERSON_STATUSES, model.CONTENTS]);
});

test('a viewer with two groups and a limit is what the server takes', () => {
  const body = personOf(
    form({ contents: ['live'], max_streams: '2', xtream_username: 'ada', expires_at: '2026-12-31' }),
    { ...everything, groups: ['Kids', 'News'] },
  );
  expect(newPerson.safeParse(body).error).toBeUndefined();
  expect(body).toMatchObject({ name: 'Ada', groups: ['Kids', 'News'], title_groups: null, contents: ['live'] });
  expect(body).toMatchObject({ max_streams: 2, kilobytes_per_second: null, priority: null });
  expect(new Date(body.expires_at!).getDate()).toBe(31);
});

test('an empty password is not sent: it would be a new one', () => {
  expect(personOf(form({ password: '' }), everything)).not.toHaveProperty('password');
  expect(personOf(form({ password: 'open sesame' }), everything).password).toBe('open sesame');
});

test('of somebody who is there only what was changed is sent: what another has decided since stays', () => {
  const body = personOf(form({ contents: ['series', 'live'], max_streams: '2', keeps_history: 'on' }), everything);
  const person: Person = {
    ...(body as Omit<Person, 'created_at' | 'id'>),
    id: 'u1',
    created_at: 0,
    standing: 'active',
    has_password: true,
    has_xtream_password: false,
    home_assistant_user_id: null,
    contents: ['live', 'series'],
  };
  expect(changesOf(person, body)).toEqual({});
  expect(changesOf(person, { ...body, max_streams: 3 })).toEqual({ max_streams: 3 });
  expect(changesOf({ ...person, groups: ['News'] }, { ...body, password: 'open sesame' })).toEqual({
    groups: null,
    password: 'open sesame',
  });
});

test('networks are read however they are set apart; countries and the history go along', () => {
  const countries = { allowed: ['DE'], blocked: ['US'] };
  const body = personOf(form({ networks: ' 10.0.0.0/8\nfd00::/8, 203.0.113.9 ', keeps_history: 'on' }), {
    ...everything,
    countries,
  });
  expect(newPerson.safeParse(body).error).toBeUndefined();
  expect(body).toMatchObject({ networks: ['10.0.0.0/8', 'fd00::/8', '203.0.113.9'], keeps_history: true });
  expect(body).toMatchObject({ allowed_countries: ['DE'], blocked_countries: ['US'] });
  expect(personOf(form({ networks: ' ' }), everything)).toMatchObject({ networks: null, keeps_history: false });
});

test('the hour of an end stays when its day is not touched', () => {
  const expiresAt = new Date(2026, 11, 31, 14, 5).getTime();
  expect(personOf(form({ expires_at: '2026-12-31' }), { ...everything, expiresAt }).expires_at).toBe(expiresAt);
  expect(personOf(form({ expires_at: '2027-01-01' }), { ...everything, expiresAt }).expires_at).toBe(
    dayEnd('2027-01-01'),
  );
  expect(personOf(form({ expires_at: '' }), { ...everything, expiresAt }).expires_at).toBeNull();
});

test('a day is its last moment, and comes back as the same day, also one of 23 or 25 hours', () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  for (const zone of ['UTC', 'Europe/Berlin', 'America/St_Johns']) {
    vi.stubEnv('TZ', zone);
    for (const day of ['2026-03-08', '2026-03-29', '2026-10-25', '2026-11-01']) {
      expect(dayOf(dayEnd(day))).toBe(day);
      expect(dayOf(dayEnd(day)! + 1)).not.toBe(day);
    }
  }
  expect([dayEnd(''), dayEnd('nonsense'), dayOf(null)]).toEqual([null, null, '']);
});

test('a password for a player is one that the server takes, and another each time', () => {
  const made = Array.from({ length: 20 }, makePassword);
  expect(made.every((one) => XTREAM_PASSWORD.safeParse(one).success && one.length === 12)).toBe(true);
  expect(new Set(made).size).toBe(20);
});

test('the list of a player carries name and password as they have to be written', () => {
  expect(xtreamList('http://tv:5004', 'a@b', 'x.y')).toBe(
    'http://tv:5004/get.php?username=a%40b&password=x.y&type=m3u_plus&output=ts',
  );
});

test('what was chosen and is there no longer can still be unticked', () => {
  expect(pickable({ items: ['News', 'Sport'], chosen: ['Gone', 'News'] }, '')).toEqual(['News', 'Sport', 'Gone']);
  expect(pickable({ items: ['News', 'Sport'], chosen: null }, 'SP')).toEqual(['Sport']);
});

test('the user of Home Assistant is sent where there was one to choose, and left alone where there was not', () => {
  expect(personOf(form({ home_assistant_user_id: 'ben' }), everything).home_assistant_user_id).toBe('ben');
  expect(personOf(form({ home_assistant_user_id: '' }), everything).home_assistant_user_id).toBeNull();
  expect(personOf(form({}), everything)).not.toHaveProperty('home_assistant_user_id');
});
