// Whatever happens, no provider sees more connections than it allows, and no slot is lost.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '../../../src/kernel/errors.ts';
import type { ProviderId } from '../../../src/model/ids.ts';
import { SlotLedger } from '../../../src/streaming/slots/ledger.ts';
import type { Slot, SlotUseKind } from '../../../src/streaming/slots/slots.ts';
import { createTurnedClock } from '../../fakes/turned-clock.ts';
import { Holder } from './holder.ts';

const LOGINS = ['a', 'b'] as const;
const PROVIDER = 'one' as ProviderId;

/** A provider that counts connections as a panel does: closed ones for a while longer. */
class Panel {
  readonly #open = new Map<string, number>();
  readonly #closedAt = new Map<string, number[]>();
  readonly lingerMs: number;
  constructor(lingerMs: number) {
    this.lingerMs = lingerMs;
  }

  counted(login: string, nowMs: number): number {
    const lingering = (this.#closedAt.get(login) ?? []).filter((atMs) => nowMs - atMs < this.lingerMs);
    return (this.#open.get(login) ?? 0) + lingering.length;
  }
  dialled(login: string): void {
    this.#open.set(login, (this.#open.get(login) ?? 0) + 1);
  }
  /** It was never let in: it is not counted on. */
  refused(login: string): void {
    this.#open.set(login, this.#open.get(login)! - 1);
  }
  closed(login: string, nowMs: number): void {
    this.#open.set(login, this.#open.get(login)! - 1);
    this.#closedAt.set(login, [...(this.#closedAt.get(login) ?? []), nowMs]);
  }
}

/** One that holds a slot as a session does: waits until it is ready, dials, and closes when it is told. */
class Actor extends Holder {
  state: 'waiting' | 'open' | 'hung up' | 'gone' = 'gone';
  isYielding = false;

  override async yieldSlot(): Promise<void> {
    this.isYielding = true;
    await super.yieldSlot();
  }
}

const event = fc.record({
  what: fc.constantFrom(
    'take',
    'take',
    'spare',
    'ready',
    'hang up',
    'release',
    'use',
    'yielded',
    'crash',
    'refused',
    'accepted',
    'limit',
    'time',
    'rebuild',
  ),
  which: fc.nat(),
  use: fc.constantFrom<SlotUseKind>('watched', 'probe', 'idle'),
  priority: fc.integer({ min: -2, max: 2 }),
  login: fc.constantFrom(...LOGINS),
  limit: fc.integer({ min: 1, max: 3 }),
  ms: fc.integer({ min: 1, max: 4_000 }),
});

test('over any sequence of events', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { minLength: 20, maxLength: 120, size: 'max' }),
      fc.constantFrom(0, 1_500),
      async (events, lingerMs) => {
        const clock = createTurnedClock();
        const panel = new Panel(lingerMs);
        const limits = new Map<string, number>(LOGINS.map((login) => [login, 2]));
        const ledger = new SlotLedger({
          clock,
          limitOf: (_, login) => limits.get(login)!,
          lingerMsOf: () => lingerMs,
          allowsPriority: () => true,
        });
        const actors: { actor: Actor; slot: Slot }[] = [];
        const close = ({ actor, slot }: (typeof actors)[number]): void => {
          if (actor.state === 'open') panel.closed(slot.login, clock.monotonicMs());
          actor.state = 'gone';
          actor.slot = undefined;
        };
        const forget = (one: (typeof actors)[number]): void => void actors.splice(actors.indexOf(one), 1);

        const used = (): number => ledger.uses()[0]?.used ?? 0;
        const entitled = (login: string): number =>
          actors.filter(({ actor, slot }) => slot.login === login && !actor.isYielding).length;
        const violations: string[] = [];
        for (const { what, which, use, priority, login, limit, ms } of events) {
          const one = actors[which % Math.max(1, actors.length)];
          if (what === 'take' || what === 'spare') {
            const actor = new Actor({ use, priority });
            const slot = ledger.take({ providerId: PROVIDER, logins: LOGINS, isSpare: what === 'spare' }, actor);
            actor.slot = slot;
            if (!slot) continue;
            actors.push({ actor, slot });
            if (entitled(slot.login) > limits.get(slot.login)!) violations.push('granted');
          }
          if (what === 'limit') limits.set(login, limit);
          if (what === 'time') clock.advance(ms);
          if (what === 'rebuild') ledger.rebuild();
          if (one && !one.actor.isYielding) {
            const { actor, slot } = one;
            if (what === 'use') actor.use = use;
            if (what === 'ready' && (actor.state === 'gone' || actor.state === 'hung up')) {
              actor.state = 'waiting';
              const open = (): void => {
                if (actor.state !== 'waiting') return; // it is gone: nobody dials
                if (panel.counted(slot.login, clock.monotonicMs()) >= limits.get(slot.login)!)
                  violations.push('dialled');
                panel.dialled(slot.login);
                actor.state = 'open';
              };
              void slot.ready(String(priority)).then(open, () => undefined);
            }
            if (what === 'accepted' && actor.state === 'open') slot.accepted();
            if (actor.state === 'open' && (what === 'hang up' || what === 'refused')) {
              if (what === 'refused') slot.refused(new AppError('upstream.refused', 'no'));
              if (what === 'refused') panel.refused(slot.login);
              else panel.closed(slot.login, clock.monotonicMs());
              actor.state = 'hung up';
              slot.hungUp();
            }
            if (what === 'release') {
              close(one);
              slot.release();
              if (priority > 0) slot.release();
              forget(one);
            }
            if (what === 'crash') {
              close(one); // it never says so
              forget(one);
            }
          } else if (one && (what === 'yielded' || what === 'crash')) {
            close(one);
            if (what === 'crash') one.actor.closed.reject(new Error('crash'));
            else one.actor.closed.resolve();
            forget(one);
          }
          for (let turns = 0; turns < 5; turns += 1) await Promise.resolve();
        }

        expect(violations).toEqual([]);
        ledger.rebuild();
        const living = actors.filter(({ actor }) => !actor.isYielding).length;
        expect(used()).toBe(living);
        for (const one of actors) {
          close(one);
          if (one.actor.isYielding) one.actor.closed.resolve();
          else one.slot.release();
        }
        for (let turns = 0; turns < 5; turns += 1) await Promise.resolve();
        expect(used()).toBe(0);
        clock.advance(31_000);
        expect([ledger.uses()[0]?.lingering ?? 0, clock.pending]).toEqual([0, 0]);
        for (const login of LOGINS) {
          const fresh = new Holder();
          const slot = ledger.take({ providerId: PROVIDER, logins: [login] }, fresh);
          expect(slot?.waitMs).toBe(0);
        }
      },
    ),
    { numRuns: 200 },
  );
});
