import { expect, test } from 'vitest';
import { WayOut } from '../../src/net/way-out.ts';

const HEAD4 = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n';
const HOME4 = 'eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n';
const DEFAULT4 = 'eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n';
const zero = '0'.repeat(32);
const NONE6 = `${zero} 00 ${zero} 00 ${zero} ffffffff 00000001 00000000 00200200       lo\n`;
const DEFAULT6 = `${zero} 00 ${zero} 00 fe80000000000000021122fffe334455 00000064 00000003 00000000 00000003     eth0\n`;

function machine(tables: { ipv4: string; ipv6: string }) {
  const read = (path: string): string => (path.endsWith('ipv6_route') ? tables.ipv6 : tables.ipv4);
  return new WayOut(read);
}

test('the way out is lost when the default route that was there is gone, and back with it', () => {
  const tables = { ipv4: HEAD4 + DEFAULT4 + HOME4, ipv6: NONE6 };
  const way = machine(tables);
  expect(way.isLost).toBe(false);
  tables.ipv4 = HEAD4 + HOME4;
  expect(way.isLost).toBe(true);
  tables.ipv4 = HEAD4 + DEFAULT4;
  expect(way.isLost).toBe(false);
});

test('one of IPv6 is as good', () => {
  const tables = { ipv4: HEAD4 + DEFAULT4, ipv6: DEFAULT6 };
  const way = machine(tables);
  expect(way.isLost).toBe(false);
  tables.ipv4 = HEAD4;
  expect(way.isLost).toBe(false);
  tables.ipv6 = NONE6;
  expect(way.isLost).toBe(true);
});

test('where there never was one, as on an island, nothing is lost; nor where nobody tells', () => {
  expect(machine({ ipv4: HEAD4 + HOME4, ipv6: NONE6 }).isLost).toBe(false);
  const silent = new WayOut(() => {
    throw new Error('no such file');
  });
  expect(silent.isLost).toBe(false);
});
