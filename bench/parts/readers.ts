// The viewers of a bench, in a process of their own: plain sockets that count what they read.

import { connect, type Socket } from 'node:net';
import { answer } from './child.ts';

export interface Crowd {
  readonly port: number;
  readonly count: number;
  /** Of streams, which they share evenly. */
  readonly paths: readonly string[];
}

interface Reader {
  readonly socket: Socket;
  bytes: number;
  isOpen: boolean;
}

const readers: Reader[] = [];
/** One for all: what is read is counted, not kept. */
const buffer = Buffer.alloc(1_048_576);
let markedAt: number[] = [];

/** @throws Error where the answer is no stream */
function join(port: number, path: string): Promise<Reader> {
  return new Promise((resolve, reject) => {
    const reader: Reader = {
      bytes: 0,
      isOpen: true,
      socket: connect({
        port,
        host: '127.0.0.1',
        onread: {
          buffer,
          callback: (count) => {
            if (reader.bytes === 0) {
              const status = buffer.toString('latin1', 9, 12);
              if (status === '200') resolve(reader);
              else reject(new Error(`${path}: ${status}`));
            }
            reader.bytes += count;
            return true;
          },
        },
      }),
    };
    reader.socket.on('error', reject);
    reader.socket.on('close', () => {
      reader.isOpen = false;
      reject(new Error(`${path} closed the connection of a viewer`));
    });
    reader.socket.write(`GET ${path} HTTP/1.1\r\nHost: bench\r\n\r\n`);
  });
}

answer({
  join: async ({ port, count, paths }: Crowd) => {
    for (let first = 0; first < count; first += 50) {
      const some = Array.from({ length: Math.min(50, count - first) }, (_, index) => first + index);
      readers.push(...(await Promise.all(some.map((index) => join(port, paths[index % paths.length]!)))));
    }
  },
  mark: () => {
    markedAt = readers.map((reader) => reader.bytes);
  },
  /** Bytes of each since the mark. */
  read: () => readers.map((reader, index) => reader.bytes - markedAt[index]!),
  /** How many are still connected. */
  open: () => readers.filter((reader) => reader.isOpen).length,
});
