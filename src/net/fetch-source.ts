// Brings a source into a file of this machine, as it is sent, and reads it from there: a server that trickles holds up
// nobody who reads.

import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, toAppError } from '../kernel/errors.ts';
import type { Chunks } from './body.ts';
import {
  findFile,
  isRemote,
  openHttp,
  readFileOf,
  unpacked,
  type SourceCaps,
  type SourceRequest,
  type SourceValidators,
} from './source.ts';

export interface FetchSourceRequest extends SourceRequest {
  /** Where the file goes. */
  readonly folder: string;
}

export interface FetchedFile {
  /** As it was sent, or the local file itself. */
  readonly file: string;
  readonly bytes: number;
  readonly validators: SourceValidators;
  /** Where the redirects ended: relative addresses start here. Empty for a local file. */
  readonly url: string;
}

/**
 * Null when it is unchanged since `validators`.
 * @throws AppError as `openSource`, `format.too-large`, `storage.full`; what had been written is the caller's to remove
 */
export async function fetchSource(request: FetchSourceRequest): Promise<FetchedFile | null> {
  if (!isRemote(request.source)) {
    const found = await findFile(request);
    return found && { file: found.path, bytes: found.bytes, validators: found.validators, url: '' };
  }
  const opened = await openHttp(request);
  if (opened.unchanged) return null;
  const { validators, url } = opened;
  const file = join(request.folder, 'source');
  return { file, bytes: await save(opened.chunks, file), validators, url };
}

/** Plain bytes. Throws `net.truncated`, `format.too-large`, `format.malformed`; ending the loop early closes the file. */
export function readFetched(
  file: string,
  { signal, caps }: { readonly signal: AbortSignal; readonly caps?: Partial<SourceCaps> },
): Chunks {
  return unpacked(readFileOf(file, { signal }), caps);
}

/** @returns the bytes written */
async function save(chunks: Chunks, path: string): Promise<number> {
  let bytes = 0;
  const file = await open(path, 'w', 0o600);
  try {
    for await (const chunk of chunks) {
      await file.write(chunk).catch(storageError);
      bytes += chunk.byteLength;
    }
  } finally {
    await file.close();
  }
  return bytes;
}

function storageError(cause: unknown): never {
  const isFull = cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
  if (isFull) throw new AppError('storage.full', 'There is no room on the disk for what was fetched', { cause });
  throw toAppError(cause);
}
