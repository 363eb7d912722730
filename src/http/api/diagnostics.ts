// One file that says how this Masthead is, for whoever is asked for help. It is made to be handed to strangers: what is a
// secret, or looks like one, is not in it.

import { release } from 'node:os';
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { redactValue } from '../../kernel/redact.ts';
import { MEBIBYTE, SECOND_MS } from '../../kernel/units.ts';
import type { ProviderSettings } from '../../model/provider.ts';
import type { ApiEnv } from '../guard.ts';
import type { ApiPorts } from './ports.ts';
import { newApi, problems } from './route.ts';
import { concealSecrets } from './secrets.ts';
import { describeSession } from './session-schema.ts';

const LOG_LINES = 1_000;
/** Deeper than anything in it. */
const DEPTH = 12;
/** Shorter ones are words that stand everywhere. */
const LEAST_SECRET_CHARACTERS = 5;

export const read = createRoute({
  method: 'get',
  path: '/diagnostics',
  tags: ['Status'],
  summary: 'A file for whoever is asked for help, without secrets',
  description:
    'Version, system, settings, providers (without passwords and keys), how their syncs went, what is on air and the newest lines of the log.',
  responses: {
    200: {
      description: 'The file',
      content: { 'application/json': { schema: z.looseObject({ version: z.string() }) } },
    },
    ...problems(401),
  },
});

type Ports = Pick<
  ApiPorts,
  | 'about'
  | 'clock'
  | 'countryOf'
  | 'hub'
  | 'lineup'
  | 'logBook'
  | 'profiles'
  | 'providers'
  | 'settings'
  | 'sync'
  | 'tuners'
>;

export function diagnosticsRoutes(ports: Ports): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(read, (c) => {
    const day = new Date(ports.clock.now()).toISOString().slice(0, 10);
    c.header('content-disposition', `attachment; filename="masthead-diagnostics-${day}.json"`);
    const facts = redactValue(factsOf(ports), DEPTH);
    return c.json(scrub(facts, secretsOf(ports.providers.list())) as { version: string }, 200);
  });
  return api;
}

function factsOf(ports: Ports): Record<string, unknown> {
  const { about, clock, countryOf, hub, lineup, logBook, profiles, providers, settings, sync, tuners } = ports;
  const { commands, ...others } = settings.current;
  return {
    version: about.version,
    made_at: new Date(clock.now()),
    uptime_seconds: Math.round((clock.now() - about.startedAt) / SECOND_MS),
    system: systemFacts(),
    lineup: { revision: lineup.snapshot.revision, channel_count: lineup.snapshot.channels.length },
    tuners: tuners(),
    settings: { ...others, commands: { ...commands, profiles: commands.profiles.map(({ name }) => name) } },
    stream_profiles: profiles.list().map(({ name, is_available, reason }) => ({ name, is_available, reason })),
    providers: providers.list().map((provider) => {
      const { options, ...rest } = concealSecrets(provider);
      return { ...rest, login_count: options?.kind === 'xtream' ? options.logins.length : null };
    }),
    sync: sync.status(),
    sessions: hub.sessions().map((view) => describeSession(view, lineup.snapshot, countryOf)),
    figures: hub.figures(),
    log: logBook.lines(LOG_LINES),
  };
}

function systemFacts(): Record<string, unknown> {
  const { rss, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    kernel: release(),
    resident_mebibytes: Math.round(rss / MEBIBYTE),
    heap_mebibytes: Math.round(heapUsed / MEBIBYTE),
    external_mebibytes: Math.round(external / MEBIBYTE),
    processor_seconds: (user + system) / 1e6,
    open_handles: process.getActiveResourcesInfo().length,
  };
}

/** What must not be in it wherever it may have come from: users, passwords and keys of the providers. */
function secretsOf(providers: readonly ProviderSettings[]): string[] {
  const found = providers.flatMap(({ source, backup_sources: backups, guide_sources: guides, headers, options }) => [
    ...[source, ...backups, ...guides].flatMap(secretsIn),
    ...Object.values(headers),
    ...(options?.kind === 'xtream' ? options.logins : []).flatMap(({ username, password }) => [username, password]),
  ]);
  const long = found.filter((secret) => secret.length >= LEAST_SECRET_CHARACTERS);
  return [...new Set(long)].toSorted((a, b) => b.length - a.length);
}

function secretsIn(address: string): string[] {
  const url = URL.parse(address);
  if (!url) return [];
  const userInfo = [url.username, url.password].map((text) => decoded(text));
  const named = [...url.searchParams].filter(([name]) =>
    /user|pass|pwd|token|key|secret|mac|auth|sig|login/i.test(name),
  );
  return [...userInfo, ...named.map(([, value]) => value)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function scrub(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return secrets.reduce((text, secret) => text.replaceAll(secret, '***'), value);
  if (Array.isArray(value)) return value.map((item) => scrub(item, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, scrub(item, secrets)]));
}
