// Brings a few channels up to new decisions, in a worker.

import type { MessagePort } from 'node:worker_threads';
import type { ChannelId } from '../model/ids.ts';
import { transactWhen } from '../storage/database.ts';
import { HeldConnections } from '../storage/held-connections.ts';
import { taskLog } from '../workers/log.ts';
import { defineTask } from '../workers/task.ts';
import type { KeptDecision } from './decisions.ts';
import { openLineupDatabase, writeFollowed } from './schema.ts';
import { settleSome, type SomeInput, type SomeOutcome } from './settle-some.ts';

export interface SomeTaskInput extends SomeInput {
  readonly file: string;
  /** How many decisions come at the port, piece by piece. */
  readonly ownCount: number;
  /** What comes there at last says whether they are on the disk. */
  readonly port: MessagePort;
}

export type ToSettle =
  | { readonly own: ReadonlyMap<ChannelId, KeptDecision> }
  /** Names the state of the decisions that is on the disk; null where they could not be written. */
  | { readonly followed: string | null };

/** To open one and to read the schema takes as long as to change hundreds of channels. */
const editors = new HeldConnections((file) => openLineupDatabase(file, taskLog('lineup'), 'edit'));

export default defineTask<SomeTaskInput, SomeOutcome | undefined>(async ({ file, ownCount, port, ...input }) => {
  const heard = listen(port, ownCount);
  try {
    const database = editors.to(file);
    const own = await heard.own;
    return await transactWhen(
      database,
      () => settleSome(database, { ...input, own }),
      async (outcome) => {
        const followed = await heard.followed;
        if (outcome && followed !== null && !input.isDryRun) writeFollowed(database, followed); // the others follow already
        return followed !== null;
      },
    );
  } catch (error) {
    editors.forget(file);
    throw error;
  } finally {
    port.close();
  }
});

function listen(port: MessagePort, ownCount: number) {
  const own = new Map<ChannelId, KeptDecision>();
  const whole = Promise.withResolvers<ReadonlyMap<ChannelId, KeptDecision>>();
  const followed = Promise.withResolvers<string | null>();
  port.on('message', (message: ToSettle) => {
    if ('followed' in message) return followed.resolve(message.followed);
    for (const [id, said] of message.own) own.set(id, said);
    if (own.size === ownCount) whole.resolve(own);
  });
  port.once('close', () => {
    whole.reject(new Error('Nobody waits for it any more'));
    followed.resolve(null);
  });
  whole.promise.catch(() => undefined); // also where nobody has come to wait for it
  return { own: whole.promise, followed: followed.promise };
}
