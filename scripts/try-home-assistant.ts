// `npm run try:home-assistant -- [VERSION [PYTHON]]`: a real Home Assistant Core and a real broker on this machine, with the
// demo in front of them. Shows which entities there are and whether they react. Needs mosquitto, and a Python that the
// version runs on (2025.4.4: 3.13). Takes minutes: Core is installed into a folder under /tmp and kept there.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configuration, HomeAssistant, type EntityState } from './home-assistant.ts';

const [version = '2025.4.4', python = 'python3.13'] = process.argv.slice(2);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const VENV = join(tmpdir(), `home-assistant-${version}`);
const WAIT_MS = 120_000;
const PASSWORD = 'try-it-out';

const children: ChildProcess[] = [];
const folder = mkdtempSync(join(tmpdir(), 'try-home-assistant-'));
let failures = 0;

async function main(): Promise<void> {
  install();
  const [brokerPort, corePort, mastheadPort] = [await freePort(), await freePort(), await freePort()];
  writeFileSync(join(folder, 'mosquitto.conf'), `listener ${brokerPort} 127.0.0.1\nallow_anonymous true\n`);
  start('mosquitto', ['-c', join(folder, 'mosquitto.conf')]);
  const home = await startCore(corePort, brokerPort);
  start(process.execPath, [join(ROOT, 'dist/main.js'), '--demo'], {
    MASTHEAD_DATA_DIR: join(folder, 'masthead'),
    MASTHEAD_PORT: String(mastheadPort),
    MASTHEAD_HOST: '127.0.0.1',
    MASTHEAD_BASE_URL: `http://127.0.0.1:${mastheadPort}`,
    MASTHEAD_DISCOVERY: 'off',
    MASTHEAD_ADMIN_PASSWORD: PASSWORD,
    MASTHEAD_MQTT_URL: `mqtt://127.0.0.1:${brokerPort}`,
    MASTHEAD_HOME_ASSISTANT_URL: `http://127.0.0.1:${corePort}`,
    MASTHEAD_HOME_ASSISTANT_TOKEN: home.token,
  });
  await tour(home, `http://127.0.0.1:${mastheadPort}`);
}

/** What a household does, and what its Home Assistant shows. */
async function tour(home: HomeAssistant, masthead: string): Promise<void> {
  const find = ending(home);
  await check('channels are counted', async () => (await find('sensor', 'channels')).state === '12');
  for (const { entity_id, state } of (await home.states()).filter(isOurs)) console.log(`    ${entity_id} = ${state}`);
  const devices = await home.devices();
  await check('the hub and the provider are devices', () =>
    Promise.resolve(['Masthead', 'Demo'].every((name) => devices.includes(name))),
  );
  await check('nothing is on air', async () => (await find('binary_sensor', 'running')).state === 'off');
  await check('the demo is connected', async () => (await find('binary_sensor', 'connectivity')).state === 'on');

  await home.pretend('sun.sun', 'below_horizon');
  const viewer = new AbortController();
  const stream = await fetch(`${masthead}/auto/v1`, { signal: viewer.signal });
  void stream.body?.pipeTo(new WritableStream()).catch(() => undefined);
  await check(
    'somebody watches: one active stream',
    async () => (await find('sensor', 'active_streams')).state === '1',
  );
  await check('the tuner names channel and programme', async () => /: /.test((await find('sensor', 'tuner_1')).state));
  await check('its logo is an image', async () => /^\d{4}-/.test((await find('image', 'tuner_1_logo')).state));
  await check(
    'the event says that a stream has started',
    async () => (await find('event', 'stream_event')).attributes['event_type'] === 'stream_started',
  );
  const stateOf = async (id: string): Promise<string | undefined> =>
    (await home.states()).find(({ entity_id }) => entity_id === id)?.state;
  await check('the blueprint has paused the torrents', async () => (await stateOf('input_boolean.torrents')) === 'off');
  const brightness = async (): Promise<unknown> =>
    (await home.states()).find(({ entity_id }) => entity_id === 'light.lamp')?.attributes['brightness'];
  await check('the lights are dimmed', async () => Math.round(Number(await brightness()) / 2.55) === 20);
  viewer.abort();
  await check(
    'and lets them go on when nobody watches',
    async () => (await stateOf('input_boolean.torrents')) === 'on',
  );
  await check('the lights are as they were', async () => (await brightness()) === 200, 60_000);
  await check('and what was kept of them is gone', async () => !/scene\.masthead_before/.test(await names(home)));
  await check(
    'the other blueprints are in use',
    async () =>
      (await stateOf('automation.dim_lights')) === 'on' && (await stateOf('automation.provider_expires')) === 'on',
  );
  await check('nobody watches any more', async () => (await find('sensor', 'active_streams')).state === '0');
  await check('the image is away again', async () => (await find('image', 'tuner_1_logo')).state === 'unavailable');

  await home.call('switch.turn_on', { entity_id: (await find('switch', 'maintenance')).entity_id });
  await check('maintenance is on', async () => (await find('switch', 'maintenance')).state === 'on');
  await check('nobody gets a picture', async () => (await fetch(`${masthead}/auto/v1`)).status === 503);
  await home.call('switch.turn_off', { entity_id: (await find('switch', 'maintenance')).entity_id });
  await check('maintenance is off', async () => (await find('switch', 'maintenance')).state === 'off');
  await home.call('number.set_value', { entity_id: (await find('number', 'stream_limit')).entity_id, value: 3 });
  await check('the stream limit is 3', async () => Number((await find('number', 'stream_limit')).state) === 3);
  await home.call('select.select_option', {
    entity_id: (await find('select', 'stream_profile')).entity_id,
    option: 'redirect',
  });
  await check('the profile is redirect', async () => (await find('select', 'stream_profile')).state === 'redirect');
  await home.call('button.press', { entity_id: (await find('button', 'refresh_playlists')).entity_id });

  await check('the bit rate is a number', async () => Number((await find('sensor', 'bit_rate')).state) >= 0);
  await providersComeAndGo(home, masthead);

  children.at(-1)?.kill('SIGKILL');
  await check(
    'a killed Masthead is unavailable',
    async () => (await find('sensor', 'channels')).state === 'unavailable',
  );
}

