// The REST API: its groups put together behind the login, and its description.

import type { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { AppError } from '../../kernel/errors.ts';
import { MEBIBYTE } from '../../kernel/units.ts';
import { loginGuard, type ApiEnv } from '../guard.ts';
import type { Hosts } from '../hosts.ts';
import { liveRoutes } from '../live/route.ts';
import { PAGE_HEADERS } from '../panel/headers.ts';
import { alertRoutes } from './alerts.ts';
import { backupRoutes, IMPORT_PATH } from './backup.ts';
import { auditRoutes } from './audit.ts';
import { channelEditRoutes } from './channel-edits.ts';
import { channelLogoRoutes } from './channel-logos.ts';
import { channelStreamRoutes } from './channel-streams.ts';
import { channelGuideRoutes } from './channel-guide.ts';
import { channelRoutes } from './channels.ts';
import { demoRoutes } from './demo.ts';
import { diagnosticsRoutes } from './diagnostics.ts';
import { renderDocs } from './docs.ts';
import { describeExamples } from './examples.ts';
import { favouriteRoutes } from './favourites.ts';
import { familyRoutes } from './families.ts';
import { describeFormer, followFormer, FORMER_CHANNELS } from './former-channels.ts';
import { guideHistoryRoutes } from './guide-history.ts';
import { guideReviewRoutes } from './guide-review.ts';
import { groupRoutes } from './groups.ts';
import { historyRoutes } from './history.ts';
import { listingRoutes } from './listings.ts';
import { healthPastRoutes } from './health-past.ts';
import { healthRoutes } from './health.ts';
import { describeIdempotency, idempotency } from './idempotency.ts';
import { jellyfinRoutes } from './jellyfin.ts';
import { jobRoutes } from './jobs.ts';
import { unknownFieldsOf } from './known-fields.ts';
import { describeQueries, knownQuery } from './known-query.ts';
import { knowledgeRoutes } from './knowledge.ts';
import { describeLeftOutBodies } from './left-out-bodies.ts';
import { logoRoutes } from './logos.ts';
import { logRoutes } from './log.ts';
import { loginRoutes } from './login.ts';
import { matchRoutes } from './matches.ts';
import { meRoutes } from './me.ts';
import { peopleRoutes } from './people.ts';
import { otherMethods } from './other-methods.ts';
import { nameOperations, withExtensions } from './outside-tools.ts';
import type { ApiPorts } from './ports.ts';
import { describePreconditions, preconditions } from './preconditions.ts';
import { probeRoutes } from './probes.ts';
import { providerRoutes } from './providers.ts';
import { FIELDS_PATTERN, REVALIDATED, revalidation } from './revalidation.ts';
import { newApi } from './route.ts';
import { resumeRoutes } from './resume.ts';
import { ruleRoutes } from './rules.ts';
import { ruleTextRoutes } from './rule-texts.ts';
import { sessionRoutes } from './sessions.ts';
import { settingsRoutes } from './settings.ts';
import { statusRoutes } from './status.ts';
import { streamProfileRoutes } from './stream-profiles.ts';
import { streamRoutes } from './streams.ts';
import { strmRoutes } from './strm.ts';
import { titleReviewRoutes } from './title-review.ts';
import { titleRoutes } from './titles.ts';
import { tokenRoutes } from './tokens.ts';
import { viewingRoutes } from './viewing.ts';
import { watchableRoutes } from './watchable.ts';

/** A bulk change that names 20,000 channels is 0.3 MB. */
const MAX_BODY_BYTES = 2 * MEBIBYTE;
/** A backup with a decision for each of 100,000 channels. */
const MAX_IMPORT_BYTES = 32 * MEBIBYTE;

export function createApi(ports: ApiPorts, hosts: Pick<Hosts, 'learn'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.use('*', loginGuard(ports.accounts, hosts));
  api.use('*', noStore);
  let described: Described | undefined; // made once, when it is first asked for: the routes do not change
  const description = (): Described => (described ??= describeApi(api, ports.about.version));
  api.use('*', revalidation(unknownFieldsOf(description)));
  api.use('*', knownQuery(description));
  api.use(FORMER_CHANNELS, followFormer(ports.lineup));
  const usual = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: () => refuseLength(MAX_BODY_BYTES) });
  const long = bodyLimit({ maxSize: MAX_IMPORT_BYTES, onError: () => refuseLength(MAX_IMPORT_BYTES) });
  api.use('*', (c, next) => (c.req.path.endsWith(IMPORT_PATH) ? long : usual)(c, next));
  api.use('*', idempotency(ports.answers));
  api.use('*', preconditions(api, description));
  api.openAPIRegistry.registerComponent('securitySchemes', 'login', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The token that `POST /api/login` answers, or an API token',
  });
  for (const group of [
    loginRoutes(ports),
    meRoutes(ports),
    watchableRoutes(ports),
    peopleRoutes(ports),
    tokenRoutes(ports),
    favouriteRoutes(ports),
    viewingRoutes(ports),
    auditRoutes(ports),
    resumeRoutes(ports),
    statusRoutes(ports),
    probeRoutes(ports),
    demoRoutes(ports),
    providerRoutes(ports),
    channelRoutes(ports),
    channelEditRoutes(ports),
    channelStreamRoutes(ports),
    channelLogoRoutes(ports),
    familyRoutes(ports),
    groupRoutes(ports),
    ruleTextRoutes(ports),
    ruleRoutes(ports),
    listingRoutes(ports),
    matchRoutes(ports),
    channelGuideRoutes(ports),
    guideReviewRoutes(ports),
    guideHistoryRoutes(ports),
    knowledgeRoutes(ports),
    logoRoutes(ports),
    streamRoutes(ports),
    healthRoutes(ports),
    healthPastRoutes(ports),
    titleReviewRoutes(ports), // before the routes of one title
    titleRoutes(ports),
    strmRoutes(ports),
    streamProfileRoutes(ports),
    sessionRoutes(ports),
    historyRoutes(ports),
    settingsRoutes(ports),
    jellyfinRoutes(ports),
    alertRoutes(ports),
    logRoutes(ports),
    diagnosticsRoutes(ports),
    backupRoutes(ports),
    jobRoutes(ports),
    liveRoutes(ports),
  ]) {
    api.route('/', group);
  }
  addDescription(api, description);
  api.all('*', otherMethods(api, ['/openapi.json', '/docs']));
  return api;
}

