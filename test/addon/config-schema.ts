// The Supervisor's schema of config.yaml, build.yaml, repository.yaml and translations, as the reference has it: what it
// would refuse, drop or warn of, in words. With the linter's rules: nothing unknown, no value that is the default anyway.

import * as z from 'zod';

const ARCHES = z.enum(['aarch64', 'amd64']);
const isUrl = (text: string): boolean => URL.canParse(text) && /^https?:\/\/[^/]+/.test(text);
const url = z.string().refine(isUrl, 'not a URL');
const PORT = z.number().int().min(1).max(65_535);
const portMap = <Value extends z.ZodType>(value: Value) => z.record(z.string().regex(/^\d{1,5}\/(?:tcp|udp)$/), value);
/** A value that says what is so anyway: the linter wants it gone. */
const otherThan = <Value extends z.ZodType>(schema: Value, byDefault: unknown) =>
  schema.refine((value) => value !== byDefault, 'the default should be left out');
const flag = otherThan(z.boolean(), false);

const ELEMENT =
  /^(?:bool|email|url|port|device(?:\(subsystem=\w+\))?|(?:str|password)(?:\(\d*,\d*\))?|(?:int|float)(?:\(-?[\d.]*,-?[\d.]*\))?|match\(.*\)|list\([^()]+\))\??$/;
const element: z.ZodType = z.lazy(() =>
  z.union([z.string().regex(ELEMENT), z.record(z.string(), element), z.array(element).length(1)]),
);

export const configSchema = z
  .strictObject({
    name: z.string().min(1),
    version: z.string().regex(/^\d+\.\d+\.\d+(?:[-.]?[a-z]+\d*)?$/),
    slug: z.string().regex(/^[-_.A-Za-z0-9]+$/),
    description: z.string().min(1),
    url: url.optional(),
    image: z
      .string()
      .regex(/^[\w.\-/{}]+$/, 'no tag')
      .optional(),
    arch: z.array(ARCHES).min(1),
    init: otherThan(z.boolean(), true).optional(),
    homeassistant: z
      .string()
      .regex(/^\d{4}\.\d+(?:\.\d+)?$/)
      .optional(),
    startup: otherThan(z.enum(['initialize', 'system', 'services', 'application', 'once']), 'application').optional(),
    boot: otherThan(z.enum(['auto', 'manual', 'manual_only']), 'auto').optional(),
    stage: otherThan(z.enum(['stable', 'experimental', 'deprecated']), 'stable').optional(),
    timeout: otherThan(z.number().int().min(10).max(300), 10).optional(),
    host_network: flag.optional(),
    ports: portMap(PORT.nullable()).optional(),
    ports_description: portMap(z.string()).optional(),
    ingress: flag.optional(),
    ingress_port: otherThan(z.union([PORT, z.literal(0)]), 8_099).optional(),
    ingress_stream: flag.optional(),
    panel_icon: otherThan(z.string().regex(/^mdi:[a-z-]+$/), 'mdi:puzzle').optional(),
    panel_title: z.string().optional(),
    panel_admin: otherThan(z.boolean(), true).optional(),
    homeassistant_api: flag.optional(),
    hassio_api: flag.optional(),
    hassio_role: otherThan(z.enum(['default', 'homeassistant', 'backup', 'manager', 'admin']), 'default').optional(),
    apparmor: otherThan(z.boolean(), true).optional(),
    video: flag.optional(),
    services: z.array(z.string().regex(/^(?:mqtt|mysql):(?:provide|want|need)$/)).optional(),
    map: z
      .array(
        z.strictObject({
          type: z.enum(['data', 'ssl', 'share', 'media', 'backup', 'homeassistant_config', 'addon_config']),
          read_only: otherThan(z.boolean(), true).optional(),
          path: z.string().optional(),
        }),
      )
      .optional(),
    backup: otherThan(z.enum(['hot', 'cold']), 'hot').optional(),
    backup_pre: z.string().optional(),
    backup_post: z.string().optional(),
    backup_exclude: z.array(z.string()).optional(),
    tmpfs: flag.optional(),
    options: z.record(z.string(), z.unknown()).optional(),
    schema: z.union([z.literal(false), z.record(z.string(), element)]).optional(),
  })
  .superRefine((config, context) => {
    for (const wrong of conflicts(config)) context.addIssue({ code: 'custom', message: wrong });
  });

