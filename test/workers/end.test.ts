import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';

const END = new URL('../../src/workers/end.ts', import.meta.url).href;

/** A statement without an end: `process.exit` would wait for it. */
const SCRIPT = `
  import { Worker } from 'node:worker_threads';
  const { endNow } = await import(${JSON.stringify(END)});
  process.once('exit', () => console.log('children are ended'));
  const worker = new Worker(
    "const { DatabaseSync } = require('node:sqlite'); require('node:worker_threads').parentPort.postMessage('');" +
      "new DatabaseSync(':memory:').exec('WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n')",
    { eval: true, execArgv: [] },
  );
  worker.once('message', () => setTimeout(endNow, 200));
`;

test.skipIf(process.platform !== 'linux')('it ends while a thread is inside a statement that has no end', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (more) => (output += String(more)));
  expect([await once(child, 'close'), output]).toEqual([[0, null], 'children are ended\n']);
});
