import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { concealSecrets, restoreSecrets } from '../../src/http/api/secrets.ts';
import { redactText } from '../../src/kernel/redact.ts';

const stored = {
  source: 'http://x.example/get.php?username=anna&password=hunter2',
  backup_sources: [],
  options: null,
  guide_sources: ['http://x.example/a.xml?token=one', 'http://x.example/b.xml?token=two'],
  headers: { 'x-key': 'k1', cookie: 'c=1' },
};

test('what is shown holds no secret', () => {
  expect(JSON.stringify(concealSecrets(stored))).not.toMatch(/anna|hunter2|one|two|k1|c=1/);
});

test('what comes back as it was shown stays as it is stored', () => {
  expect(restoreSecrets(concealSecrets(stored), stored)).toEqual(stored);
});

test('any source survives the way out and back', () => {
  const part = fc.string({ unit: 'grapheme-ascii', maxLength: 12 }).map(encodeURIComponent);
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), part, part, (path, user, password) => {
      const source = `http://${user}:${password}@x.example/${path.join('/')}?username=${user}&password=${password}`;
      const mine = { source, backup_sources: [], options: null, guide_sources: [], headers: {} };
      expect(restoreSecrets(concealSecrets(mine), mine)).toEqual(mine);
    }),
  );
});

test('a new secret takes the place of the old, a missing header is gone', () => {
  const change = { source: 'http://y.example/list.m3u', headers: { 'x-key': '***', referer: 'http://y/' } };
  expect(restoreSecrets(change, stored)).toEqual({
    source: 'http://y.example/list.m3u',
    headers: { 'x-key': 'k1', referer: 'http://y/' },
  });
});

test('fields that a change does not name are not added to it', () => {
  expect(restoreSecrets({}, stored)).toEqual({});
});

test.each([
  { source: redactText(stored.source).replace('x.example', 'y.example') },
  { backup_sources: [], options: null, guide_sources: ['http://x.example/c.xml?token=***'] },
  { headers: { 'x-other': '***' } },
])('an edited secret with its hidden part is refused: %j', (change) => {
  expect(() => restoreSecrets(change, stored)).toThrow(/type it whole/);
});
