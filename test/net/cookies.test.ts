import { expect, test } from 'vitest';
import { CookieJar } from '../../src/net/cookies.ts';

const HERE = new URL('http://tv.example.com/live/one/index.m3u8');

function sent(headers: string[], to: string, own?: string): string | undefined {
  const jar = new CookieJar();
  jar.store(HERE, headers);
  return jar.header(new URL(to), own);
}

test('a cookie goes back to where it came from, behind those that a person has set', () => {
  expect(sent(['a=1; Path=/', 'b=x=y; HttpOnly'], 'http://tv.example.com/live/one/5.ts', 'mine=0')).toBe(
    'mine=0; a=1; b=x=y',
  );
  expect(sent([], 'http://tv.example.com/', '')).toBeUndefined();
});

test.each<[string, string]>([
  ['a=1; Path=/', 'http://other.example.com/'],
  ['a=1', 'http://tv.example.com/live/two/'],
  ['a=1; Path=/live/on', 'http://tv.example.com/live/one/5.ts'],
  ['a=1; Path=/; Secure', 'http://tv.example.com/'],
  ['a=1; Path=/; Domain=else.example.com', 'http://else.example.com/'],
  ['a=1; Path=/; Domain=com', 'http://tv.example.com/'],
  ['a=1; Path=/; Max-Age=0', 'http://tv.example.com/'],
  ['a=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'http://tv.example.com/'],
  ['=1', 'http://tv.example.com/live/one/5.ts'],
])('%s is not sent to %s', (header, to) => {
  expect(sent([header], to)).toBeUndefined();
});

test('a cookie of a domain goes to its hosts, and the newest of a name counts', () => {
  expect(
    sent(['a=1; Domain=.example.com; Path=/', 'a=2; Domain=example.com; Path=/'], 'https://cdn.example.com/x'),
  ).toBe('a=2');
});

test('a server that hands out cookies without end is not remembered without end', () => {
  const headers = Array.from({ length: 1_000 }, (_, index) => `c${index}=${'x'.repeat(5_000)}; Path=/`);
  expect(sent(headers, 'http://tv.example.com/live/one/5.ts')!.length).toBeLessThan(300_000);
});
