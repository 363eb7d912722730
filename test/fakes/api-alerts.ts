// The alerts room behind the API.

import { join } from 'node:path';
import { Alerts } from '../../src/alerts/alerts.ts';
import type { AlertTargetKind } from '../../src/alerts/target-kind.ts';
import { homeAssistant } from '../../src/alerts/targets/home-assistant.ts';
import { telegram } from '../../src/alerts/targets/telegram.ts';
import { webhook } from '../../src/alerts/targets/webhook.ts';
import { openTargetsStore } from '../../src/alerts/targets-store.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { Events } from '../../src/kernel/events.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { report } from './alerts-home.ts';

/** One alert that is open, one that is over; a webhook that nobody answers behind. */
export async function alertsOf(folder: string): Promise<Alerts> {
  const targets = await openTargetsStore(join(folder, 'targets.json'), silentLog);
  const options = { kind: 'webhook', url: 'http://127.0.0.1:9/secret-key', signing_secret: 'hunter2' } as const;
  await targets.add({ name: 'Hook', options });
  const alerts = new Alerts({
    file: ':memory:',
    log: silentLog,
    clock: systemClock,
    events: new Events(() => undefined),
    targets,
    kinds: [telegram, webhook, homeAssistant(() => undefined)] as readonly AlertTargetKind[],
    settings: () => defaultSettings.alerts,
    homeLanguage: () => undefined,
    providers: () => [],
    accountOf: () => null,
    streamSums: () => Promise.resolve({ providers: {}, deadChannels: [], deadChannelCount: 0 }),
    outages: () => ({ isCutOff: false, downs: [] }),
    channelName: () => '',
    summary: () => ({ providers: [], channelCount: 0, streams: null }),
  });
  alerts.raise(report({ key: 'old' }));
  alerts.book.resolve('old');
  alerts.raise(report());
  return alerts;
}
