import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ProviderId } from '../../src/model/ids.ts';
import { SlotLedger, type Slot, type SlotHolder } from '../../src/streaming/slots.ts';

const PROVIDER = 'one' as ProviderId;

class Holder implements SlotHolder {
  isIdle = false;
  closed = Promise.withResolvers<void>();
  yields = 0;
  yieldSlot(): Promise<void> {
    this.yields += 1;
    return this.closed.promise;
  }
}

test('there are as many slots as the provider allows', () => {
  const ledger = new SlotLedger(() => 2);
  const slots = [1, 2, 3].map(() => ledger.take(PROVIDER, new Holder()));
  expect(slots.map((slot) => slot !== undefined)).toEqual([true, true, false]);
  slots[0]!.release();
  slots[0]!.release();
  expect(ledger.take(PROVIDER, new Holder())).toBeDefined();
  expect(ledger.take(PROVIDER, new Holder())).toBeUndefined();
  expect(ledger.uses()).toEqual([{ provider_id: PROVIDER, used: 2, limit: 2 }]);
});

test('a provider without a limit has no end of slots', () => {
  const ledger = new SlotLedger(() => null);
  for (let count = 0; count < 100; count += 1) expect(ledger.take(PROVIDER, new Holder())).toBeDefined();
});

test('an idle holder gives its slot up, and it is ready when its connection is closed', async () => {
  const ledger = new SlotLedger(() => 1);
  const idle = new Holder();
  const old = ledger.take(PROVIDER, idle)!;
  idle.isIdle = true;
  const slot = ledger.take(PROVIDER, new Holder())!;
  expect(ledger.uses()[0]?.used).toBe(1);
  let isReady = false;
  const ready = slot.ready.then(() => (isReady = true));
  await Promise.resolve();
  expect([idle.yields, isReady]).toEqual([1, false]);
  old.release();
  expect(ledger.uses()[0]?.used).toBe(1);
  idle.closed.resolve();
  await ready;
});

test('when the limit is lowered nobody new is let in until they are fewer', () => {
  let limit = 2;
  const ledger = new SlotLedger(() => limit);
  const first = ledger.take(PROVIDER, new Holder())!;
  const idle = new Holder();
  idle.isIdle = true;
  ledger.take(PROVIDER, idle);
  limit = 1;
  expect(ledger.take(PROVIDER, new Holder())).toBeUndefined();
  first.release();
  expect(ledger.take(PROVIDER, new Holder())).toBeDefined();
});

test('whoever waits is told when a slot is returned, and when one could be', () => {
  const ledger = new SlotLedger(() => 1);
  const slot = ledger.take(PROVIDER, new Holder())!;
  const told: string[] = [];
  ledger.onFreed(() => told.push('kept'));
  ledger.onFreed(() => told.push('left'))();
  slot.release();
  expect(told).toEqual(['kept']);
  ledger.onFreed(() => told.push('again'));
  ledger.offered();
  expect(told).toEqual(['kept', 'again']);
});

test('whatever happens, no provider has more connections than it allows, and no slot is lost', () => {
  const providers = ['one', 'two'] as ProviderId[];
  const event = fc.record({
    what: fc.constantFrom('take', 'release', 'idle', 'busy', 'limit', 'release twice'),
    provider: fc.constantFrom(...providers),
    which: fc.nat(),
    limit: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
  });
  fc.assert(
    fc.property(fc.array(event, { minLength: 40, maxLength: 200, size: 'max' }), (events) => {
      const limits = new Map<ProviderId, number | null>(providers.map((id) => [id, 2]));
      const ledger = new SlotLedger((id) => limits.get(id)!);
      const held: { slot: Slot; holder: Holder }[] = [];
      for (const { what, provider, which, limit } of events) {
        const chosen = held[which % Math.max(1, held.length)];
        const usedBefore = ledger.uses().find((use) => use.provider_id === provider)?.used ?? 0;
        if (what === 'limit') limits.set(provider, limit);
        if (what === 'idle' && chosen) chosen.holder.isIdle = true;
        if (what === 'busy' && chosen && chosen.holder.yields === 0) chosen.holder.isIdle = false;
        if (what.startsWith('release') && chosen) {
          chosen.slot.release();
          if (what === 'release twice') chosen.slot.release();
          held.splice(held.indexOf(chosen), 1);
        }
        if (what !== 'take') continue;
        const holder = new Holder();
        const slot = ledger.take(provider, holder);
        const allowed = limits.get(provider) ?? Number.POSITIVE_INFINITY;
        if (slot) held.push({ slot, holder });
        const used = ledger.uses().find((use) => use.provider_id === provider)!.used;
        expect(used).toBeLessThanOrEqual(Math.max(allowed, usedBefore));
        expect(slot === undefined || used <= allowed).toBe(true);
      }
      for (const use of ledger.uses()) {
        const live = held.filter(({ slot, holder }) => slot.providerId === use.provider_id && holder.yields === 0);
        expect(use.used).toBe(live.length);
      }
      for (const { slot } of held) slot.release();
      expect(ledger.uses().every((use) => use.used === 0)).toBe(true);
    }),
  );
});
