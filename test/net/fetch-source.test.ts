import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { createHttpClient } from '../../src/net/client.ts';
import { fetchSource, readFetched, type FetchedFile, type FetchSourceRequest } from '../../src/net/fetch-source.ts';
import { textOf } from '../fakes/chunks.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { faults, startProviderServer, type FakeProvider } from '../fakes/provider-server.ts';

const signal = new AbortController().signal;

async function serving(answer: Parameters<FakeProvider['on']>[1]): Promise<FakeProvider> {
  const server = await startProviderServer();
  onTestFinished(() => server.close());
  server.on('/list', answer);
  return server;
}

async function fetched(source: string, more: Partial<FetchSourceRequest> = {}): Promise<FetchedFile | null> {
  const http = createHttpClient();
  onTestFinished(() => http.close());
  return fetchSource({ source, http, signal, folder: temporaryFolder(), ...more });
}

test('a source lies in its folder as it was sent, and is read without its wrapping', async () => {
  const body = gzipSync('list');
  const server = await serving({ body, etag: '"1"' });
  const folder = temporaryFolder();
  const { file, bytes, url, validators } = (await fetched(`${server.url}/list`, { folder }))!;
  expect({ file, bytes, url, validators }).toEqual({
    file: join(folder, 'source'),
    bytes: body.byteLength,
    url: `${server.url}/list`,
    validators: { etag: '"1"', lastModified: '', fingerprint: '' },
  });
  expect(await readFile(file)).toEqual(body);
  expect(await textOf(readFetched(file, { signal }))).toBe('list');
});

test('what has not changed is not fetched', async () => {
  const server = await serving({ body: 'list', etag: '"1"' });
  const { validators } = (await fetched(`${server.url}/list`))!;
  expect(await fetched(`${server.url}/list`, { validators })).toBeNull();
});

test('a local file is read where it lies', async () => {
  const path = join(temporaryFolder(), 'list.m3u');
  writeFileSync(path, 'list');
  const found = (await fetched(path))!;
  expect(found).toMatchObject({ file: path, bytes: 4, url: '' });
  expect(await fetched(path, { validators: found.validators })).toBeNull();
});

test.each([
  ['a reset', faults.reset('list'), 'net.reset'],
  ['fewer bytes than named', faults.wrongLength('list'), 'net.truncated'],
  ['a body without end', faults.endless(), 'format.too-large'],
  ['a refusal', faults.status(403), 'provider.refused'],
])('%s is an error before anything is read', async (_what, answer, code) => {
  const server = await serving(answer);
  await expect(fetched(`${server.url}/list`, { caps: { receivedBytes: 100_000 } })).rejects.toMatchObject({ code });
});

test('a file that was packed and is cut short is an error when it is read', async () => {
  const server = await serving(faults.truncatedGzip('list'.repeat(1_000)));
  const { file } = (await fetched(`${server.url}/list`))!;
  await expect(textOf(readFetched(file, { signal }))).rejects.toMatchObject({ code: 'net.truncated' });
});
