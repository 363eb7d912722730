// The identity document: made at the first start, read at every other.

import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Log } from '../kernel/log.ts';
import { makeDeviceId } from '../model/device-id.ts';
import { identitySchema, type Identity } from '../model/identity.ts';
import { openDocument, type Document } from './document.ts';
import type { Paths } from './paths.ts';

const RANDOM_STEPS = 2 ** 32;

/** @throws AppError `storage.corrupt` when the file and its last good copy are both unreadable */
export async function openIdentity(paths: Pick<Paths, 'identity'>, log: Log): Promise<Document<Identity>> {
  const fresh = makeIdentity();
  const document = await openDocument<Identity>({
    file: paths.identity,
    schema: identitySchema,
    initial: () => fresh,
    log,
  });
  const isNew = document.data.uuid === fresh.uuid;
  // Twice, so that a last good copy stands beside the document from the first day: nothing else ever writes it.
  if (isNew) for (let copy = 0; copy < 2; copy += 1) await document.update((identity) => identity);
  return document;
}

function makeIdentity(): Identity {
  return {
    device_id: makeDeviceId(() => randomInt(RANDOM_STEPS) / RANDOM_STEPS),
    uuid: randomUUID(),
    signing_key: randomBytes(32).toString('hex'),
  };
}
