// The add-on's files against the Supervisor's rules. The image itself and the enforcement of the profile cannot be tried
// without Docker and AppArmor in the kernel: syntax and content are.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type * as z from 'zod';
import { LOG_LEVELS } from '../src/kernel/log.ts';
import { ACCESS_MODES, settingsSchema } from '../src/model/settings.ts';
import { ADDON_OPTIONS } from '../src/options/addon.ts';
import {
  buildSchema,
  configSchema,
  repositorySchema,
  securityRating,
  translationSchema,
} from './addon/config-schema.ts';
import { parseDockerfile } from './addon/dockerfile.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const yaml = (path: string): Record<string, unknown> => parse(read(path)) as Record<string, unknown>;
const issues = (schema: z.ZodType, value: unknown): string[] =>
  schema.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

const config = yaml('config.yaml') as z.output<typeof configSchema>;
const packageJson = JSON.parse(read('package.json')) as { version: string };
const LANGUAGES = ['de', 'en', 'es', 'fr', 'nl'];
const S6 = 'addon/rootfs/etc/s6-overlay/s6-rc.d';
const SCRIPTS = [
  `${S6}/masthead/run`,
  `${S6}/masthead/finish`,
  'addon/rootfs/usr/local/bin/backup-hook',
  'addon/rootfs/usr/local/bin/health',
];

describe('the manifest', () => {
  test('is one that the Supervisor takes and its linter has nothing to say about', () => {
    expect(issues(configSchema, config)).toEqual([]);
    expect(config.version).toBe(packageJson.version);
  });

  test('has a security rating of 7 of 8', () => {
    expect(securityRating(config, existsSync(join(ROOT, 'apparmor.txt')))).toBe(7);
  });

  test.each([
    [{ ingress_port: 8_099 }, 'ingress_port'],
    [{ ports: { '65001/tcp': 65_001 } }, ''],
    [{ ports: { '8123/tcp': 8_123 } }, 'taken'],
    [{ schema: { log_level: 'words' } }, 'schema'],
    [{ options: {} }, 'log_level must have a default'],
    [{ watchdog: 'http://[HOST]:5004' }, 'watchdog'],
    [{ panel_title: 'Masthead' }, 'panel_title'],
    [{ map: ['share:rw'] }, 'map'],
  ])('with %j would be refused', (change, named) => {
    expect(issues(configSchema, { ...config, ...change }).join()).toMatch(named || /./);
  });

  test('is hot in backups, with hooks that are there, without what can be fetched again', () => {
    expect(config.backup_pre).toBe('/usr/local/bin/backup-hook pre');
    expect(config.backup_post).toBe('/usr/local/bin/backup-hook post');
    expect(existsSync(join(ROOT, 'addon/rootfs/usr/local/bin/backup-hook'))).toBe(true);
    expect(config.backup_exclude).toContain('cache');
  });
});

describe('options', () => {
  const schema = config.schema as Record<string, string>;

  test('are those that Masthead reads, in the same words and bounds', () => {
    expect(Object.keys(schema)).toEqual([...ADDON_OPTIONS]);
    expect(schema['log_level']).toBe(`list(${LOG_LEVELS.join('|')})`);
    expect(schema['access']).toBe(`list(${ACCESS_MODES.join('|')})?`);
    const { minValue, maxValue } = settingsSchema.shape.discovery.unwrap().shape.tuner_count.unwrap().unwrap();
    expect(schema['tuner_count']).toBe(`int(${minValue},${maxValue})?`);
  });

  test.each(LANGUAGES)('have a name and an explanation in %s, and so has the port', (language) => {
    const translation = yaml(`translations/${language}.yaml`) as z.output<typeof translationSchema>;
    expect(issues(translationSchema, translation)).toEqual([]);
    expect(Object.keys(translation.configuration)).toEqual(Object.keys(schema));
    expect(Object.values(translation.configuration).every(({ description }) => description)).toBe(true);
    expect(Object.keys(translation.network ?? {})).toEqual(Object.keys(config.ports ?? {}));
  });

  test('are translated, not repeated', () => {
    const texts = LANGUAGES.map((language) => JSON.stringify(yaml(`translations/${language}.yaml`)));
    expect(new Set(texts).size).toBe(LANGUAGES.length);
    expect(readdirSync(join(ROOT, 'translations')).toSorted()).toEqual(LANGUAGES.map((language) => `${language}.yaml`));
  });
});

