// What was decided and cannot be shown: whoever has asked is told that it is kept, and does not do it twice.

import { expect, test } from 'vitest';
import { keptError } from '../../src/kernel/kept.ts';
import { AppError } from '../../src/kernel/errors.ts';
import { startLan } from '../fakes/lan-server.ts';

interface Answered {
  readonly detail: string;
  readonly items: readonly { readonly id: string; readonly can_undo: boolean; readonly undone_at: number | null }[];
}

test('a decision that was taken back is so in the audit, also where the build after it fails', async () => {
  const { rooms, api } = await startLan();
  rooms.lineup.takeBack = (_change, onTaken) => {
    onTaken?.();
    return Promise.reject(keptError(new AppError('storage.full', 'the disk is full')));
  };
  const answer = await api('POST', '/audit/1/undo');
  expect([answer.status, ((await answer.json()) as Answered).detail]).toEqual([
    507,
    'It is decided and kept, and shows as soon as that can be done; now it could not be: the disk is full',
  ]);
  const { items } = (await (await api('GET', '/audit')).json()) as Answered;
  const first = items.find(({ id }) => id === '1');
  expect(first).toMatchObject({ can_undo: false, undone_at: expect.any(Number) as number });
  expect((await api('POST', '/audit/1/undo')).status).toBe(409);
});

test('where the cause is nobody’s business it is said all the same that the decision is kept', async () => {
  const { rooms, api } = await startLan();
  rooms.matches.decide = () => Promise.reject(keptError(new Error('SQLITE_BUSY at /data/lineup.sqlite')));
  const answer = await api('POST', '/review', { edits: [{ kind: 'lock', channel: 'c00000000001' }] });
  expect([answer.status, ((await answer.json()) as Answered).detail]).toEqual([
    500,
    'It is decided and kept, but could not be shown; the log says why.',
  ]);
});
