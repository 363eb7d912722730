import { isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { objectionTo, type Purpose, type Reach } from '../../src/net/reach.ts';

const bare: Reach = { ownPorts: [5004], allowed: [], named: [] };
const at = (
  address: string,
  more: { port?: number; purpose?: Purpose; hostname?: string; reach?: Partial<Reach> } = {},
) =>
  objectionTo({ address, port: more.port ?? 80, hostname: more.hostname ?? address }, more.purpose ?? 'source', {
    ...bare,
    ...more.reach,
  });

test('the Supervisor, link-local addresses and the clouds’ metadata are asked by nothing, in every way of writing them', () => {
  const addresses = [
    '172.30.32.2',
    '172.30.32.3',
    'fd0c:ac1e:2100::2',
    '169.254.169.254',
    '169.254.1.1',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    '224.0.0.1',
    '255.255.255.255',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    '2002:ac1e:2002::1',
    '0:0:0:0:0:ffff:ac1e:2002',
    '::ac1e:2002',
    'localhost',
    '',
  ];
  for (const purpose of ['source', 'picture', 'typed'] as const) {
    expect(addresses.filter((address) => at(address, { purpose }) === undefined)).toEqual([]);
  }
});

test('the home’s own network, this machine and the internet are for streams and lists', () => {
  const addresses = [
    '192.168.1.5',
    '10.0.0.1',
    '172.16.0.9',
    '172.31.0.1',
    'fd00::2',
    '127.0.0.1',
    '::1',
    '93.184.216.34',
    '2001:db8::1',
  ];
  expect(addresses.filter((address) => at(address) !== undefined)).toEqual([]);
});

const hexOf = (ipv4: string): string => new URL(`http://[::ffff:${ipv4}]`).hostname.slice(1, -1);

test('Masthead’s own port is not, under any address of this machine', () => {
  const own = Object.values(networkInterfaces()).flatMap((infos) => (infos ?? []).map(({ address }) => address));
  expect(own.length).toBeGreaterThan(0);
  const mapped = own.filter((address) => isIPv4(address)).map(hexOf);
  for (const address of [
    ...own,
    ...mapped,
    '0:0:0:0:0:0:0:1',
    '127.0.0.1',
    '127.8.8.8',
    '::1',
    '0.0.0.0',
    '::',
    '::ffff:127.0.0.1',
  ]) {
    expect([address, at(address, { port: 5004, purpose: 'typed' })]).toEqual([address, 'is Masthead itself']);
  }
  expect(at('192.0.2.1', { port: 5004 })).toBeUndefined();
});

test('other add-ons and Home Assistant are for whoever has named them', () => {
  for (const address of ['172.30.33.7', '172.30.32.1', 'fd0c:ac1e:2100::1', 'fd0c:ac1e:2100:1::7']) {
    expect(at(address)).toBeDefined();
    expect(at(address, { hostname: 'tvheadend', reach: { named: ['tvheadend:9981'] } })).toBeUndefined();
    expect(at(address, { hostname: 'other', reach: { named: ['tvheadend:9981'] } })).toBeDefined();
    expect(at(address, { purpose: 'typed' })).toBeUndefined();
  }
});

test('pictures come from this machine only where the very server was named', () => {
  expect(at('127.0.0.1', { purpose: 'picture', port: 9981 })).toBeDefined();
  const reach = { named: ['127.0.0.1:9981', '[::1]'] };
  expect(at('127.0.0.1', { purpose: 'picture', port: 9981, reach })).toBeUndefined();
  expect(at('127.0.0.1', { purpose: 'picture', port: 9982, reach })).toBeDefined();
  expect(at('::1', { purpose: 'picture', port: 80, reach })).toBeUndefined();
  expect(at('192.168.1.5', { purpose: 'picture' })).toBeUndefined();
});

test('what a person allows is asked', () => {
  const reach = { allowed: ['169.254.10.0/24', 'fe80::/10', '172.30.32.2'] };
  for (const address of ['169.254.10.1', 'fe80::1', '172.30.32.2']) expect(at(address, { reach })).toBeUndefined();
  expect(at('169.254.11.1', { reach })).toBeDefined();
});
