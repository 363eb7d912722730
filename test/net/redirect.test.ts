import { describe, expect, test } from 'vitest';
import { basicAuthorization, nextHop, parseHttpUrl, type Hop } from '../../src/net/redirect.ts';

const CREDENTIALS = { authorization: 'Basic x', cookie: 'a=b' };
const hop = (url: string, headers: Record<string, string> = CREDENTIALS): Hop => ({ url: new URL(url), headers });
const next = (from: string, to: string, status = 302): Hop | undefined => nextHop(hop(from), status, to);

test.each([200, 300, 304, 404])('a %i leads nowhere', (status) => {
  expect(next('http://a.invalid/', '/b', status)).toBeUndefined();
});

test('a redirect that names no address leads nowhere', () => {
  expect(nextHop(hop('http://a.invalid/'), 302, undefined)).toBeUndefined();
});

test('a fragment is not sent', () => {
  expect(next('http://a.invalid/', '/b#c')?.url.href).toBe('http://a.invalid/b');
});

test('UTF-8 in an address, as servers send it unescaped, is understood', () => {
  const sent = Buffer.from('/télé', 'utf8').toString('latin1');
  expect(next('http://a.invalid/', sent)?.url.pathname).toBe('/t%C3%A9l%C3%A9');
});

test.each(['javascript:alert(1)', 'file:///etc/passwd', 'rtmp://a.invalid/', 'http://'])('%s is refused', (to) => {
  expect(() => next('http://a.invalid/', to)).toThrow(expect.objectContaining({ code: 'net.bad-address' }));
});

describe('credentials', () => {
  test.each([
    ['http://a.invalid/x', 'http://a.invalid/y'],
    ['http://a.invalid/x', 'https://a.invalid/y'],
  ])('stay from %s to %s', (from, to) => {
    expect(next(from, to)?.headers).toEqual(CREDENTIALS);
  });

  test.each([
    ['http://a.invalid/', 'http://b.invalid/'],
    ['http://a.invalid/', 'http://a.invalid:8080/'],
    ['https://a.invalid/', 'http://a.invalid/'],
    ['http://a.invalid:8080/', 'https://a.invalid/'],
  ])('go from %s to %s', (from, to) => {
    expect(next(from, to)?.headers).toEqual({});
  });
});

test('a header that is given wins over the address’s user name', () => {
  expect(basicAuthorization(hop('http://me:pw@a.invalid/'))).toEqual({});
  expect(basicAuthorization(hop('http://me@a.invalid/', {}))).toEqual({ authorization: `Basic ${btoa('me:')}` });
  expect(basicAuthorization(hop('http://a.invalid/', {}))).toEqual({});
});

test('an address with an escape that is none keeps its characters', () => {
  expect(basicAuthorization(hop('http://100%:pw@a.invalid/', {}))).toEqual({
    authorization: `Basic ${btoa('100%:pw')}`,
  });
});

test('only http and https addresses are parsed', () => {
  expect(parseHttpUrl('HTTP://A.invalid/x').href).toBe('http://a.invalid/x');
  expect(() => parseHttpUrl('/x')).toThrow(expect.objectContaining({ code: 'net.bad-address' }));
});
