// A tuner without channels, discoverable on every network of the machine that it is started on: for the discovery test.

import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { systemClock } from '../../src/kernel/clock.ts';
import { createLog, formatRecord } from '../../src/kernel/log.ts';
import { emptyLineup } from '../../src/model/channel.ts';
import type { DeviceId } from '../../src/model/device-id.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { createHdhomerunOutput } from '../../src/outputs/hdhomerun/hdhomerun.ts';
import { Tuners } from '../../src/outputs/hdhomerun/tuners.ts';
import type { LanEnv } from '../../src/outputs/output.ts';

const PORT = 5_004;
const TUNER_COUNT = 4;

const output = createHdhomerunOutput({
  lineup: () => emptyLineup,
  settings: () => defaultSettings,
  onSettingsChanged: () => () => undefined,
  identity: { device_id: '1054321C' as DeviceId, uuid: '6f1c1b0a-0000-4000-8000-00000000abcd', signing_key: '' },
  play: () => new Response(null, { status: 503 }),
  tuners: new Tuners(systemClock, () => TUNER_COUNT),
  tunerCount: () => TUNER_COUNT,
  onExhausted: () => undefined,
  baseUrl: '',
  lanPort: () => PORT,
  isDiscoverable: true,
  clock: systemClock,
  log: createLog({
    clock: systemClock,
    level: 'warning',
    write: (record) => process.stdout.write(`${formatRecord(record)}\n`),
  }),
});
const lan = new Hono<LanEnv>();
output.routes?.(lan);
const server = serve({ fetch: lan.fetch, port: PORT });
await output.start?.();
process.stdout.write('ready\n');
process.once('SIGTERM', () => {
  server.close();
  void output.stop?.().then(() => process.exit(0));
});
