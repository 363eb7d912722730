// The viewers of a bench, in a process of their own: plain sockets that count what they read.

import { connect, type Socket } from 'node:net';
import { answer } from './child.ts';

export interface Crowd {
  readonly port: number;
  readonly count: number;
  /** They share so many channels evenly. */
  readonly channels: number;
}

interface Reader {
  readonly socket: Socket;
  bytes: number;
}

const readers: Reader[] = [];
/** One for all: what is read is counted, not kept. */
const buffer = Buffer.alloc(1_048_576);
let markedAt: number[] = [];

function join(port: number, channel: number): Promise<Reader> {
  return new Promise((resolve, reject) => {
    const reader: Reader = {
      bytes: 0,
      socket: connect({
        port,
        host: '127.0.0.1',
        onread: {
          buffer,
          callback: (count) => {
            if (reader.bytes === 0) resolve(reader);
            reader.bytes += count;
            return true;
          },
        },
      }),
    };
    reader.socket.on('error', reject);
    reader.socket.on('close', () => reject(new Error(`channel ${channel} closed the connection of a viewer`)));
    reader.socket.write(`GET /${channel} HTTP/1.1\r\nHost: bench\r\n\r\n`);
  });
}

answer({
  join: async ({ port, count, channels }: Crowd) => {
    for (let first = 0; first < count; first += 50) {
      const some = Array.from({ length: Math.min(50, count - first) }, (_, index) => first + index);
      readers.push(...(await Promise.all(some.map((index) => join(port, index % channels)))));
    }
  },
  mark: () => {
    markedAt = readers.map((reader) => reader.bytes);
  },
  /** Bytes of each since the mark. */
  read: () => readers.map((reader, index) => reader.bytes - markedAt[index]!),
});
