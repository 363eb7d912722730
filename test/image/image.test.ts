// The image's steps as far as they go without Docker: the production install for musl and both processors, a look at every
// native file, and the service started as s6 starts it, from the same tree for this machine's libc. The image itself, its
// base, and the enforcement of the profile are not tried here.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { parseDockerfile } from '../addon/dockerfile.ts';
import { freePort } from '../fakes/free-port.ts';
import { startSupervisor } from '../fakes/supervisor.ts';
import { nativeFilesIn } from './native-files.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ROOTFS = join(ROOT, 'addon/rootfs');
const RUN = join(ROOTFS, 'etc/s6-overlay/s6-rc.d/masthead/run');
const FINISH = join(ROOTFS, 'etc/s6-overlay/s6-rc.d/masthead/finish');
const HOOK = join(ROOTFS, 'usr/local/bin/backup-hook');
const HEALTH = join(ROOTFS, 'usr/local/bin/health');
/** Somebody without rights, whom every Linux has. */
const USER = 'nobody';
const isRoot = process.getuid?.() === 0;
const WAIT = { timeout: 60_000, interval: 100 };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'masthead-image-'));
  chmodSync(folder, 0o755);
});
// Three trees of packages: a slow disk takes minutes.
afterAll(() => rmSync(folder, { recursive: true, force: true }), 600_000);