function addDescription(api: OpenAPIHono<ApiEnv>, description: () => Described): void {
  api.get('/openapi.json', (c) => c.json(description()));
  api.get('/docs', (c) => c.html(renderDocs(description()), 200, PAGE_HEADERS));
}

type Described = ReturnType<OpenAPIHono<ApiEnv>['getOpenAPI31Document']>;

function describeApi(api: OpenAPIHono<ApiEnv>, version: string): Described {
  const document = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Masthead',
      version,
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
      description:
        'Log in with `POST /api/login`, then send the token as `Authorization: Bearer …`. Instants are epoch milliseconds. Failures are problems (RFC 9457) with a `code` for programs; on every route also 405 (`request.no-method`), 431 (`request.headers-too-large`: the address and headers are longer than 16 KiB) and 500.',
    },
    servers: [{ url: '../api' }],
    security: [{ login: [] }],
  });
  describeExamples(document.paths ?? {});
  describeFormer(document.paths ?? {});
  describeIdempotency(document.paths ?? {}, BAD_FIELDS.content);
  describePreconditions(document.paths ?? {}, BAD_FIELDS.content);
  for (const item of Object.values(document.paths ?? {})) if (item.get) addRevalidation(item.get);
  describeQueries(document.paths ?? {}, BAD_FIELDS);
  describeLeftOutBodies(document);
  nameOperations(document.paths ?? {});
  return withExtensions(document);
}

const FIELDS = {
  name: 'fields',
  in: 'query',
  required: false,
  description:
    'Only these, with commas between: `id,name,guide.name`; of a list, of each item. What there is not is refused',
  schema: { type: 'string', pattern: FIELDS_PATTERN },
} as const;

const BAD_FIELDS = {
  description: 'The request is not valid',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
} as const;

type Operation = NonNullable<NonNullable<ReturnType<OpenAPIHono['getOpenAPI31Document']>['paths']>[string]['get']>;

/** The same for every answer in JSON or YAML, parts of JSON alone: revalidation.ts. */
function addRevalidation(operation: Operation): void {
  const good = operation.responses?.['200'] as { readonly content?: object } | undefined;
  const content = good?.content ?? {};
  if (!REVALIDATED.some((type) => type in content)) return;
  const hasFields = 'application/json' in content;
  if (hasFields) operation.parameters = [...(operation.parameters ?? []), FIELDS];
  operation.responses = {
    ...(hasFields && { 400: BAD_FIELDS }),
    ...operation.responses,
    304: { description: 'As `If-None-Match` has it already' },
  };
}

const noStore: MiddlewareHandler<ApiEnv> = async (c, next) => {
  c.header('cache-control', 'no-store');
  await next();
};

function refuseLength(bytes: number): never {
  throw new AppError('request.too-large', `The body is longer than ${bytes / MEBIBYTE} MiB.`);
}
