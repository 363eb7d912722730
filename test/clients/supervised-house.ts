// A household as an add-on sees it: a Supervisor that behaves as the real one, a real broker with somebody who listens, and
// Masthead between them.

import { onTestFinished } from 'vitest';
import type { WhenOver } from '../fakes/folder.ts';
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

/**
 * Until the test has ended, when they are stopped, Masthead first. Masthead may not have found its broker yet.
 * @param whenOver does its ends the last first: another than the test's for a house that several share
 */
export async function openHouse(
  { env, language, ...options }: HouseOptions,
  whenOver: WhenOver = onTestFinished,
): Promise<House> {
  const supervisor = await startSupervisor();
  whenOver(() => supervisor.stop());
  if (language !== undefined) supervisor.language = language;
  const broker = await createMosquitto(whenOver);
  whenOver(() => broker.kill());
  broker.setPassword('addons', 'first');
  await broker.start();
  supervisor.mqtt = { host: '127.0.0.1', port: broker.port, username: 'addons', password: 'first', ssl: false };
  const observer = await observe(broker);
  whenOver(() => observer.stop());
  const masthead = await startMasthead({
    ...options,
    env: {
      SUPERVISOR_TOKEN: supervisor.token,
      MASTHEAD_SUPERVISOR_URL: supervisor.url,
      MASTHEAD_INGRESS_PEER: '127.0.0.2',
      ...env,
    },
  });
  whenOver(async () => void (await masthead.stop()));
  return { supervisor, broker, observer, masthead };
}