/** `npm ci` as the Dockerfile has it, for another machine. */
function install(name: string, ...platform: readonly string[]): string {
  const app = join(folder, name);
  mkdirSync(app);
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(ROOT, file), join(app, file));
  const { status, stderr } = spawnSync(
    'npm',
    ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', ...platform],
    {
      cwd: app,
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(stderr);
  return app;
}

describe.each([
  ['amd64', 'x64'],
  ['aarch64', 'arm64'],
])('the production dependencies for %s', (_arch, cpu) => {
  test('are for musl and that processor wherever they are native, and none is for development', () => {
    const app = install(`musl-${cpu}`, '--os=linux', `--cpu=${cpu}`, '--libc=musl');
    const native = nativeFilesIn(join(app, 'node_modules'));
    expect(native.filter(({ processor, libc }) => processor !== cpu || libc === 'glibc')).toEqual([]);
    for (const name of ['hono', 'mqtt', 'piscina', 'sharp', `@img/sharp-linuxmusl-${cpu}`, 'zod'])
      expect(existsSync(join(app, 'node_modules', name))).toBe(true);
    for (const name of ['typescript', 'vitest', 'node', 'lit', 'vite']) {
      expect(existsSync(join(app, 'node_modules', name))).toBe(false);
    }
  });
});

test('the build stage compiles from no more than what it copies', () => {
  const stage = parseDockerfile(readFileSync(join(ROOT, 'Dockerfile'), 'utf8')).stages.find(
    ({ name }) => name === 'build',
  );
  const app = join(folder, 'build');
  mkdirSync(app);
  const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}` };
  for (const { word, text } of stage?.instructions ?? []) {
    if (word === 'COPY') copyInto(app, text.split(' '));
    if (word !== 'RUN' || text.startsWith('apk ')) continue;
    const { status, stdout, stderr } = spawnSync('sh', ['-c', text], { cwd: app, env, encoding: 'utf8' });
    expect([text, status, status === 0 ? '' : stdout + stderr]).toEqual([text, 0, '']);
  }
  expect(existsSync(join(app, 'dist/main.js'))).toBe(true);
  expect(existsSync(join(app, 'dist/panel/index.html'))).toBe(true);
});

/** As COPY has it: the last is where to, a folder's content goes into it. */
function copyInto(app: string, words: readonly string[]): void {
  const to = words.at(-1) ?? '.';
  for (const from of words.slice(0, -1)) {
    const source = join(ROOT, from);
    const isInto = to.endsWith('/') && !statSync(source).isDirectory();
    cpSync(source, join(app, to, isInto ? basename(from) : ''), { recursive: true });
  }
}

interface Prepared {
  readonly data: string;
  readonly bin: string;
  /** As the Supervisor maps it: root's. */
  readonly share: string;
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
}

interface Service extends Prepared {
  output(): string;
  /** @returns the exit code */
  stop(): Promise<number | null>;
}

/** The tree of the image with this machine's Node and libc, and stubs for what comes with the base. */
async function prepare(options: object): Promise<Prepared> {
  const app = join(folder, 'app');
  if (!existsSync(app)) {
    install('app');
    cpSync(join(ROOT, 'dist'), join(app, 'dist'), { recursive: true });
  }
  const home = mkdtempSync(join(folder, 'service-'));
  chmodSync(home, 0o755);
  const [data, bin, runtime] = ['data', 'bin', 'run'].map((name) => join(home, name)) as [string, string, string];
  const share = join(home, 'share');
  const broken = join(home, 'broken');
  for (const path of [data, bin, share, broken]) mkdirSync(path);
  writeFileSync(join(broken, 'masthead'), ''); // in the way
  writeFileSync(join(data, 'options.json'), JSON.stringify(options), { mode: 0o600 });
  writeFileSync(join(data, 'left-by-root.txt'), '');
  stubs(bin);
  const port = await freePort();
  const supervisor = await startSupervisor();
  onTestFinished(() => supervisor.stop());
  supervisor.info = { ...supervisor.info, network: { '5004/tcp': port } };
  const env = {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    MASTHEAD_APP_DIR: app,
    MASTHEAD_DATA_DIR: data,
    MASTHEAD_RUN_DIR: runtime,
    MASTHEAD_MAPPED_DIRS: `${broken} ${join(home, 'absent')} ${share}`,
    MASTHEAD_USER: USER,
    MASTHEAD_CONTROL_SOCKET: join(runtime, 'control.sock'),
    MASTHEAD_DISCOVERY: 'off',
    MASTHEAD_ADMIN_PASSWORD: 'secret',
    SUPERVISOR_TOKEN: supervisor.token,
    MASTHEAD_SUPERVISOR_URL: supervisor.url,
  };
  return { data, bin, share, env, port };
}

/** Runs the start script, as s6 does. */
async function launch(prepared: Prepared): Promise<Service> {
  const child = spawn(join(prepared.bin, 'bashio'), [RUN], { env: prepared.env });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (more: string) => (text += more));
  }
  const ended = once(child, 'close') as Promise<[number | null]>;
  const stop = async (): Promise<number | null> => {
    if (child.exitCode === null) child.kill('SIGTERM');
    return (await ended)[0];
  };
  onTestFinished(async () => void (await stop()));
  await expect.poll(() => text, WAIT).toContain('Masthead is ready');
  return { ...prepared, output: () => text, stop };
}

const startService = async (options: object): Promise<Service> => launch(await prepare(options));

/** bashio as far as the scripts use it, and s6's way to become another user. */
function stubs(bin: string): void {
  const write = (name: string, text: string): void => writeFileSync(join(bin, name), text, { mode: 0o755 });
  write(
    'bashio',
    `#!/bin/bash
set -o errexit -o errtrace -o nounset -o pipefail
bashio::log.info() { echo "INFO: $*"; }
bashio::log.warning() { echo "WARNING: $*"; }
bashio::fs.file_exists() { [ -f "$1" ]; }
bashio::fs.directory_exists() { [ -d "$1" ]; }
bashio::exit.nok() { echo "$*" >&2; exit 1; }
script=$1; shift
source "$script" "$@"
`,
  );
  write(
    's6-setuidgid',
    '#!/bin/bash\nuser=$1; shift\nexec setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups "$@"\n',
  );
  symlinkSync(nodeForAll(), join(bin, 'node'));
}

/** A copy of this very Node where somebody without rights may run it: a project may lie in a folder that is one person's. */
function nodeForAll(): string {
  const copy = join(folder, 'node');
  if (!existsSync(copy)) cpSync(process.execPath, copy);
  return copy;
}

const ask = (socketPath: string, method: string, path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const asked = request({ socketPath, method, path }, (response) => resolve(response.resume().statusCode));
    asked.once('error', reject).end();
  });

describe.skipIf(!isRoot)('the service, as root starts it', () => {
  test('takes its options, drops every right of root, and listens where the Supervisor says', async () => {
    const service = await startService({ log_level: 'debug', access: 'everyone', tuner_count: 7 });
    const pid = readFileSync(join(service.data, 'masthead.lock.pid'), 'utf8');
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const nobody = Number(spawnSync('id', ['-u', USER], { encoding: 'utf8' }).stdout);
    expect(status).toMatch(new RegExp(`^Uid:\\t${nobody}\\t${nobody}\\t${nobody}\\t${nobody}$`, 'm'));
    expect(status).toMatch(/^CapEff:\t0+$/m);
    expect(statSync(join(service.data, 'options.json'))).toMatchObject({ uid: 0 });
    expect(statSync(join(service.data, 'left-by-root.txt'))).toMatchObject({ uid: nobody });
    expect(statSync(service.share)).toMatchObject({ uid: 0 });
    expect(statSync(join(service.share, 'masthead'))).toMatchObject({ uid: nobody }); // for files of movies
    expect(service.output()).toMatch(/WARNING: .*broken\/masthead cannot be prepared/);
    const lan = `http://127.0.0.1:${service.port}`;
    expect(await (await fetch(`${lan}/health`)).json()).toMatchObject({ status: 'ok' });
    expect(await (await fetch(`${lan}/discover.json`)).json()).toMatchObject({ TunerCount: 7 });
    expect((await fetch(`${lan}/`)).status).toBe(200); // the panel came along
    expect(service.output()).toContain(' debug ');
    expect(await service.stop()).toBe(0);
  });

  test('is healthy for Docker over its socket, whatever its port', async () => {
    const service = await startService({ log_level: 'info' });
    expect(spawnSync(HEALTH, { env: service.env }).status).toBe(0);
    await service.stop();
    expect(spawnSync(HEALTH, { env: service.env }).status).not.toBe(0);
  });

  test('a backup that is taken while it runs can be restored', async () => {
    const service = await startService({ log_level: 'info' });
    const list = join(service.data, 'list.m3u');
    writeFileSync(
      list,
      '#EXTM3U\n#EXTINF:-1 tvg-id="one",One\nhttp://tv.example/1\n#EXTINF:-1 tvg-id="two",Two\nhttp://tv.example/2\n',
    );
    const api = await logIn(service);
    expect((await api('POST', '/providers', { name: 'Mine', source: list })).status).toBe(201);
    const names = async (call: typeof api): Promise<string[]> => {
      const page = (await (await call('GET', '/channels')).json()) as { items: { name: string; number: string }[] };
      return page.items.map(({ number, name }) => `${number} ${name}`);
    };
    await expect.poll(() => names(api), WAIT).toEqual(['1 One', '2 Two']);
    const page = (await (await api('GET', '/channels')).json()) as { items: { id: string }[] };
    await api('PATCH', '/channels', { patches: [{ ids: [page.items[0]?.id], set: { name: 'The first' } }] });

    const hook = spawnSync(HOOK, ['pre'], { env: service.env, encoding: 'utf8' });
    expect([hook.status, hook.stderr]).toEqual([0, '']);
    const wal = join(service.data, 'catalogue.sqlite-wal');
    expect(existsSync(wal) ? statSync(wal).size : 0).toBe(0);
    const copy = mkdtempSync(join(folder, 'backup-'));
    cpSync(service.data, copy, { recursive: true, filter: (path) => !/\/cache$|-shm$|options\.json$/.test(path) });
    expect(spawnSync(HOOK, ['post'], { env: service.env }).status).toBe(0);
    expect(await service.stop()).toBe(0);

    const restored = await prepare({ log_level: 'info' });
    cpSync(copy, restored.data, { recursive: true });
    rmSync(list); // nothing can be fetched: what is shown was in the backup
    const again = await launch(restored);
    expect(await names(await logIn(again))).toEqual(['1 The first', '2 Two']);
    await again.stop();
  });

  test('a hook that finds no Masthead lets the backup go on and says so', () => {
    const env = { PATH: process.env['PATH'] ?? '', MASTHEAD_CONTROL_SOCKET: join(folder, 'nowhere.sock') };
    const hook = spawnSync(HOOK, ['pre'], { env, encoding: 'utf8' });
    expect([hook.status, /could not be told/.test(hook.stderr)]).toEqual([0, true]);
    expect(spawnSync(HOOK, ['other'], { env }).status).toBe(2);
  });

  test('the socket answers nothing else', async () => {
    const service = await startService({ log_level: 'info' });
    const socket = service.env['MASTHEAD_CONTROL_SOCKET'] ?? '';
    expect([await ask(socket, 'GET', '/health'), await ask(socket, 'GET', '/api/settings')]).toEqual([200, 404]);
    await service.stop();
  });
});

test.each([
  ['0', '0', '0'],
  ['1', '0', '1'],
  ['256', '15', '143'],
])('an end with code %s and signal %s ends the container with %s', (code, signal, expected) => {
  const bin = mkdtempSync(join(folder, 'finish-'));
  stubs(bin);
  writeFileSync(join(bin, 'halt'), `#!/bin/sh\necho halted > ${bin}/halted\n`, { mode: 0o755 });
  const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, S6_RESULTS_DIR: bin, S6_HALT: join(bin, 'halt') };
  spawnSync(join(bin, 'bashio'), [FINISH, code, signal], { env });
  expect(readFileSync(join(bin, 'exitcode'), 'utf8').trim()).toBe(expected);
  expect(existsSync(join(bin, 'halted'))).toBe(true);
});

async function logIn({ port }: Service) {
  const base = `http://127.0.0.1:${port}/api`;
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${base}/login`, { method: 'POST', headers, body: '{"password":"secret"}' });
  const { token } = (await answer.json()) as { token: string };
  return (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(base + path, {
      method,
      headers: { ...headers, authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
}