describe('the store', () => {
  test('finds one repository file and one add-on, and the files that it shows', () => {
    expect(issues(repositorySchema, yaml('repository.yaml'))).toEqual([]);
    expect(config.url).toBe(yaml('repository.yaml')['url']);
    const found = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter(
      (path) =>
        /(?:^|\/)(?:config|repository)\.(?:ya?ml|json)$/.test(path) && !/node_modules|rootfs|(?:^|\/)\./.test(path),
    );
    expect(found.toSorted()).toEqual(['config.yaml', 'repository.yaml']);
    for (const file of ['README.md', 'DOCS.md', 'CHANGELOG.md']) expect(read(file).length).toBeGreaterThan(500);
    expect(read('README.md')).toContain('https://my.home-assistant.io/redirect/supervisor_store/?repository_url=');
  });

  test.each([
    ['icon.png', 128, 128],
    ['logo.png', 250, 100],
  ])('shows %s in the size that it wants', (file, width, height) => {
    const bytes = readFileSync(join(ROOT, file));
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([width, height]);
  });
});

describe('the image', () => {
  const { globals, stages } = parseDockerfile(read('Dockerfile'));
  const last = stages.at(-1)!;
  const runs = (index: number): string =>
    stages
      .at(index)!
      .instructions.filter(({ word }) => word === 'RUN')
      .map(({ text }) => text)
      .join('\n');

  test("stands on Home Assistant's Alpine base, pinned, in every stage", () => {
    expect(globals).toEqual([
      {
        word: 'ARG',
        text: expect.stringMatching(/^BUILD_FROM=ghcr\.io\/home-assistant\/base:3\.24-\d{4}\.\d{2}\.\d$/),
      },
    ]);
    expect(stages.map(({ from }) => from)).toEqual(stages.map(() => '${BUILD_FROM}'));
    expect(last.name).toBe('');
  });

  test('build.yaml names the same base for each processor of the manifest', () => {
    const build = yaml('build.yaml') as z.output<typeof buildSchema>;
    expect(issues(buildSchema, build)).toEqual([]);
    expect(Object.keys(build.build_from).toSorted()).toEqual(config.arch.toSorted());
    expect(new Set(Object.values(build.build_from))).toEqual(new Set([globals[0]?.text.replace('BUILD_FROM=', '')]));
  });

  test('takes Node 24 from Alpine, and production dependencies with the binaries among the optional ones', () => {
    for (let index = 0; index < stages.length; index += 1)
      expect(runs(index)).toMatch(/apk add --no-cache .*nodejs~24/);
    expect(runs(-1)).toContain('ffmpeg');
    const install = runs(stages.findIndex(({ name }) => name === 'dependencies'));
    expect(install).toMatch(/npm ci .*--omit=dev/);
    expect(install).not.toContain('--omit=optional');
    expect(runs(-1)).not.toMatch(/npm/);
  });

  test('has no compiler, source or secret in its last stage', () => {
    const copies = last.instructions.filter(({ word }) => word === 'COPY').map(({ text }) => text);
    expect(copies).toEqual([
      '--from=dependencies /app/node_modules node_modules',
      '--from=build /app/dist dist',
      'package.json LICENSE ./',
      'addon/rootfs /',
    ]);
    expect(last.instructions.map(({ word }) => word)).not.toContain('ADD');
    expect(read('Dockerfile')).not.toMatch(/TOKEN|PASSWORD/);
  });

  test('copies only what .dockerignore lets through', () => {
    const allowed =
      read('.dockerignore')
        .match(/^!.*$/gm)
        ?.map((line) => line.slice(1)) ?? [];
    const copied = stages
      .flatMap(({ instructions }) => instructions)
      .filter(({ word, text }) => word === 'COPY' && !text.startsWith('--from'))
      .flatMap(({ text }) => text.split(' ').slice(0, -1));
    expect(new Set(copied)).toEqual(new Set(allowed));
  });

  test('carries the labels, says early that it is healthy, and leaves the start to s6', () => {
    const words = Object.groupBy(last.instructions, ({ word }) => word);
    const labels = words['LABEL']?.[0]?.text ?? '';
    for (const label of ['io.hass.version', 'io.hass.type="app"', 'io.hass.arch']) expect(labels).toContain(label);
    expect(words['HEALTHCHECK']?.[0]?.text).toMatch(/--start-interval=1s .*CMD \["\/usr\/local\/bin\/health"\]/);
    expect(words['ENTRYPOINT'] ?? words['CMD']).toBeUndefined();
    const graceMs = Number(/S6_SERVICES_GRACETIME=(\d+)/.exec(words['ENV']?.[0]?.text ?? '')?.[1]);
    expect(graceMs).toBe((config.timeout ?? 10) * 1_000);
  });

  test('gives Masthead a user of its own', () => {
    expect(runs(-1)).toMatch(/adduser .*-s \/sbin\/nologin masthead/);
    expect(read(`${S6}/masthead/run`)).toContain('exec s6-setuidgid "${user}" node');
  });
});