async function providersComeAndGo(home: HomeAssistant, masthead: string): Promise<void> {
  const api = await logIn(masthead);
  await api('POST', '/providers', { name: 'Second', source: 'http://127.0.0.1:9/nothing.m3u' });
  await check('a new provider appears', async () => /sensor\.(?:masthead_)?second_status/.test(await names(home)));
  await check('that it is down is shown', async () => (await home.notifications()).join().includes('Second is down'));
  await api('DELETE', '/providers/second');
  await check(
    'a removed one is gone',
    async () => !(await names(home)).includes('second_') && !(await home.devices()).includes('Second'),
  );
  await check('and so is its notice', async () => !(await home.notifications()).join().includes('Second'));
}

const names = async (home: HomeAssistant): Promise<string> =>
  (await home.states()).map(({ entity_id }) => entity_id).join();

async function logIn(masthead: string) {
  const headers = { 'content-type': 'application/json' };
  const login = await fetch(`${masthead}/api/login`, { method: 'POST', headers, body: `{"password":"${PASSWORD}"}` });
  const { token } = (await login.json()) as { token: string };
  return (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${masthead}/api${path}`, {
      method,
      headers: { ...headers, authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
}

const isOurs = ({ entity_id }: EntityState): boolean => /\.(?:masthead|demo)_/.test(entity_id);

/** Before 2026.4 Core makes the ids of the device's and the entity's name, later of `default_entity_id`. */
function ending(home: HomeAssistant) {
  return async (domain: string, key: string): Promise<EntityState> => {
    const all = (await home.states()).filter(isOurs);
    const found = all.find(({ entity_id }) =>
      new RegExp(`^${domain}\\.(?:masthead_(?:demo_)?|demo_)${key}$`).test(entity_id),
    );
    return found ?? { entity_id: '', state: 'missing', attributes: {} };
  };
}

async function check(what: string, isSo: () => Promise<boolean>, withinMs = 30_000): Promise<void> {
  for (const until = performance.now() + withinMs; performance.now() < until; await pause(250)) {
    if (await isSo().catch(() => false)) {
      console.log(`ok      ${what}`);
      return;
    }
  }
  failures += 1;
  console.log(`FAILED  ${what}`);
}

function run(program: string, ...args: string[]): void {
  const { status } = spawnSync(program, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed`);
}

function install(): void {
  if (existsSync(join(VENV, 'bin/hass'))) return;
  console.log(`Installing Home Assistant ${version} into ${VENV}`);
  run(python, '-m', 'venv', VENV);
  const pip = join(VENV, 'bin/pip');
  run(pip, 'install', '-q', `homeassistant==${version}`);
  const constraints = spawnSync(join(VENV, 'bin/python'), [
    '-c',
    'import homeassistant, os; print(os.path.dirname(homeassistant.__file__))',
  ]);
  const file = join(String(constraints.stdout).trim(), 'package_constraints.txt');
  const needed = readFileSync(file, 'utf8').match(/^(?:home-assistant-frontend|paho-mqtt)==.*$/gm) ?? [];
  run(pip, 'install', '-q', ...needed); // without the frontend Core starts in recovery mode
}

async function startCore(port: number, brokerPort: number): Promise<HomeAssistant> {
  const config = join(folder, 'core');
  mkdirSync(config);
  cpSync(join(ROOT, 'docs/blueprints'), join(config, 'blueprints/automation/masthead'), { recursive: true });
  writeFileSync(join(config, 'configuration.yaml'), configuration(port));
  start(join(VENV, 'bin/hass'), ['-c', config]);
  const home = new HomeAssistant(`http://127.0.0.1:${port}`);
  for (const until = performance.now() + WAIT_MS; !(await home.isUp()); await pause(1_000)) {
    if (performance.now() > until) throw new Error('Home Assistant does not come up');
  }
  await home.onboard();
  await home.addMqtt('127.0.0.1', brokerPort);
  console.log(`Home Assistant ${await home.version()} is up`);
  return home;
}

function start(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] });
  children.push(child);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

try {
  await main();
} finally {
  for (const child of children) child.kill('SIGTERM');
  await pause(2_000);
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
console.log(failures === 0 ? 'All is as it should be.' : `${failures} of it is not as it should be.`);
process.exitCode = failures === 0 ? 0 : 1;
