import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { plainAddress } from '../../src/net/network.ts';
import { baseUrlOf, httpUrl } from '../../src/outputs/base-url.ts';
import type { LanEnv } from '../../src/outputs/output.ts';

const SOCKET = { incoming: { socket: { localAddress: '::ffff:192.168.1.5', localPort: 5004 } } };

async function baseUrlFor(host: string | undefined, configured = ''): Promise<string> {
  const lan = new Hono<LanEnv>();
  lan.get('/', (c) => c.text(baseUrlOf(c, configured)));
  const headers = host === undefined ? {} : { headers: { host } };
  return (await lan.request('/', headers, SOCKET)).text();
}

test('a client is told the address that it has just used', async () => {
  expect(await baseUrlFor('192.168.1.5:5004')).toBe('http://192.168.1.5:5004');
  expect(await baseUrlFor('homeassistant.local:5004')).toBe('http://homeassistant.local:5004');
  expect(await baseUrlFor('[fd00::2]:5004')).toBe('http://[fd00::2]:5004');
});

test('an address that a person has set goes before all others', async () => {
  expect(await baseUrlFor('192.168.1.5', 'https://tv.example')).toBe('https://tv.example');
});

test('a Host header that could end a quote, a line or a path is not believed', async () => {
  for (const host of [
    'a"b',
    'a b',
    'a/b',
    'a@b',
    'a<b>',
    'a:99999999',
    '-a',
    'a\tb',
    '[::1',
    'a{b}',
    'x'.repeat(300),
  ]) {
    expect(await baseUrlFor(host)).toBe('http://192.168.1.5:5004');
  }
});

test('without a Host header the socket’s own address is told', async () => {
  expect(await baseUrlFor(undefined)).toBe('http://192.168.1.5:5004');
});

test('IPv6 addresses stand in brackets, IPv4 ones are shown as such', () => {
  expect(httpUrl('fd00::2', 80)).toBe('http://[fd00::2]:80');
  expect(plainAddress('::ffff:10.0.0.1')).toBe('10.0.0.1');
  expect(plainAddress('fd00::2')).toBe('fd00::2');
});
