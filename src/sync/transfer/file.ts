// What a person decided, as one file: the documents with the version of their shapes, secrets apart.

import * as z from 'zod';
import { AppError } from '../../kernel/errors.ts';
import { describeIssues } from '../../storage/issues.ts';
import { sealed } from './seal.ts';

const FORMAT = 'masthead-backup';
/** Of this file's own shape. Raise it when an older Masthead could not read what is written. */
const VERSION = 1;

const path = z.array(z.union([z.string(), z.int().min(0)])).min(1);

const fileSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  /** Which Masthead wrote it. */
  masthead: z.string().max(64),
  made_at: z.iso.datetime(),
  documents: z.record(z.string(), z.strictObject({ version: z.int().min(1), data: z.unknown() })),
  /** Where secrets were. */
  left_out: z.array(z.strictObject({ document: z.string(), at: path })).max(100_000),
  /** The secrets, in the order of `left_out`; null where none were taken along. */
  sealed: sealed.nullable(),
});
export type BackupFile = z.output<typeof fileSchema>;

export const newFile = (parts: Omit<BackupFile, 'format' | 'version'>): BackupFile => ({
  format: FORMAT,
  version: VERSION,
  ...parts,
});

/** @throws AppError `request.invalid` for what is no such file, is damaged, or comes from a newer Masthead */
export function readFile(given: unknown): BackupFile {
  const { format, version } = (given ?? {}) as { readonly format?: unknown; readonly version?: unknown };
  if (format !== FORMAT) throw new AppError('request.invalid', 'This is no backup of Masthead.');
  if (typeof version === 'number' && version > VERSION) {
    const message = `A newer Masthead wrote this file (version ${version}, this one reads up to ${VERSION}): update first.`;
    throw new AppError('request.invalid', message);
  }
  const read = fileSchema.safeParse(given);
  if (read.success) return read.data;
  throw new AppError('request.invalid', `The file is damaged: ${describeIssues(read.error)}`);
}

/** What the seal holds together: everything but itself. */
export const besideSeal = (file: BackupFile): string => JSON.stringify({ ...file, sealed: null });
