// What of a request is not as its route describes it: for a person in one sentence, for a program one by one.

import * as z from 'zod';
import { AppError } from '../../kernel/errors.ts';
import { wordsOf } from '../../storage/issues.ts';

const PLACES = ['body', 'query', 'path'] as const;
type Place = (typeof PLACES)[number];

export const inputError = z
  .strictObject({
    in: z.enum(PLACES),
    field: z.string().meta({ description: '`patches.0.set.number`; empty for the whole' }),
    detail: z.string(),
  })
  .meta({ id: 'InputError' });

type Wrong = Omit<z.output<typeof inputError>, 'in'>;

/** @throws AppError `request.invalid` with `context.errors`: of the shape above */
export function refuseInput(place: Place, wrong: readonly Wrong[]): never {
  const sentence = wrong.map(({ field, detail }) => `${field || place}: ${detail}`).join('; ');
  const errors = wrong.map((one) => ({ in: place, ...one }));
  throw new AppError('request.invalid', sentence, { context: { errors } });
}

const PLACE_OF: Readonly<Record<string, Place>> = { json: 'body', form: 'body', query: 'query', param: 'path' };

/** @param target as Hono's validators call the parts of a request */
export const refuseIssues = (target: string, { issues }: z.core.$ZodError): never =>
  refuseInput(
    PLACE_OF[target] ?? 'body',
    issues.map((issue) => ({ field: issue.path.join('.'), detail: wordsOf(issue) })),
  );