/** Ports that the Supervisor gives to ingress listeners by itself. */
const isDynamic = (port: number): boolean => port >= 62_000 && port <= 65_500;
/** Taken on a Home Assistant host, or commonly. */
const TAKEN = new Set([22, 80, 139, 443, 445, 1_883, 1_884, 4_357, 5_353, 8_099, 8_123, 8_883, 8_884]);

interface Checked {
  readonly name: string;
  readonly panel_title?: string | undefined;
  readonly backup?: string | undefined;
  readonly backup_pre?: string | undefined;
  readonly ingress_port?: number | undefined;
  readonly host_network?: boolean | undefined;
  readonly ports?: Readonly<Record<string, number | null>> | undefined;
  readonly options?: Readonly<Record<string, unknown>> | undefined;
  readonly schema?: false | Readonly<Record<string, unknown>> | undefined;
}

function conflicts(config: Checked): string[] {
  const { options = {}, schema = {}, ports = {} } = config;
  const known = schema === false ? {} : schema;
  const numbers = Object.entries(ports).flatMap(([inside, outside]) => [Number.parseInt(inside, 10), outside ?? 0]);
  const needed = Object.entries(known).filter(([, kind]) => typeof kind !== 'string' || !kind.endsWith('?'));
  return [
    ...(config.panel_title === config.name ? ['panel_title is the name anyway'] : []),
    ...(config.backup === 'cold' && config.backup_pre ? ['hooks of a cold backup are ignored'] : []),
    ...(config.ingress_port === 0 && !config.host_network ? ['ingress_port 0 without host_network'] : []),
    ...(config.ingress_port === 0 && numbers.some(isDynamic) ? ['a port among the dynamic ones'] : []),
    ...numbers.filter((port) => TAKEN.has(port)).map((port) => `port ${port} is taken on the host`),
    ...Object.keys(options).flatMap((key) => (key in known ? [] : [`option ${key} is unknown to the schema`])),
    ...needed.flatMap(([key]) => (key in options ? [] : [`option ${key} must have a default`])),
  ];
}

export const buildSchema = z.strictObject({
  build_from: z.partialRecord(ARCHES, z.string().regex(/^[\w.\-/]+:[\w.-]+$/)),
  args: z.record(z.string(), z.string()).optional(),
  labels: z.record(z.string(), z.string()).optional(),
});

export const repositorySchema = z.strictObject({
  name: z.string(),
  url: url.optional(),
  maintainer: z.string().optional(),
});

export const translationSchema = z.strictObject({
  configuration: z.record(
    z.string(),
    z.strictObject({
      name: z.string().min(1),
      description: z.string().min(1).optional(),
      fields: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  network: portMap(z.string().min(1)).optional(),
});

interface Rated {
  readonly apparmor?: boolean | undefined;
  readonly ingress?: boolean | undefined;
  readonly auth_api?: boolean | undefined;
  readonly privileged?: readonly string[] | undefined;
  readonly kernel_modules?: boolean | undefined;
  readonly hassio_role?: string | undefined;
  readonly host_network?: boolean | undefined;
  readonly host_pid?: boolean | undefined;
  readonly docker_api?: boolean | undefined;
  readonly full_access?: boolean | undefined;
}

/** Supervisor, apps/utils.py: rating_security. From 1 to 8. */
export function securityRating(config: Rated, hasProfile: boolean): number {
  if (config.docker_api || config.full_access) return 1;
  const roles: Readonly<Record<string, number>> = { manager: -1, admin: -2 };
  const points = [
    config.apparmor === false ? -1 : hasProfile ? 1 : 0,
    config.ingress ? 2 : config.auth_api ? 1 : 0,
    (config.privileged?.length ?? 0) > 0 || config.kernel_modules ? -1 : 0,
    roles[config.hassio_role ?? ''] ?? 0,
    config.host_network ? -1 : 0,
    config.host_pid ? -2 : 0,
  ];
  return Math.min(
    8,
    Math.max(
      1,
      points.reduce((sum, point) => sum + point, 5),
    ),
  );
}
