import { expect, test } from 'vitest';
import { may, mayWatch, permissionFor } from '../../src/http/permissions.ts';
import type { Scope } from '../../src/model/person.ts';
import type { Visitor } from '../../src/model/visit.ts';

const rights = {
  id: 'u1',
  name: 'Ada',
  groups: null,
  contents: [],
  titleGroups: null,
  maxStreams: null,
  bytesPerSecond: null,
  priority: null,
  pass: null,
};
const adminWith = (...scopes: Scope[]): Visitor => ({
  name: 'Ada',
  role: 'admin',
  account: { id: 'u1', sessionId: null, scopes, rights },
});

test('a route that is new needs an admin to change, and at least a member to look', () => {
  expect(permissionFor('POST', '/api/brand-new')).toBe('manage');
  expect(permissionFor('GET', '/api/brand-new')).toBe('look');
  expect(permissionFor('HEAD', '/api/log/download')).toBe('inspect');
  expect(permissionFor('GET', '/api/people')).toBe('govern');
  expect(permissionFor('GET', '/api/media')).toBe('look');
  expect(['GET', 'POST', 'DELETE'].map((method) => permissionFor(method, '/api/jobs/j1'))).toEqual([
    'look',
    'manage',
    'manage',
  ]);
});

test('a token has its scope of what its owner may, and never what is its owner’s alone', () => {
  expect(may(adminWith('read'), 'look')).toBe(true);
  expect((['inspect', 'manage', 'mine'] as const).filter((one) => may(adminWith('read'), one))).toEqual([]);
  expect(may(adminWith('stream'), 'me')).toBe(false);
  expect(may(adminWith('admin'), 'manage')).toBe(true);
  expect(may(adminWith('read', 'stream', 'admin'), 'own')).toBe(false);
  expect(may(adminWith('read', 'stream', 'admin'), permissionFor('PATCH', '/api/people/u1'))).toBe(false);
  expect(may(adminWith('read', 'stream', 'admin'), permissionFor('POST', '/api/tokens'))).toBe(false);
  expect(may(adminWith('read', 'stream', 'admin'), permissionFor('POST', '/api/backup'))).toBe(false);
  expect(may({ ...adminWith('admin'), role: 'viewer' }, 'look')).toBe(false);
  expect([adminWith('read'), adminWith('stream'), adminWith('admin')].map(mayWatch)).toEqual([false, true, true]);
});

test('somebody whom Home Assistant lets in has the role that it says', () => {
  expect(may({ name: 'Ben', role: 'member' }, 'inspect')).toBe(false);
  expect(may({ name: 'Ann', role: 'admin' }, 'inspect')).toBe(true);
});
