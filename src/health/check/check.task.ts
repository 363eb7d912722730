// Makes checks in a worker, many at once: they wait for the network. Goes on until its port is closed.

import { once } from 'node:events';
import { AppError, errorToMessage } from '../../kernel/errors.ts';
import { takeReach } from '../../net/reach.ts';
import { defineTask } from '../../workers/task.ts';
import { checkStream, createCheckClient } from './check-stream.ts';
import { buffersOf, type FromStation, type StationAnswer, type StationInput, type ToStation } from './messages.ts';
import type { CheckRequest } from './request.ts';

export default defineTask<StationInput, void>(async ({ port }, { signal }) => {
  Error.stackTraceLimit = 0; // undici makes two errors for each connection that is let go of: a tenth of what a check cost
  const http = createCheckClient();
  const checks = new Map<number, AbortController>();
  let answers: StationAnswer[] = [];
  const tell = (answer: StationAnswer): void => {
    answers.push(answer);
    if (answers.length > 1) return;
    setImmediate(() => {
      port.postMessage({ answers } satisfies FromStation, buffersOf(answers));
      answers = [];
    });
  };
  const run = async (no: number, request: CheckRequest): Promise<void> => {
    const abort = new AbortController();
    checks.set(no, abort);
    try {
      tell({ no, answer: await checkStream(request, { signal: abort.signal, http }) });
    } catch (error) {
      tell({ no, error: errorToMessage(error) });
    } finally {
      checks.delete(no);
    }
  };
  const stop = (): void => {
    for (const abort of checks.values()) abort.abort(new AppError('process.stopping', 'Masthead is stopping'));
    port.close();
  };
  port.on('message', ({ checks: more, cancelled, reach }: ToStation) => {
    if (reach) takeReach(reach);
    for (const { no, request } of more) void run(no, request);
    for (const no of cancelled) checks.get(no)?.abort(new AppError('process.stopping', 'The check was given up'));
  });
  signal.addEventListener('abort', stop, { once: true });
  await once(port, 'close');
  await http.close();
});
