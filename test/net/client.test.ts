import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHttpClient, type HttpClient, type HttpLimits } from '../../src/net/client.ts';
import { textOf } from '../fakes/chunks.ts';
import { faults, startProviderServer, type FakeProvider } from '../fakes/provider-server.ts';

const SHORT: Partial<HttpLimits> = { headersMs: 200, bodyIdleMs: 200 };
/** Self-signed, for 127.0.0.1, of no use anywhere else. */
const pem = (name: string): string => readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');
let server: FakeProvider;
let http: HttpClient;

beforeEach(async () => {
  server = await startProviderServer();
  http = createHttpClient();
});

afterEach(async () => {
  await http.close();
  await server.close();
});

async function fetched(path: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await http.request({ url: server.url + path, headers });
  return await textOf(response.body);
}

async function echoed(path: string, headers: Record<string, string> = {}): Promise<Record<string, string>> {
  return JSON.parse(await fetched(path, headers)) as Record<string, string>;
}

test('a response has its status, headers and body', async () => {
  server.on('/list', { body: 'hello', etag: '"1"', contentType: 'audio/x-mpegurl' });
  const response = await http.request({ url: `${server.url}/list` });
  expect(response.status).toBe(200);
  expect(response.headers).toMatchObject({ etag: '"1"', 'content-type': 'audio/x-mpegurl' });
  expect(await textOf(response.body)).toBe('hello');
});

test('any status is a response', async () => {
  server.on('/blocked', faults.status(458, 'no'));
  const response = await http.request({ url: `${server.url}/blocked` });
  expect(response.status).toBe(458);
  expect(await textOf(response.body)).toBe('no');
});

test('a HEAD request ends without a body', async () => {
  server.on('/list', { body: 'hello' });
  const response = await http.request({ url: `${server.url}/list`, method: 'HEAD' });
  expect(response.headers['content-length']).toBe('5');
  expect(await textOf(response.body)).toBe('');
});

test('it calls itself a player unless told otherwise', async () => {
  server.on('/echo', faults.headerEcho());
  expect((await echoed('/echo'))['user-agent']).toMatch(/^VLC/);
  expect((await echoed('/echo', { 'user-agent': 'Mine/1' }))['user-agent']).toBe('Mine/1');
});