describe('s6', () => {
  test('knows one long-running service that comes after the base', () => {
    expect(read(`${S6}/masthead/type`).trim()).toBe('longrun');
    expect(existsSync(join(ROOT, S6, 'masthead/dependencies.d/base'))).toBe(true);
    expect(existsSync(join(ROOT, S6, 'user/contents.d/masthead'))).toBe(true);
  });

  test.each(SCRIPTS)('may execute %s', (script) => {
    expect(statSync(join(ROOT, script)).mode & 0o111).toBe(0o111);
    expect(read(script)).toMatch(/^#!(?:\/command\/with-contenv bashio|\/bin\/sh)\n/);
  });
});

describe('the AppArmor profile', () => {
  const profile = read('apparmor.txt');

  test('has one profile line at its edge, enforces, and allows no more than it needs', () => {
    expect(profile.match(/^profile .*$/gm)).toEqual(['profile masthead flags=(attach_disconnected,mediate_deleted) {']);
    expect(profile).not.toMatch(/complain|unconfined\)|^\s*file,|\bpux?\b|\bux\b|capability sys_|capability net_/m);
    const node = /profile node[^{]*\{(.*?)\n {2}\}/s.exec(profile)?.[1] ?? '';
    expect(node).not.toMatch(/capability|^\s*\/(?:config|ssl)|\/bin\/\*\*/m);
    expect(node).toMatch(/deny \/data\/options\.json/);
    expect(node).not.toMatch(/^\s*\/(?:share|media)\/\*\* \w*w/m);
    expect(node.match(/^\s*\/(?:share|media)\/.* \w*w\w*,$/gm)?.map((line) => line.trim())).toEqual([
      '/share/masthead/{,**} rwkl,',
      '/media/masthead/{,**} rwkl,',
    ]);
  });
});

const has = (program: string): boolean => spawnSync('which', [program]).status === 0;
const run = (program: string, ...args: string[]): string => {
  const { stdout, stderr, status } = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8' });
  return status === 0 ? '' : `${program} ${args.join(' ')}: ${stdout}${stderr}`;
};

describe('other programs have nothing to say about', () => {
  test.skipIf(!has('apparmor_parser'))('the syntax of the profile', () => {
    expect(run('apparmor_parser', '-Q', '-K', '-I', '/etc/apparmor.d', 'apparmor.txt')).toBe('');
  });

  test.skipIf(!has('shellcheck'))('the scripts', () => {
    expect(run('shellcheck', ...SCRIPTS)).toBe('');
  });

  test.skipIf(!has('yamllint'))('every YAML file', () => {
    const blueprints = readdirSync(join(ROOT, 'docs/blueprints')).map((file) => `docs/blueprints/${file}`);
    const files = [
      'config.yaml',
      'build.yaml',
      'repository.yaml',
      'compose.yaml',
      'translations',
      ...blueprints.filter((file) => file.endsWith('.yaml')),
    ];
    expect(run('yamllint', ...files)).toBe('');
  });
});

/** @returns what it says, and the inputs that it uses */
function parsed(file: string): { used: Set<string>; content: Record<string, unknown> } {
  const used: string[] = [];
  const input = { tag: '!input', resolve: (name: string) => void used.push(name) };
  const content = parse(read(`docs/blueprints/${file}`), { customTags: [input] }) as Record<string, unknown>;
  return { used: new Set(used), content };
}

describe('the blueprints', () => {
  const files = readdirSync(join(ROOT, 'docs/blueprints')).filter((file) => file.endsWith('.yaml'));
  test.each(files)('%s asks for what it uses, and uses what it asks for', (file) => {
    const { used, content } = parsed(file);
    const { domain, input } = content['blueprint'] as { domain: string; input: object };
    expect(domain).toBe('automation');
    expect([...used].toSorted()).toEqual(Object.keys(input).toSorted());
  });

  test('the lights are brought back from what was kept of them before', () => {
    const text = JSON.stringify(parsed('dim-lights.yaml').content['actions']);
    const order = ['scene.create', 'light.turn_on', 'scene.turn_on', 'scene.delete'];
    expect(Array.from(text.matchAll(/"action":"([^"]+)"/g), ([, name]) => name)).toEqual(order);
  });
});
