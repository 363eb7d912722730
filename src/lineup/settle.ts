// From what providers say and a person decided to what the lineup shows. Pure.

import { parseChannelNumber, type ChannelNumber } from '../model/channel.ts';
import { parseChannelId, printChannelId, type ChannelId } from '../model/ids.ts';
import type { Decisions, KeptDecision } from './decisions.ts';
import type { ChannelBase } from './merge.ts';
import type { LineupMemory } from './memory.ts';
import { assignNumbers } from './numbering.ts';
import { DECIDABLE_FIELDS, type DecidableField } from './query.ts';
import type { LineupRules } from './ruling.ts';
import { GroupRules } from './group-rules.ts';
import { schemeNumbers } from './scheme-numbers.ts';

export interface ChannelState {
  readonly base: ChannelBase;
  /** 0 when the numbers have run out. */
  readonly number: ChannelNumber | 0;
  readonly name: string;
  readonly group: string;
  readonly enabled: boolean;
  readonly guideShiftMinutes: number;
  /** One bit for each of DECIDABLE_FIELDS that a person has set. */
  readonly decided: number;
}

/** The memory has a number for every present channel afterwards. */
export function settle(
  bases: readonly ChannelBase[],
  { memory, decisions, settings, schemes }: LineupRules & { readonly memory: LineupMemory },
): ChannelState[] {
  const decided = numbersOf(decisions);
  const firstNumber = settings.first_number;
  assignNumbers(bases, memory, decided, firstNumber);
  const states = describeAll(bases, memory, decisions);
  const groups = new Map(schemes.length === 0 ? [] : states.map(({ base, group }) => [base.id, group]));
  const groupOf = ({ id }: ChannelBase): string => groups.get(id)!;
  const schemed = schemeNumbers(bases, { memory, decided, schemes, groupOf, firstNumber });
  for (const state of states) {
    const { id } = state.base;
    const own = decided.get(id);
    state.number = own ?? schemed.get(id) ?? memory.channels.get(id)!.number;
    if (own !== undefined) state.decided |= NUMBER_DECIDED;
  }
  return states;
}

/** What decisions are laid over: what providers and rules say of a channel. */
export type DescribedBase = Pick<ChannelBase, 'group' | 'guideShiftMinutes' | 'isEnabledByRule' | 'name' | 'providers'>;

/** All that a channel shows besides its number, and which of it a person has decided. */
export type Described = Pick<ChannelState, 'enabled' | 'group' | 'guideShiftMinutes' | 'name'> & { decided: number };

/** Still to be numbered: in place, as there are a hundred thousand. */
type Unnumbered = Described & { readonly base: ChannelBase; number: ChannelState['number'] };

function describeAll(bases: readonly ChannelBase[], memory: LineupMemory, decisions: Decisions): Unnumbered[] {
  const rules = new GroupRules(decisions.rules);
  return bases.map((base) => {
    const own = decisions.channels[printChannelId(base.id)];
    const { enabledAtFirst } = memory.channels.get(base.id)!;
    return { base, number: 0, ...describe(base, { rules, own, enabledAtFirst }) };
  });
}

interface Said {
  readonly rules: GroupRules;
  /** What is decided of this channel alone. */
  readonly own: KeptDecision | undefined;
  readonly enabledAtFirst: boolean;
}

export function describe(base: DescribedBase, { rules, own = NOTHING, enabledAtFirst }: Said): Described {
  const ruled = rules.apply({
    group: own.group ?? base.group,
    isGroupFixed: own.group !== undefined,
    providers: base.providers,
  });
  return {
    name: own.name ?? base.name,
    group: ruled.group,
    enabled: own.enabled ?? ruled.enabled ?? base.isEnabledByRule ?? enabledAtFirst,
    guideShiftMinutes: own.guide_shift_minutes ?? base.guideShiftMinutes,
    decided:
      (own.enabled !== undefined || ruled.enabled !== undefined ? ENABLED_DECIDED : 0) |
      (own.name !== undefined ? NAME_DECIDED : 0) |
      (own.group !== undefined || ruled.isRegrouped ? GROUP_DECIDED : 0) |
      (own.stream_profile !== undefined ? PROFILE_DECIDED : 0) |
      (own.guide_shift_minutes !== undefined ? SHIFT_DECIDED : 0) |
      (own.logo !== undefined ? LOGO_DECIDED : 0),
  };
}

const NOTHING: KeptDecision = {};

/** Decided numbers by channel. Of two that are the same (the document was edited by hand) the first holds. */
export function numbersOf(decisions: Decisions): Map<ChannelId, ChannelNumber> {
  const byChannel = new Map<ChannelId, ChannelNumber>();
  const given = new Set<ChannelNumber>();
  for (const [key, decision] of Object.entries(decisions.channels)) {
    const id = parseChannelId(key);
    const number = decision.number === undefined ? undefined : parseChannelNumber(decision.number);
    if (id === undefined || number === undefined || given.has(number)) continue;
    given.add(number);
    byChannel.set(id, number);
  }
  return byChannel;
}

const bitOf = (field: DecidableField): number => 1 << DECIDABLE_FIELDS.indexOf(field);

const ENABLED_DECIDED = bitOf('enabled');
const NAME_DECIDED = bitOf('name');
const PROFILE_DECIDED = bitOf('stream_profile');
const SHIFT_DECIDED = bitOf('guide_shift_minutes');
export const NUMBER_DECIDED = bitOf('number');
/** By a person, or by a rule that has moved it. */
export const GROUP_DECIDED = bitOf('group');
/** In `decided` of a channel whose logo a person has chosen: it has one, whatever its providers have. */
export const LOGO_DECIDED = bitOf('logo');

export function fieldsOf(decided: number): DecidableField[] {
  return DECIDABLE_FIELDS.filter((_, index) => (decided & (1 << index)) !== 0);
}
