// Jobs on the disk: who asks for one after a restart is told that it was cut off, or how it had ended.

import { rm } from 'node:fs/promises';
import * as z from 'zod';
import type { Clock } from '../kernel/clock.ts';
import { AppError, ERROR_CODES } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { openDocument, type Document } from '../storage/document.ts';
import { JOB_STATES, type Job, type JobBook } from './jobs.ts';

const job = z.strictObject({
  id: z.string().max(64),
  kind: z.string().max(64),
  subject: z.string().max(1_000),
  state: z.enum(JOB_STATES),
  progress: z.strictObject({ phase: z.string(), done: z.number(), total: z.number().nullable() }).nullable(),
  startedAt: z.int(),
  finishedAt: z.int().nullable(),
  error: z.strictObject({ code: z.enum(ERROR_CODES), message: z.string() }).nullable(),
});
const schema = z.strictObject({ jobs: z.array(job).max(10_000) });
type Kept = z.output<typeof schema>;

interface BookPlace {
  readonly file: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** A file that cannot be read is no reason not to start: nothing is known of earlier runs then. */
export async function openJobBook({ file, clock, log }: BookPlace): Promise<JobBook> {
  const open = (): Promise<Document<Kept>> => openDocument<Kept>({ file, schema, initial: () => ({ jobs: [] }), log });
  const document = await open().catch(async (error: unknown) => {
    log.warning('It is not known what was begun before', { error });
    if (!(error instanceof AppError && error.code === 'storage.corrupt')) return undefined;
    for (const copy of [file, `${file}.last-good`]) await rm(copy, { force: true });
    return open();
  });
  const kept = document?.data.jobs ?? [];
  return {
    jobs: kept.map((one) => cutOff(one, clock.now())),
    hasCutOff: kept.some(({ state }) => state === 'running'),
    keep: async (jobs) => {
      await document
        ?.update(() => ({ jobs: jobs.map((one) => ({ ...one })) }))
        .catch((error: unknown) => log.warning('What runs could not be noted', { error }));
    },
  };
}

function cutOff(one: Job, now: number): Job {
  if (one.state !== 'running') return one;
  const error = { code: 'process.stopping', message: 'Masthead was restarted in the middle of it.' } as const;
  return { ...one, state: 'failed', finishedAt: now, error };
}
