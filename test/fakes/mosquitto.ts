// A real broker, Debian's mosquitto, on a port of its own, with a name and a password; and somebody who listens to it.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { temporaryFolder, type WhenOver } from './folder.ts';
import { freePort } from './free-port.ts';

const PROGRAM = '/usr/sbin/mosquitto';
export const hasMosquitto = existsSync(PROGRAM);

export interface Mosquitto {
  readonly port: number;
  readonly url: string;
  /** Of the household: never changes. */
  readonly observer: { readonly username: string; readonly password: string };
  /** Takes effect at the next start. */
  setPassword(username: string, password: string): void;
  kill(): Promise<void>;
  start(): Promise<void>;
}

export async function createMosquitto(whenOver?: WhenOver): Promise<Mosquitto> {
  const folder = temporaryFolder(whenOver);
  const port = await freePort();
  const passwords = join(folder, 'passwords');
  const observer = { username: 'observer', password: 'observes' };
  writeFileSync(passwords, '');
  writeFileSync(
    join(folder, 'mosquitto.conf'),
    `listener ${port} 127.0.0.1\nallow_anonymous false\npassword_file ${passwords}\npersistence false\nlog_dest none\nuser root\n`,
  );
  const setPassword = (username: string, password: string): void => {
    spawnSync('mosquitto_passwd', ['-b', passwords, username, password]);
  };
  setPassword(observer.username, observer.password);
  let child: ChildProcess | undefined;
  const killNow = (): void => void child?.kill('SIGKILL');
  const kill = async (): Promise<void> => {
    process.off('exit', killNow);
    if (!child) return;
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    child = undefined;
    await ended;
  };
  return {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    observer,
    setPassword,
    kill,
    async start() {
      child = spawn(PROGRAM, ['-c', join(folder, 'mosquitto.conf')], { stdio: 'ignore' });
      process.once('exit', killNow);
      await listening(port);
    },
  };
}

async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const socket = connectTcp(port, '127.0.0.1');
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('mosquitto does not listen');
}

export interface Observed {
  readonly topic: string;
  readonly payload: string;
  readonly retained: boolean;
  readonly atMs: number;
}

/** Hears everything, and may speak. */
export interface Observer {
  readonly client: MqttClient;
  readonly heard: readonly Observed[];
  /** The newest payload of a topic. */
  last(topic: string): string | undefined;
  /** What the broker holds, to a newcomer. */
  retained(): Promise<Map<string, string>>;
  stop(): Promise<void>;
}

export async function observe({ url, observer }: Pick<Mosquitto, 'url' | 'observer'>): Promise<Observer> {
  const client = mqtt.connect(url, { ...observer, reconnectPeriod: 50, protocolVersion: 5 });
  const heard: Observed[] = [];
  client.on('error', () => undefined);
  client.on('message', (topic, payload, { retain }) => {
    heard.push({ topic, payload: payload.toString(), retained: retain, atMs: performance.now() });
  });
  await new Promise<void>((resolve) => void client.once('connect', () => resolve()));
  await client.subscribeAsync('#', { qos: 1 });
  return {
    client,
    heard,
    last: (topic) => heard.findLast((message) => message.topic === topic)?.payload,
    async retained() {
      const newcomer = await mqtt.connectAsync(url, { ...observer });
      const held = new Map<string, string>();
      newcomer.on('message', (topic, payload) => void held.set(topic, payload.toString()));
      await newcomer.subscribeAsync('#', { qos: 1 });
      await new Promise((resolve) => setTimeout(resolve, 200));
      await newcomer.endAsync(true);
      return held;
    },
    stop: () => client.endAsync(true),
  };
}
