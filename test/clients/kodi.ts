// A real Kodi with IPTV Simple on a screen that nobody sees, set up by files as its own dialogs would write them.

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../fakes/free-port.ts';

const ADDON = 'pvr.iptvsimple';
const WAIT_MS = 60_000;

/** Debian: `kodi`, `kodi-pvr-iptvsimple`, `kodi-inputstream-ffmpegdirect` (catch-up goes through it), `xvfb`. */
export const hasKodi = [
  '/usr/bin/kodi',
  '/usr/bin/xvfb-run',
  `/usr/share/kodi/addons/${ADDON}`,
  '/usr/share/kodi/addons/inputstream.ffmpegdirect',
].every((file) => existsSync(file));

export interface KodiSources {
  readonly playlist: string;
  readonly guide: string;
}

export class Kodi {
  readonly #home: string;
  readonly #port: number;
  #process: ChildProcess | undefined;

  private constructor(home: string, port: number) {
    this.#home = home;
    this.#port = port;
  }

  /** @param home an empty folder */
  static async at(home: string, sources: KodiSources): Promise<Kodi> {
    const port = await freePort();
    const addon = join(home, '.kodi/userdata/addon_data', ADDON);
    mkdirSync(addon, { recursive: true });
    writeFileSync(
      join(home, '.kodi/userdata/guisettings.xml'),
      settings({
        'services.webserver': true,
        'services.webserverport': port,
        'services.webserverauthentication': false,
        'services.esenabled': false,
        'services.zeroconf': false,
        'general.addonupdates': 2, // never
      }),
    );
    const own = settings({
      kodi_addon_instance_name: 'Masthead',
      kodi_addon_instance_enabled: true,
      m3uPathType: 1,
      m3uUrl: sources.playlist,
      m3uCache: false,
      epgPathType: 1,
      epgUrl: sources.guide,
      epgCache: false,
      catchupEnabled: true,
    });
    // One file up to Kodi 20, one an instance since.
    for (const name of ['settings.xml', 'instance-settings-1.xml']) writeFileSync(join(addon, name), own);
    return new Kodi(home, port);
  }

  async start(): Promise<void> {
    const env = { ...process.env, HOME: this.#home };
    const options = { env, stdio: 'ignore', detached: true } as const;
    const screen = ['-a', '-s', '-screen 0 640x480x24'];
    this.#process = spawn('xvfb-run', [...screen, 'kodi', '--standalone', '--nolirc'], options);
    await this.until(async () => (await this.ask('JSONRPC.Ping')) === 'pong');
    await this.ask('Addons.SetAddonEnabled', { addonid: ADDON, enabled: true });
  }

  /** It writes down what it has learnt. */
  async stop(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await this.ask('Application.Quit').catch(() => undefined);
    const kill = setTimeout(() => this.kill(), 10_000);
    await ended;
    clearTimeout(kill);
  }

  kill(): void {
    const { pid, exitCode } = this.#process ?? {};
    if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGKILL');
  }

  async ask<Answer = unknown>(method: string, params: object = {}): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${this.#port}/jsonrpc`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      signal: AbortSignal.timeout(10_000),
    });
    const { result, error } = (await response.json()) as { result: Answer; error?: object };
    if (error) throw new Error(`${method}: ${JSON.stringify(error)}`);
    return result;
  }

  /** What it refuses is not there yet. @throws Error when it does not become so within a minute */
  async until(isSo: () => Promise<boolean>): Promise<void> {
    for (const untilMs = performance.now() + WAIT_MS; performance.now() < untilMs;) {
      if (await isSo().catch(() => false)) return;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    throw new Error('Kodi did not come so far');
  }
}

const settings = (values: Readonly<Record<string, boolean | number | string>>): string => {
  const lines = Object.entries(values).map(([id, value]) => `<setting id="${id}">${value}</setting>`);
  return `<settings version="2">${lines.join('')}</settings>`;
};
