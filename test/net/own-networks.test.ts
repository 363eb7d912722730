import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { createLocalTest, reachableAddresses } from '../../src/net/own-networks.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

function infoOf(cidr: string, internal = false): NetworkInterfaceInfo {
  const [address = ''] = cidr.split('/');
  const common = { address, netmask: '', mac: '', internal, cidr };
  return address.includes(':') ? { ...common, family: 'IPv6', scopeid: 0 } : { ...common, family: 'IPv4' };
}

const INTERFACES = {
  lo: [infoOf('127.0.0.1/8', true)],
  docker0: [infoOf('172.17.0.1/16')],
  eth0: [infoOf('192.168.1.5/24'), infoOf('2001:db8:1:2::5/64'), infoOf('fe80::5/64')],
};

test.each([
  ['127.0.0.1', true],
  ['10.200.3.4', true],
  ['172.16.0.1', true],
  ['172.31.255.255', true],
  ['192.168.7.7', true],
  ['169.254.1.1', true],
  ['::1', true],
  ['fd12:3456::1', true],
  ['fe80::1', true],
  ['2001:db8:1:2::99', true],
  ['172.32.0.1', false],
  ['192.169.0.1', false],
  ['8.8.8.8', false],
  ['2001:db8:1:3::1', false],
  ['::ffff:8.8.8.8', false],
  ['', false],
  ['localhost', false],
])('%s is at home: %s', (address, expected) => {
  expect(createLocalTest(createTurnedClock(), () => INTERFACES)(address)).toBe(expected);
});

test('a network joined later is noticed within half a minute', () => {
  const clock = createTurnedClock();
  let interfaces = {};
  const isLocal = createLocalTest(clock, () => interfaces);
  expect(isLocal('2001:db8:1:2::99')).toBe(false);
  interfaces = INTERFACES;
  clock.advance(31_000);
  expect(isLocal('2001:db8:1:2::99')).toBe(true);
});

test('real networks come before those of containers', () => {
  expect(reachableAddresses(() => INTERFACES)).toEqual(['192.168.1.5', '172.17.0.1']);
});

test('IPv6 is named where there is no IPv4', () => {
  expect(reachableAddresses(() => ({ eth0: INTERFACES.eth0.slice(1) }))).toEqual(['2001:db8:1:2::5']);
});
