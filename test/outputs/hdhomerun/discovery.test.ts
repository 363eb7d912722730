import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { decodePacket, TAGS, valueOf } from '../../../src/formats/hdhomerun/packet.ts';
import type { DeviceId } from '../../../src/model/device-id.ts';
import { ControlServer } from '../../../src/outputs/hdhomerun/control-server.ts';
import { DiscoveryServer } from '../../../src/outputs/hdhomerun/discovery-server.ts';
import { localAddressFor } from '../../../src/outputs/hdhomerun/local-address.ts';
import { silentLog } from '../../../src/kernel/log.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';
import { ANY_DEVICE_REQUEST, GET_MODEL_REQUEST } from '../../formats/hdhomerun/vectors.ts';

const FACTS = {
  model: 'hdhomerun5_atsc',
  hardwareModel: 'HDHR5-4US',
  version: '1',
  tunerCount: 2,
  channelOf: () => undefined,
};

async function startDiscovery(baseUrl: string | undefined = 'http://127.0.0.1:5004'): Promise<number> {
  const server = new DiscoveryServer({
    deviceId: '10500009' as DeviceId,
    tunerCount: () => 4,
    baseUrlFor: () => Promise.resolve(baseUrl),
    log: silentLog,
    port: 0,
  });
  await server.start();
  onTestFinished(() => server.stop());
  return server.port ?? 0;
}

async function startControl(): Promise<number> {
  const server = new ControlServer({ facts: () => FACTS, log: silentLog, port: 0 });
  await server.start();
  onTestFinished(() => server.stop());
  return server.port ?? 0;
}

/** Sends datagrams in order and waits for the first reply to any of them. */
async function firstReply(port: number, ...datagrams: readonly Uint8Array[]): Promise<Buffer> {
  const socket = createSocket('udp4');
  onTestFinished(() => void socket.close());
  for (const datagram of datagrams) socket.send(datagram, port, '127.0.0.1');
  const [reply] = (await once(socket, 'message')) as [Buffer];
  return reply;
}

test('a search is answered with the base URL for the one who searches', async () => {
  const packet = decodePacket(await firstReply(await startDiscovery(), ANY_DEVICE_REQUEST));
  const text = (tag: number): string => Buffer.from((packet && valueOf(packet, tag)) ?? []).toString();
  expect(text(TAGS.baseUrl)).toBe('http://127.0.0.1:5004');
  expect(text(TAGS.lineupUrl)).toBe('http://127.0.0.1:5004/lineup.json');
});

test('noise gets no reply and does no harm', async () => {
  const port = await startDiscovery();
  const noise = [Buffer.alloc(0), Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.alloc(2_000, 0xff), GET_MODEL_REQUEST];
  const reply = await firstReply(port, ...noise, ANY_DEVICE_REQUEST);
  expect(decodePacket(reply)?.type).toBe(3);
});

test('a discovery port that is taken is a warning, and the start goes on', async () => {
  const other = createSocket('udp4').bind(0);
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const log = createRecordingLog();
  const options = { deviceId: '10500009' as DeviceId, tunerCount: () => 4, log, port: other.address().port };
  const server = new DiscoveryServer({ ...options, baseUrlFor: () => Promise.resolve(undefined) });
  await server.start();
  expect(log.complaints).toEqual(['Tuner discovery is off: its port cannot be had']);
  await server.stop();
});

test('the control connection answers one question after another', async () => {
  const socket = connect(await startControl(), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  for (let question = 0; question < 2; question += 1) {
    socket.write(GET_MODEL_REQUEST);
    const [reply] = (await once(socket, 'data')) as [Buffer];
    expect(reply.toString('latin1')).toContain('hdhomerun5_atsc');
  }
});

test('a control connection that speaks something else is closed', async () => {
  const socket = connect(await startControl(), '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\n\r\n');
  await once(socket, 'close');
  expect(socket.bytesRead).toBe(0);
});

test('a control port that is taken is a warning, and the start goes on', async () => {
  const other = createServer().listen(0);
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const log = createRecordingLog();
  const server = new ControlServer({ facts: () => FACTS, log, port: (other.address() as AddressInfo).port });
  await server.start();
  expect(log.complaints).toEqual(['Tuner control is off: its port cannot be had']);
  await server.stop();
});

test('stopping closes connections that are open', async () => {
  const server = new ControlServer({ facts: () => FACTS, log: silentLog, port: 0 });
  await server.start();
  const socket = connect(server.port ?? 0, '127.0.0.1');
  await once(socket, 'connect');
  const closed = once(socket, 'close');
  await Promise.all([server.stop(), closed]);
  expect(server.port).toBeUndefined();
});

test('the address that reaches this machine from itself is its own', async () => {
  expect(await localAddressFor('127.0.0.1')).toBe('127.0.0.1');
});
