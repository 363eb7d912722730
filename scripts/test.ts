// `npm test`: fetches what the tests with real clients need, where that is possible, and runs every test there is.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Program {
  readonly command: string;
  /** Debian packages that bring it. */
  readonly packages: readonly string[];
  /** What is not tested without it. */
  readonly tests: string;
}

const PROGRAMS: readonly Program[] = [
  { command: 'ffmpeg', packages: ['ffmpeg'], tests: 'decoding of a shared channel' },
  { command: 'ffprobe', packages: ['ffmpeg'], tests: 'what a media server learns of a channel' },
  { command: 'cvlc', packages: ['vlc-bin', 'vlc-plugin-base'], tests: 'VLC on the playlist' },
  { command: 'mpv', packages: ['mpv'], tests: 'mpv on the playlist' },
  { command: 'chromium', packages: ['chromium'], tests: 'hls.js in a browser' },
  { command: 'hdhomerun_config', packages: ['hdhomerun-config'], tests: 'discovery of the tuner' },
  { command: 'gssdp-discover', packages: ['gupnp-tools'], tests: 'discovery by SSDP' },
  { command: 'mosquitto', packages: ['mosquitto', 'mosquitto-clients'], tests: 'entities at a real MQTT broker' },
  { command: 'apparmor_parser', packages: ['apparmor'], tests: "the syntax of the add-on's profile" },
  { command: 'shellcheck', packages: ['shellcheck'], tests: "the add-on's scripts" },
  { command: 'yamllint', packages: ['yamllint'], tests: "the add-on's manifest and blueprints" },
  { command: 'streamlink', packages: ['streamlink'], tests: 'streams that streamlink brings' },
  { command: 'yt-dlp', packages: ['yt-dlp'], tests: 'streams that yt-dlp brings' },
  { command: 'setpriv', packages: ['util-linux'], tests: 'the service without rights' },
  { command: 'curl', packages: ['curl'], tests: 'health and backup hooks' },
  { command: 'ip', packages: ['iproute2'], tests: 'discovery in a network of its own' },
];

function isThere({ command }: Program): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** As root on Debian: installs the packages of `missing`. Anything that fails is shown and does not stop the tests. */
function install(missing: readonly Program[]): void {
  const packages = [...new Set(missing.flatMap((program) => program.packages))];
  console.log(`Fetching what the tests with real clients need: ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { stdio: 'inherit', env });
}

const mayInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version');
const missing = PROGRAMS.filter((program) => !isThere(program));
if (missing.length > 0 && mayInstall) install(missing);
for (const program of PROGRAMS.filter((one) => !isThere(one))) {
  const how = mayInstall ? 'it could not be installed' : 'only root on Debian installs it by itself';
  console.log(
    `Skipped, as ${program.command} (${program.packages.join(', ')}) is missing and ${how}: ${program.tests}`,
  );
}

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const reporters = ['--reporter=default', '--reporter=json', '--outputFile.json=.vitest-report.json'];
const run = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = run.status ?? 1;
