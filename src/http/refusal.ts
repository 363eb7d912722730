// What could not be read as a request is refused before there is a route: said as a problem, then the connection ends.

import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { PROBLEM_TYPE, problemOf, type Problem } from './errors.ts';

const PROBLEMS: Readonly<Record<string, Problem>> = {
  HPE_HEADER_OVERFLOW: problemOf('request.headers-too-large', 'The address and headers are longer than 16 KiB.'),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: problemOf('request.too-large', 'The body says too much between its parts.'),
};
const UNREADABLE = problemOf('request.invalid', 'This is no request in HTTP.');
/** Node's own answer; there is no code of ours for a client that says nothing. */
const TIMED_OUT = 'ERR_HTTP_REQUEST_TIMEOUT';

/** For `clientError`, whose listener has to end the socket. Nothing is said in the middle of another answer. */
export function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  const isAnswering = Boolean(
    (socket as { readonly _httpMessage?: { headersSent?: boolean } })._httpMessage?.headersSent,
  );
  if (!socket.writable || isAnswering || error.code === 'ECONNRESET') {
    socket.destroy(error);
    return;
  }
  if (error.code === TIMED_OUT) {
    endWith(socket, `${head(408)}\r\n`);
    return;
  }
  const problem = PROBLEMS[error.code ?? ''] ?? UNREADABLE;
  const body = JSON.stringify(problem);
  const headers = `Content-Type: ${PROBLEM_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
  endWith(socket, `${head(problem.status)}${headers}Cache-Control: no-store\r\n\r\n${body}`);
}

/** It is ended whatever the client still sends: who was refused is not read on. */
function endWith(socket: Socket, answer: string): void {
  socket.end(answer, () => socket.destroy());
}

const head = (status: number): string => `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\n`;
