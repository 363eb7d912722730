import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../src/kernel/log.ts';
import { isDeviceId } from '../../src/model/device-id.ts';
import { openIdentity } from '../../src/storage/identity.ts';

async function identityPath(): Promise<{ identity: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'identity-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return { identity: join(folder, 'identity.json') };
}

test('the first start makes an identity and every later one keeps it', async () => {
  const paths = await identityPath();
  const first = (await openIdentity(paths, silentLog)).data;
  expect(isDeviceId(first.device_id)).toBe(true);
  expect((await openIdentity(paths, silentLog)).data).toEqual(first);
});

test('two installations have nothing in common', async () => {
  const [one, other] = [
    (await openIdentity(await identityPath(), silentLog)).data,
    (await openIdentity(await identityPath(), silentLog)).data,
  ];
  expect(one.device_id).not.toBe(other.device_id);
  expect(one.uuid).not.toBe(other.uuid);
  expect(one.signing_key).not.toBe(other.signing_key);
});

test('a start that finds an identity does not write the file again', async () => {
  const paths = await identityPath();
  await openIdentity(paths, silentLog);
  const { ino } = await stat(paths.identity);
  await openIdentity(paths, silentLog);
  expect((await stat(paths.identity)).ino).toBe(ino);
});

test('a damaged file is replaced by its last good copy, from the first day on', async () => {
  const paths = await identityPath();
  const first = (await openIdentity(paths, silentLog)).data;
  await writeFile(paths.identity, '{"version":1,"data":');
  expect((await openIdentity(paths, silentLog)).data).toEqual(first);
});

test('only the owner may read the file: it holds the key that signs logins', async () => {
  const paths = await identityPath();
  await openIdentity(paths, silentLog);
  expect((await stat(paths.identity)).mode & 0o777).toBe(0o600);
});