test('a user name and password in the address become basic authorization', async () => {
  server.on('/echo', faults.headerEcho());
  const response = await http.request({ url: `${server.url.replace('://', '://me:p%40ss@')}/echo` });
  const seen = JSON.parse(await textOf(response.body)) as Record<string, string>;
  expect(seen['authorization']).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`);
});

describe('redirects', () => {
  test('are followed, also relative ones, and the last address is told', async () => {
    server.on('/a', faults.redirect('/b', 301));
    server.on('/b', faults.redirect('c?x=1', 307));
    server.on('/c', { body: 'there' });
    const response = await http.request({ url: `${server.url}/a` });
    expect(response.url).toBe(`${server.url}/c?x=1`);
    expect(await textOf(response.body)).toBe('there');
  });

  test('keep every header within one origin', async () => {
    server.on('/a', faults.redirect('/echo'));
    server.on('/echo', faults.headerEcho());
    const seen = await echoed('/a', { authorization: 'Bearer x', cookie: 'a=b', referer: 'http://r.invalid/' });
    expect(seen).toMatchObject({ authorization: 'Bearer x', cookie: 'a=b', referer: 'http://r.invalid/' });
  });

  test('take no credentials to another origin', async () => {
    const other = await startProviderServer();
    other.on('/echo', faults.headerEcho());
    server.on('/a', faults.redirect(`${other.url}/echo`));
    const seen = await echoed('/a', { authorization: 'Bearer x', cookie: 'a=b', referer: 'http://r.invalid/' });
    expect(seen).toMatchObject({ referer: 'http://r.invalid/' });
    expect(seen).not.toHaveProperty('authorization');
    expect(seen).not.toHaveProperty('cookie');
    await other.close();
  });

  test('end when there are too many', async () => {
    server.on('/loop', faults.redirect('/loop'));
    await expect(fetched('/loop')).rejects.toMatchObject({ code: 'net.too-many-redirects' });
    expect(server.requests).toHaveLength(11);
  });

  test('with an endless body are followed all the same', async () => {
    server.on('/a', faults.redirect('/b', 302, true));
    server.on('/b', { body: 'there' });
    expect(await fetched('/a')).toBe('there');
  });

  test('to a local file are refused', async () => {
    server.on('/a', faults.redirect('file:///etc/passwd'));
    await expect(fetched('/a')).rejects.toMatchObject({ code: 'net.bad-address' });
  });
});

describe('what breaks has a code', () => {
  test('a refused connection', async () => {
    await expect(http.request({ url: 'http://127.0.0.1:1/' })).rejects.toMatchObject({
      code: 'net.refused',
      retryable: true,
    });
  });

  test.each(['ftp://x.invalid/', 'http://', 'nonsense'])('%s as an address', async (url) => {
    await expect(http.request({ url })).rejects.toMatchObject({ code: 'net.bad-address' });
  });

  test('silence before the answer', async () => {
    server.on('/silent', faults.silence());
    const request = http.request({ url: `${server.url}/silent`, limits: SHORT });
    await expect(request).rejects.toMatchObject({ code: 'net.timeout' });
  });

  test('silence in the middle', async () => {
    server.on('/stall', faults.stall('abc'));
    const response = await http.request({ url: `${server.url}/stall`, limits: SHORT });
    await expect(textOf(response.body)).rejects.toMatchObject({ code: 'net.timeout' });
  });

  test.each([
    ['a connection closed before the answer', faults.hangUp(), 'net.reset'],
    ['a connection reset in the middle', faults.reset('abc'), 'net.reset'],
    ['fewer bytes than were named', faults.wrongLength('abc'), 'net.truncated'],
    ['chunks without a last one', faults.lastChunkMissing('abc'), 'net.truncated'],
    ['headers without end', faults.headerBomb(), 'net.malformed'],
    ['another protocol', faults.notHttp(), 'net.malformed'],
  ])('%s', async (_what, fault, code) => {
    server.on('/broken', fault);
    await expect(fetched('/broken')).rejects.toMatchObject({ code });
  });

  test('and never shows the address, which may hold a password', async () => {
    const request = http.request({ url: 'http://user:secret@127.0.0.1:1/live/user/secret/1' });
    const error = await request.catch((thrown: unknown) => thrown as Error & { context: unknown });
    expect(`${(error as Error).message} ${JSON.stringify((error as { context: unknown }).context)}`).not.toContain(
      'secret',
    );
  });
});

describe('an aborted request', () => {
  test('ends with the signal’s reason before the answer', async () => {
    server.on('/silent', faults.silence());
    const abort = new AbortController();
    const request = http.request({ url: `${server.url}/silent`, signal: abort.signal });
    abort.abort(new Error('enough'));
    await expect(request).rejects.toThrow('enough');
  });

  test('ends with the signal’s reason inside the body, and the connection is closed', async () => {
    server.on('/endless', faults.endless());
    const abort = new AbortController();
    const response = await http.request({ url: `${server.url}/endless`, signal: abort.signal });
    const reading = textOf(response.body);
    abort.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
    await expect.poll(() => server.openConnections).toBe(0);
  });

  test('does not begin when the signal is aborted already', async () => {
    await expect(http.request({ url: server.url, signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no');
    expect(server.requests).toHaveLength(0);
  });
});

test('a destroyed body lets go of the connection', async () => {
  server.on('/endless', faults.endless());
  const response = await http.request({ url: `${server.url}/endless` });
  response.body.destroy();
  await expect.poll(() => server.openConnections).toBe(0);
});

test.skipIf(process.platform !== 'linux').each(['http', 'https'])(
  'a connection of %s is closed when its body is: the next one is not open beside it',
  async (scheme) => {
    const origin = await startProviderServer(scheme === 'https' ? { tls: { key: pem('key'), cert: pem('cert') } } : {});
    origin.on('/live', faults.endless(Buffer.alloc(65_536)));
    const client = createHttpClient({ trustedCertificates: pem('cert'), keepsConnections: false });
    const { body } = await client.request({ url: `${origin.url}/live` });
    await body[Symbol.asyncIterator]().next();
    const before = socketCount();
    body.destroy();
    expect(socketCount()).toBe(before - 1);
    await body.close();
    await client.close();
    await origin.close();
  },
);

/** Descriptors of this process that are sockets: in the same turn of the loop the server has not closed its side yet. */
function socketCount(): number {
  return readdirSync('/proc/self/fd').filter((fd) => isSocket(`/proc/self/fd/${fd}`)).length;
}

function isSocket(path: string): boolean {
  try {
    return readlinkSync(path).startsWith('socket:');
  } catch {
    return false; // of the reading itself, closed by now
  }
}

describe('over TLS', () => {
  test('a trusted server answers, and an untrusted one is an error that trying again does not mend', async () => {
    const secure = await startProviderServer({ tls: { key: pem('key'), cert: pem('cert') } });
    secure.on('/', { body: 'sealed' });
    const trusting = createHttpClient({ trustedCertificates: pem('cert') });
    const response = await trusting.request({ url: secure.url });
    expect(await textOf(response.body)).toBe('sealed');
    await expect(http.request({ url: secure.url })).rejects.toMatchObject({ code: 'net.tls', retryable: false });
    await trusting.close();
    await secure.close();
  });

  test('a redirect may lead from http to https', async () => {
    const secure = await startProviderServer({ tls: { key: pem('key'), cert: pem('cert') } });
    secure.on('/there', { body: 'sealed' });
    server.on('/here', faults.redirect(`${secure.url}/there`));
    const trusting = createHttpClient({ trustedCertificates: pem('cert') });
    const response = await trusting.request({ url: `${server.url}/here` });
    expect(await textOf(response.body)).toBe('sealed');
    await trusting.close();
    await secure.close();
  });
});
