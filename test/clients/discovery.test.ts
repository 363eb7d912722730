// SiliconDust's own tool and a UPnP browser look for the tuner, from two machines on two networks.

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { isInstalled, makeNetworks, runOn, startOn, whyNoNetworks, type Machine, type Networks } from './networks.ts';

const missing = ['ip', 'curl', 'hdhomerun_config', 'gssdp-discover'].filter((program) => !isInstalled(program));
const obstacle = missing.length > 0 ? `not installed: ${missing.join(', ')}` : whyNoNetworks();

const DEVICE = '1054321C';
const TUNER = new URL('tuner-process.ts', import.meta.url).pathname;

/** Another program that has all the ports of discovery, and shares none. */
const TAKE_PORTS = `
  const { createSocket } = require('node:dgram');
  const taken = [createSocket('udp4').bind(1900), createSocket('udp4').bind(65001)];
  require('node:net').createServer().listen(65001, () => setTimeout(() => console.log('taken'), 200));
`;

const search = (machine: Machine, target: string): Promise<string> =>
  runOn(machine.name, 'gssdp-discover', '-i', machine.interfaceName, '--timeout=3', `--target=${target}`);

const get = (machine: Machine, name: string): Promise<string> =>
  runOn(machine.name, 'hdhomerun_config', DEVICE, 'get', name);

describe.skipIf(obstacle !== undefined)(`a tuner on two networks${obstacle ? ` (skipped: ${obstacle})` : ''}`, () => {
  let networks: Networks;
  let tuner: ChildProcess;
  let said = '';
  let near: Machine;
  let far: Machine;

  /** Resolves when the tuner has started; what it says from then on goes to `said` as well. */
  async function startTuner(): Promise<ChildProcess> {
    said = '';
    const { promise: isReady, resolve } = Promise.withResolvers<void>();
    const started = startOn(networks.server, process.execPath, TUNER);
    started.stdout?.on('data', (text: Buffer) => {
      said += text.toString();
      if (/^ready$/m.test(said)) resolve();
    });
    await isReady;
    return started;
  }

  beforeAll(async () => {
    networks = makeNetworks(2);
    [near, far] = networks.clients as [Machine, Machine];
    tuner = await startTuner();
  });

  afterAll(async () => {
    if (tuner.exitCode === null && tuner.kill()) await once(tuner, 'exit');
    networks.remove();
  });

  test('it starts without a warning', () => {
    expect(said).toBe('ready\n');
  });

  test('hdhomerun_config finds it by broadcast, at the address on the asker’s own network', async () => {
    for (const machine of [near, far]) {
      expect(await runOn(machine.name, 'hdhomerun_config', 'discover')).toBe(
        `hdhomerun device ${DEVICE} found at ${machine.serverAddress}\n`,
      );
    }
  });

  test('hdhomerun_config finds it by its address', async () => {
    const found = await runOn(near.name, 'hdhomerun_config', 'discover', near.serverAddress);
    expect(found).toContain(`hdhomerun device ${DEVICE} found at ${near.serverAddress}`);
  });

  test('hdhomerun_config reads its model and its tuners', async () => {
    expect(await get(far, '/sys/model')).toBe('hdhomerun5_atsc\n');
    expect(await get(far, '/tuner3/status')).toContain('ch=none');
    expect(await get(far, '/tuner4/status')).toContain('ERROR');
  });

  test('a UPnP search finds it once for each target, with the address on the searcher’s own network', async () => {
    for (const [machine, target] of [
      [near, 'upnp:rootdevice'],
      [far, 'urn:schemas-upnp-org:device:MediaServer:1'],
      [far, 'uuid:6f1c1b0a-0000-4000-8000-00000000abcd'],
    ] as const) {
      const found = await search(machine, target);
      expect(found.match(/Location: .*/g)).toEqual([`Location: http://${machine.serverAddress}:5004/device.xml`]);
    }
  });

  test('a search for everything finds each of its three names', async () => {
    const found = await search(near, 'ssdp:all');
    expect(new Set(found.match(/USN: .*/g)).size).toBe(3);
    expect(found).not.toContain(far.serverAddress);
  });

  test('datagrams that make no sense do it no harm', async () => {
    const senseless = [
      'M-SEARCH * HTTP/1.1\\r\\nMAN: "ssdp:discover"\\r\\nMX: 1\\r\\nST: *((((\\r\\n\\r\\n',
      'M-SEARCH\\r\\n\\r\\n',
      'NOTIFY * HTTP/1.1\\r\\nNTS: ssdp:alive\\r\\n\\r\\n',
      'HTTP/1.1 200 OK\\r\\n\\r\\n',
      '\\x00\\xff\\xfe',
    ];
    for (const text of senseless) {
      for (const port of [1900, 65_001]) {
        await runOn(near.name, 'bash', '-c', `printf '${text}' > /dev/udp/${near.serverAddress}/${port}`);
      }
    }
    expect(await search(near, 'upnp:rootdevice')).toContain('resource available');
    expect(await runOn(near.name, 'hdhomerun_config', 'discover')).toContain(DEVICE);
    expect(said).toBe('ready\n');
  });

  test('it says goodbye when it stops, on every network', async () => {
    const browsers = [near, far].map(({ name, interfaceName }) => {
      const browser = startOn(name, 'gssdp-discover', '-i', interfaceName, '--timeout=8', '--message-type=all');
      let heard = '';
      browser.stdout?.on('data', (text: Buffer) => (heard += text.toString()));
      return { browser, heard: () => heard };
    });
    for (const { heard } of browsers) {
      await expect.poll(heard).toContain('resource available');
    }
    tuner.kill();
    await once(tuner, 'exit');
    expect(tuner.exitCode).toBe(0);
    for (const { browser, heard } of browsers) {
      await expect.poll(heard).toContain('resource unavailable');
      if (browser.exitCode === null && browser.kill()) await once(browser, 'exit');
    }
  });

  test('ports that others have taken are warnings, and the tuner can still be added by its address', async () => {
    const others = startOn(networks.server, process.execPath, '--eval', TAKE_PORTS);
    onTestFinished(() => void others.kill());
    if (others.stdout) await once(others.stdout, 'data');
    tuner = await startTuner();
    expect(said.match(/\w+ \w+ is off/g)?.toSorted()).toEqual([
      'Tuner control is off',
      'Tuner discovery is off',
      'UPnP discovery is off',
    ]);
    const page = await runOn(near.name, 'curl', '-s', `http://${near.serverAddress}:5004/discover.json`);
    expect(JSON.parse(page)).toMatchObject({ DeviceID: DEVICE, BaseURL: `http://${near.serverAddress}:5004` });
  });
});
