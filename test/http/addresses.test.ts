import { expect, test } from 'vitest';
import { publicUrls } from '../../src/http/addresses.ts';
import type { Asked } from '../../src/http/client.ts';

const askedAt = (host: string | undefined): Asked =>
  ({
    env: { incoming: { socket: { localAddress: '::ffff:192.168.1.5', localPort: 5004 } } },
    req: { header: () => host },
  }) as unknown as Asked;

const interfaces = () => ({
  eth0: [{ address: '192.168.1.5', family: 'IPv4' as const, internal: false, netmask: '', mac: '', cidr: null }],
});

test('the address just used comes first: it is known to work', () => {
  const urls = publicUrls(askedAt('tv.home:5004'), '', interfaces);
  expect(urls).toEqual(['http://tv.home:5004', 'http://192.168.1.5:5004']);
});

test.each(['localhost:5004', '127.0.0.1:5004', '[::1]:5004'])('a TV is not told %s', (host) => {
  expect(publicUrls(askedAt(host), '', interfaces)[0]).toBe('http://192.168.1.5:5004');
});

test('a configured address comes before all others', () => {
  expect(publicUrls(askedAt('tv.home'), 'https://tv.example/masthead', interfaces)[0]).toBe(
    'https://tv.example/masthead',
  );
});

test.each([undefined, '', 'x y', 'a/b', 'evil"><script>', 'u:p@host'])('the Host %j is passed over', (host) => {
  expect(publicUrls(askedAt(host), '', interfaces)).toEqual(['http://192.168.1.5:5004']);
});
