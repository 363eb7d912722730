// Brings a few channels up to new decisions that leave every number as it is: what a bulk edit of a large lineup usually is.
// The same as settling all of them, in the time of these. For tasks.

import type { DatabaseSync } from 'node:sqlite';
import type { Channel } from '../model/channel.ts';
import type { ChannelId } from '../model/ids.ts';
import type { GroupRule, KeptDecision } from './decisions.ts';
import { GroupRules } from './group-rules.ts';
import { OWN_LOGO } from './merge.ts';
import { readRevision } from './schema.ts';
import { describe, LOGO_DECIDED, NUMBER_DECIDED } from './settle.ts';
import { readShown, shownChanger, type Shown, type ShownRow } from './shown-rows.ts';
import { Published } from './store.ts';

/** What differs of all that a decision changes of published channels, besides their numbers and whether they are published. */
export interface ShownChange {
  /** One or many: what is the same for those that follow each other goes over to the other thread once. */
  readonly ids: readonly ChannelId[];
  readonly change: Partial<Pick<Channel, 'name' | 'group' | 'logoUrl' | 'guideShiftMinutes'>>;
}

export interface SomeInput {
  /** Null: all there are. */
  readonly ids: readonly ChannelId[] | null;
  /** What is decided of those of them that something is decided of. */
  readonly own: ReadonlyMap<ChannelId, KeptDecision>;
  readonly rules: readonly GroupRule[];
  /** Nothing is written: it is only said how many would be. */
  readonly isDryRun: boolean;
}

export interface SomeOutcome {
  /** Those that differ from before. */
  readonly changed: readonly ChannelId[];
  /** What the published ones among them show now, that were published before. */
  readonly shown: readonly ShownChange[];
  /** Whether clients see a difference. */
  readonly isOther: boolean;
}

/** Within a transaction. @returns undefined where the lineup was built by an older version: all of it is to be settled */
export function settleSome(database: DatabaseSync, input: SomeInput): SomeOutcome | undefined {
  const published = Published.read(database);
  if (!published) return undefined;
  const before = readRevision(database);
  const { changed, shown } = write(database, input, published);
  const isOther = !input.isDryRun && changed.length > 0 && published.write(database) !== before;
  return { changed, shown, isOther };
}

function write(
  database: DatabaseSync,
  { ids, own, rules: said, isDryRun }: SomeInput,
  published: Published,
): Pick<SomeOutcome, 'changed' | 'shown'> {
  const rules = new GroupRules(said);
  const changeRow = shownChanger(database, isDryRun);
  const changed: ChannelId[] = [];
  const shown = new ShownChanges();
  for (const row of readShown(database, ids)) {
    const { id, number, enabledAtFirst } = row;
    const described = describe(row.base, { rules, own: own.get(id), enabledAtFirst });
    const now: Shown = { ...described, number, decided: described.decided | (row.decided & NUMBER_DECIDED) };
    const digest = changeRow(now, row);
    if (digest === row.digest) continue;
    changed.push(id);
    const [was, is] = [isPublished(row, row), isPublished(now, row)];
    if (was) published.remove(row.digest);
    if (is) published.add(digest);
    if (was && is) shown.add(row.id, changeOf(now, row));
  }
  return { changed, shown: shown.all };
}

const isPublished = ({ enabled, number }: Shown, { isPresent }: ShownRow): boolean =>
  enabled && isPresent && number !== 0;

class ShownChanges {
  readonly all: { readonly ids: ChannelId[]; readonly change: ShownChange['change'] }[] = [];

  add(id: ChannelId, change: ShownChange['change']): void {
    const last = this.all.at(-1);
    if (last && isSame(last.change, change)) last.ids.push(id);
    else this.all.push({ ids: [id], change });
  }
}

const isSame = (one: ShownChange['change'], other: ShownChange['change']): boolean =>
  one.group === other.group &&
  one.name === other.name &&
  one.logoUrl === other.logoUrl &&
  one.guideShiftMinutes === other.guideShiftMinutes;

function changeOf({ decided, name, group, guideShiftMinutes }: Shown, row: ShownRow): ShownChange['change'] {
  const isLogoChosen = (decided & LOGO_DECIDED) !== 0;
  const isOtherLogo = row.hasNoLogo && isLogoChosen !== ((row.decided & LOGO_DECIDED) !== 0);
  return {
    ...(name !== row.name && { name }),
    ...(group !== row.group && { group }),
    ...(isOtherLogo && { logoUrl: isLogoChosen ? OWN_LOGO : '' }),
    ...(guideShiftMinutes !== row.guideShiftMinutes && { guideShiftMinutes }),
  };
}
