import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openAudit, type AuditChange } from '../../src/accounts/audit/audit.ts';
import { actAs, type Actor } from '../../src/kernel/actor.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { DAY_MS } from '../../src/kernel/units.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const ADA: Actor = { personId: 'u1', name: 'Ada', via: 'login', address: '192.168.1.20' };

const change = (key: string, more: Partial<AuditChange> = {}): AuditChange => ({
  change: 'changed',
  key,
  name: '',
  before: { a: 1 },
  after: { a: 2 },
  ...more,
});

function open() {
  const clock = createTurnedClock();
  const audit = openAudit(join(temporaryFolder(), 'audit.sqlite'), { clock, log: silentLog });
  onTestFinished(() => audit.close());
  return { audit, clock };
}

test('an entry says who did what, page by page, the newest first', async () => {
  const { audit, clock } = open();
  await actAs(ADA, async () => {
    await Promise.resolve(); // it is known behind every wait
    audit.add({ area: 'settings', changes: [change('access')], undo: null });
  });
  clock.advance(1_000);
  audit.add({ area: 'lineup', changes: [change('channels.c1'), change('channels.c2')], undo: { some: 'thing' } });
  audit.add({ area: 'lineup', changes: [], undo: null }); // nothing differs: nothing is written
  const first = audit.list({ limit: 1 });
  expect(first).toMatchObject({
    total: 2,
    items: [{ area: 'lineup', via: 'system', person: { id: null, name: '' }, change_count: 2, can_undo: true }],
  });
  const second = audit.list({ limit: 1, cursor: Number(first.next) });
  expect(second).toMatchObject({
    next: null,
    items: [{ person: { id: 'u1', name: 'Ada' }, via: 'login', address: '192.168.1.20', can_undo: false }],
  });
  expect(second.items[0]?.changes).toEqual([change('access')]);
  expect(audit.list({ limit: 5, area: 'settings' }).total).toBe(1);
  expect(audit.list({ limit: 5, person: 'u1' }).total).toBe(1);
  expect(audit.list({ limit: 5, area: 'lineup', thing: 'channels' }).total).toBe(1);
  expect(audit.list({ limit: 5, area: 'lineup', thing: 'guides' }).total).toBe(0);
  expect(audit.list({ limit: 5, fromAt: clock.now() }).items.map(({ area }) => area)).toEqual(['lineup']);
  expect(audit.list({ limit: 5, untilAt: clock.now() }).items.map(({ area }) => area)).toEqual(['settings']);
  expect([audit.undoOf(1), audit.undoOf(2), audit.undoOf(3)]).toEqual([null, { some: 'thing' }, undefined]);
  audit.undone(2);
  expect(audit.list({ limit: 1 }).items[0]).toMatchObject({ can_undo: false, undone_at: clock.now() });
  expect(audit.undoOf(2)).toBeNull(); // not twice
});

test('it is bounded: in days, in what one entry holds, in what it would take back', () => {
  const { audit, clock } = open();
  audit.add({ area: 'rules', changes: [change('old')], undo: null });
  clock.advance(401 * DAY_MS);
  const many = Array.from({ length: 80 }, (_, at) => change(`k${at}`, { after: 'x'.repeat(10_000) }));
  audit.add({ area: 'rules', changes: many, undo: 'y'.repeat(3_000_000) });
  const { items, total } = audit.list({ limit: 5 });
  expect(total).toBe(1);
  expect(items[0]).toMatchObject({ change_count: 80, can_undo: false });
  expect(items[0]?.changes).toHaveLength(50);
  expect(String(items[0]?.changes[0]?.after).length).toBeLessThan(4_100);
});

test('where it cannot be written that a change was taken back, that is taken back all the same', () => {
  const file = join(temporaryFolder(), 'audit.sqlite');
  const warnings: string[] = [];
  const log = { ...silentLog, warning: (message: string) => void warnings.push(message) };
  const audit = openAudit(file, { clock: createTurnedClock(), log });
  audit.close();
  expect(() => audit.undone(1)).not.toThrow();
  expect(warnings).toHaveLength(1);
});
