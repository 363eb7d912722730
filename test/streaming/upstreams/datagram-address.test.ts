// The ways in which lists write where datagrams come from, and addresses that must not be listened to.

import { expect, test } from 'vitest';
import { parseDatagramAddress, type DatagramAddress } from '../../../src/streaming/upstreams/datagram-address.ts';

const plain = { family: 4, host: '', port: 1_234, isMulticast: false, sources: [], interface: '' } as const;

test.each<[string, Partial<DatagramAddress>]>([
  ['udp://@239.1.2.3:5000', { host: '239.1.2.3', port: 5_000, isMulticast: true }],
  ['udp://239.1.2.3:5000', { host: '239.1.2.3', port: 5_000, isMulticast: true }],
  ['UDP://@239.1.2.3:5000/', { host: '239.1.2.3', port: 5_000, isMulticast: true }],
  ['udp://@:5000', { port: 5_000 }],
  ['udp://@', {}],
  ['udp://192.168.1.7:5000', { host: '192.168.1.7', port: 5_000 }],
  ['udp://encoder.lan:5000', { port: 5_000 }],
  ['rtp://@239.1.2.3', { host: '239.1.2.3', port: 5_004, isMulticast: true }],
  ['rtp://10.0.0.9@232.1.1.1:5004', { host: '232.1.1.1', port: 5_004, isMulticast: true, sources: ['10.0.0.9'] }],
  ['rtp://10.0.0.9:7@232.1.1.1:5004', { host: '232.1.1.1', port: 5_004, isMulticast: true, sources: ['10.0.0.9'] }],
  [
    'udp://232.1.1.1:5000?sources=10.0.0.9,10.0.0.8&localaddr=192.168.1.5&fifo_size=99',
    { host: '232.1.1.1', port: 5_000, isMulticast: true, sources: ['10.0.0.9', '10.0.0.8'], interface: '192.168.1.5' },
  ],
  ['udp://@239.1.2.3:5000?iface=eth0.42', { host: '239.1.2.3', port: 5_000, isMulticast: true, interface: 'eth0.42' }],
  ['udp://@[ff15::1]:5000', { family: 6, host: 'ff15::1', port: 5_000, isMulticast: true }],
  ['udp://@[ff02::42:1]:5000', { family: 6, host: 'ff02::42:1', port: 5_000, isMulticast: true }],
  [
    'udp://@[ff02::42:1%eth0]:5000',
    { family: 6, host: 'ff02::42:1', port: 5_000, isMulticast: true, interface: 'eth0' },
  ],
  [
    'udp://[2001:db8::9]@[ff35::1]:5000',
    { family: 6, host: 'ff35::1', port: 5_000, isMulticast: true, sources: ['2001:db8::9'] },
  ],
])('%s', (url, expected) => {
  expect(parseDatagramAddress(url)).toEqual({ ...plain, ...expected });
});

test.each([
  'udp:239.1.2.3:5000',
  'udp://239.1.2.3:',
  'udp://239.1.2.3:99999',
  'udp://239.1.2.3:0',
  'udp://@:80',
  'udp://@239.255.255.250:1900',
  'udp://@224.0.0.251:5353',
  'udp://@:65001',
  'udp://@224.0.0.1:5000',
  'udp://@[ff02::fb]:5000',
  'udp://@[ff02::1:3]:5000',
  'udp://@[ff02::1:ff00:7%eth0]:5000',
  'udp://@[ff01::42]:5000',
  'udp://@239.1.2.3:5000?iface=;reboot',
  'udp://2001:db8::9@239.1.2.3:5000',
  `udp://@232.1.1.1:5000?sources=${Array.from({ length: 30 }, (_, n) => `10.0.0.${n}`).join(',')}`,
  'udp://[2001:db8::9]@232.1.1.1:5000',
  'rtp://a@b@c@d:5000',
  'http://239.1.2.3:5000',
])('%s is refused', (url) => {
  expect(() => parseDatagramAddress(url)).toThrow(expect.objectContaining({ code: 'net.bad-address' }));
});
