import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { refuse } from '../../src/http/refusal.ts';

const errorOf = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), { code });

async function portOf(server: Server): Promise<number> {
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Both ends of a connection; as in a server of HTTP, neither end closes because the other has. */
async function connected(): Promise<{ readonly client: Socket; readonly socket: Socket }> {
  const { promise, resolve } = Promise.withResolvers<Socket>();
  const port = await portOf(createServer({ allowHalfOpen: true }, resolve));
  const client = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
  const socket = await promise;
  socket.on('error', () => undefined); // a server of HTTP has a listener, too
  onTestFinished(() => {
    client.destroy();
    socket.destroy();
  });
  return { client, socket };
}

async function textOf(client: Socket): Promise<string> {
  let said = '';
  for await (const chunk of client) said += (chunk as Buffer).toString();
  return said;
}

async function answerTo(code: string): Promise<{ readonly head: string; readonly body: string }> {
  const { client, socket } = await connected();
  refuse(errorOf(code), socket);
  const [head = '', body = ''] = (await textOf(client)).split('\r\n\r\n');
  return { head, body };
}

test.each([
  ['HPE_HEADER_OVERFLOW', 431, 'Request Header Fields Too Large', 'request.headers-too-large'],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413, 'Payload Too Large', 'request.too-large'],
  ['HPE_INVALID_METHOD', 400, 'Bad Request', 'request.invalid'],
])('%s is answered with %i and a problem of its own', async (code, status, phrase, problem) => {
  const { head, body } = await answerTo(code);
  expect(head.split('\r\n')).toEqual([
    `HTTP/1.1 ${status} ${phrase}`,
    'Connection: close',
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
  ]);
  expect(JSON.parse(body)).toMatchObject({ status, code: problem });
});

test('an error without a code is answered as what is no request', async () => {
  const { client, socket } = await connected();
  refuse(new Error('no code'), socket);
  expect(await textOf(client)).toMatch(/^HTTP\/1\.1 400 [^]*"code":"request\.invalid"/);
});

test('a client that is too slow with its request is told so, without a problem', async () => {
  const { head, body } = await answerTo('ERR_HTTP_REQUEST_TIMEOUT');
  expect([head, body]).toEqual(['HTTP/1.1 408 Request Timeout\r\nConnection: close', '']);
});

test('who was refused is hung up on, also when it never ends its own side', async () => {
  const { client, socket } = await connected();
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  refuse(errorOf('HPE_INVALID_METHOD'), socket);
  client.resume();
  await closed;
  expect(client.writableEnded).toBe(false);
});

test('a client that has hung up is told nothing', async () => {
  const { client, socket } = await connected();
  refuse(errorOf('ECONNRESET'), socket);
  expect(socket.destroyed).toBe(true);
  expect(await textOf(client)).toBe('');
});

test('behind the end of an answer nothing more is said', async () => {
  const { client, socket } = await connected();
  socket.end('all there was');
  await new Promise<void>((resolve) => socket.once('finish', resolve));
  const failed = new Promise<NodeJS.ErrnoException>((resolve) => socket.once('error', resolve));
  refuse(errorOf('HPE_INVALID_METHOD'), socket);
  expect((await failed).code).toBe('HPE_INVALID_METHOD'); // not that it wrote behind the end
  expect(await textOf(client)).toBe('all there was');
});

test('in the middle of an answer to the request before nothing is said: the connection is cut', async () => {
  const server = createHttpServer((_, answer) => void answer.write('begun'));
  server.on('clientError', refuse as (error: Error, socket: unknown) => void);
  const client = connect({ host: '127.0.0.1', port: await portOf(server) });
  client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
  let said = '';
  client.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
  client.on('data', (chunk: Buffer) => {
    if (said === '') client.write('good evening\r\n\r\n');
    said += chunk.toString();
  });
  await closed;
  expect(said).toContain('begun');
  expect(said.match(/HTTP\/1\.1/g)).toHaveLength(1);
});
