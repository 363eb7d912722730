// Everything that a person decided, as one file: out, looked at, and back in.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import type { ImportOutcome } from '../../sync/transfer/transfer.ts';
import type { ApiEnv } from '../guard.ts';
import type { ApiPorts } from './ports.ts';
import { answer, jsonBody, newApi, optional, problems } from './route.ts';

const tags = ['Backup'];
export const IMPORT_PATH = '/backup/import';
/** Most differences of a section that are told one by one; all are counted. */
const MOST_TOLD = 200;

const passphrase = optional(z.string().min(8).max(1_024)).meta({ description: 'Of at least 8 characters' });
const sections = optional(z.array(z.string().max(64)).max(50)).meta({ description: 'As `GET /backup` names them' });

const backupFile = z.looseObject({}).meta({ id: 'BackupFile', description: 'To be kept as it is' });

export const describeSections = createRoute({
  method: 'get',
  path: '/backup',
  tags,
  summary: 'What a backup consists of',
  responses: {
    200: answer('Its sections, as they are written', z.strictObject({ sections: z.array(z.string()).readonly() })),
    ...problems(401),
  },
});

export const write = createRoute({
  method: 'post',
  path: '/backup',
  tags,
  summary: 'Everything that a person decided, as one file',
  description:
    'With a passphrase passwords and keys go along, sealed by it (scrypt, AES-256-GCM); without, they are left out.',
  request: { body: jsonBody(z.strictObject({ passphrase, sections })) },
  responses: { 200: answer('The file', backupFile), ...problems(400, 401, 413) },
});

const difference = z.strictObject({
  change: z.enum(['added', 'changed', 'removed']),
  key: z.string().meta({ example: 'providers.my-provider' }),
  name: z.string().meta({ description: 'What a person calls it; may be empty' }),
  fields: z.array(z.string()).readonly().meta({ description: 'Of what was changed: which' }),
});

const outcome = z
  .strictObject({
    made_at: z.string(),
    masthead: z.string().meta({ description: 'Version that wrote the file' }),
    dry_run: z.boolean(),
    sections: z.array(
      z.strictObject({
        name: z.string(),
        added: z.int(),
        changed: z.int(),
        removed: z.int(),
        differences: z
          .array(difference)
          .readonly()
          .meta({ description: `The first ${MOST_TOLD}` }),
      }),
    ),
    lacking: z
      .array(
        z.strictObject({
          section: z.string(),
          id: z.string(),
          field: z.string(),
          fate: z.enum(['disabled', 'dropped', 'kept', 'unheeded']).meta({
            description:
              'What becomes of the thing; `unheeded`: it is taken, and its field does nothing until what it names (a stream profile) is there',
          }),
        }),
      )
      .meta({ description: 'Passwords, keys and stream profiles that are neither in the file nor here' }),
    restart_needed: z.boolean().meta({ description: 'Part of it is in force after the next start' }),
  })
  .meta({ id: 'ImportOutcome' });

export const take = createRoute({
  method: 'post',
  path: IMPORT_PATH,
  tags,
  summary: 'Take a backup over, or see what that would change',
  description:
    'What is in the file takes the place of what is here, section by section: all of it or, where anything is wrong, nothing. Passwords that the file lacks are kept where the thing is otherwise the same.',
  request: {
    body: jsonBody(
      z.strictObject({
        file: z.looseObject({}).meta({ description: 'As `POST /backup` answered it' }),
        passphrase,
        sections,
        without_secrets: optional(z.boolean()).meta({ description: 'Takes a sealed file without its passphrase' }),
        dry_run: z.boolean().default(false).meta({ description: 'Nothing is changed' }),
      }),
    ),
  },
  responses: { 200: answer('What was, or would be, changed', outcome), ...problems(400, 401, 409, 413, 507) },
});

export function backupRoutes({ transfer, clock }: Pick<ApiPorts, 'clock' | 'transfer'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(describeSections, (c) => c.json({ sections: transfer.sections }, 200));
  api.openapi(write, async (c) => {
    const file = await transfer.export(c.req.valid('json'));
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    c.header('content-disposition', `attachment; filename="masthead-${day}.json"`);
    return c.json({ ...file }, 200);
  });
  api.openapi(take, async (c) => {
    const {
      file,
      passphrase: given,
      sections: named,
      without_secrets: withoutSecrets,
      dry_run: dryRun,
    } = c.req.valid('json');
    const made = await transfer.import({ file, passphrase: given, sections: named, withoutSecrets, dryRun });
    return c.json({ ...describe(made), dry_run: dryRun }, 200);
  });
  return api;
}

function describe({ madeAt, masthead, sections: all, lacking, needsRestart }: ImportOutcome) {
  return {
    made_at: madeAt,
    masthead,
    sections: all.map(({ name, differences }) => {
      const count = (change: string): number => differences.filter((one) => one.change === change).length;
      return {
        name,
        added: count('added'),
        changed: count('changed'),
        removed: count('removed'),
        differences: differences.slice(0, MOST_TOLD),
      };
    }),
    lacking: lacking.map(({ document, ...rest }) => ({ section: document, ...rest })),
    restart_needed: needsRestart,
  };
}
