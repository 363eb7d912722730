// A ledger of one account whose clock the test turns.

import type { ProviderId } from '../../../src/model/ids.ts';
import { SlotLedger, type SlotLedgerOptions } from '../../../src/streaming/slots/ledger.ts';
import { createTurnedClock } from '../../fakes/turned-clock.ts';
import { Holder } from './holder.ts';

export const ONE = { providerId: 'one' as ProviderId };

export function ledgerOf(limit: number | null, more: Partial<SlotLedgerOptions> = {}) {
  const clock = createTurnedClock();
  const ledger = new SlotLedger({ clock, limitOf: () => limit, ...more });
  const take = (holder = new Holder(), request: object = {}) => {
    const slot = ledger.take({ ...ONE, ...request }, holder);
    holder.slot = slot;
    return slot;
  };
  return { clock, ledger, take };
}
