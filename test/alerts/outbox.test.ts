import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openAlertsDatabase } from '../../src/alerts/database.ts';
import type { Message } from '../../src/alerts/message.ts';
import { Outbox } from '../../src/alerts/outbox.ts';
import { silentLog } from '../../src/kernel/log.ts';
import type { AlertTarget } from '../../src/model/alert-target.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

test('what no longer finds room is the oldest, and known to be lost', () => {
  const lost = vi.fn<(target: string, message: Message) => void>();
  const outbox = new Outbox({
    database: openAlertsDatabase(join(temporaryFolder(), 'alerts.sqlite'), silentLog),
    clock: createTurnedClock(),
    log: silentLog,
    targets: () => [],
    deliver: () => Promise.resolve(),
    lost,
  });
  const target = { id: 'hook' } as AlertTarget;
  for (let index = 0; index < 202; index += 1) outbox.add(target, { title: `${index}` } as Message);
  expect(lost.mock.calls).toEqual([
    ['hook', { title: '0' }],
    ['hook', { title: '1' }],
  ]);
  expect(outbox.stateOf('hook').waiting).toBe(200);
});
