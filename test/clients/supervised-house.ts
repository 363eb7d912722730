// A household as an add-on sees it: a Supervisor that behaves as the real one, a real broker with somebody who listens, and
// Masthead between them.

import { onTestFinished } from 'vitest';
import { startMasthead, type MastheadProcess } from '../fakes/masthead-process.ts';
import { createMosquitto, observe, type Mosquitto, type Observer } from '../fakes/mosquitto.ts';
import { startSupervisor, type FakeSupervisor } from '../fakes/supervisor.ts';

export interface House {
  readonly supervisor: FakeSupervisor;
  readonly broker: Mosquitto;
  readonly observer: Observer;
  readonly masthead: MastheadProcess;
}

interface HouseOptions extends NonNullable<Parameters<typeof startMasthead>[0]> {
  /** Of Home Assistant. */
  readonly language?: string;
}

/** Until the test has ended, when they are stopped, Masthead first. Masthead may not have found its broker yet. */
export async function openHouse({ env, language, ...options }: HouseOptions): Promise<House> {
  const supervisor = await startSupervisor();
  onTestFinished(() => supervisor.stop());
  if (language !== undefined) supervisor.language = language;
  const broker = await createMosquitto();
  onTestFinished(() => broker.kill());
  broker.setPassword('addons', 'first');
  await broker.start();
  supervisor.mqtt = { host: '127.0.0.1', port: broker.port, username: 'addons', password: 'first', ssl: false };
  const observer = await observe(broker);
  onTestFinished(() => observer.stop());
  const masthead = await startMasthead({
    ...options,
    env: {
      SUPERVISOR_TOKEN: supervisor.token,
      MASTHEAD_SUPERVISOR_URL: supervisor.url,
      MASTHEAD_INGRESS_PEER: '127.0.0.2',
      ...env,
    },
  });
  onTestFinished(async () => void (await masthead.stop()));
  return { supervisor, broker, observer, masthead };
}
