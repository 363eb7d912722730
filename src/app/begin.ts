// What a start does besides starting parts: takes in the sources it was given, and says where everything is.

import type { Accounts } from '../accounts/accounts.ts';
import { makeXtreamPassword } from '../accounts/xtream-user.ts';
import type { LanServer } from '../http/server.ts';
import type { AppContext } from './context.ts';
import type { Demo } from './demo.ts';
import type { Rooms } from './rooms.ts';

/** Sources from the command line are added once and kept, the demo among them. */
export async function addSources({ options }: AppContext, { providers }: Rooms, demo: Demo): Promise<void> {
  for (const source of options.sources) if (!providers.findBySource(source)) await providers.add({ source });
  if (options.demo) await demo.take();
  await demo.start();
}

/** Players that speak Xtream Codes need a login from the first start on. */
export async function ensureXtreamLogin({ settings }: Rooms): Promise<void> {
  if (settings.current.xtream.password === '') await settings.patch({ xtream: { password: makeXtreamPassword() } });
}

export function greet({ options, print }: AppContext, lan: LanServer, accounts: Accounts, demo: Demo): void {
  const base = options.baseUrl || `http://localhost:${lan.address?.port ?? options.port}`;
  const lines = [
    '',
    `  In a browser      ${base}/`,
    `  Jellyfin, Plex    ${base}            tuner: HDHomeRun, guide: ${base}/guide.xml`,
    `  Players, Kodi     ${base}/playlist.m3u`,
    `  Xtream Codes      ${base}            name and password are in the settings`,
    '  From another device, put this machine\'s address for "localhost".',
  ];
  if (accounts.setUpToken) lines.push('', `  Set a password    ${base}/setup#${accounts.setUpToken}   (works once)`);
  if (demo.pageUrl) lines.push('', `  Demo faults       ${demo.pageUrl}`);
  print([...lines, ''].join('\n'));
}
