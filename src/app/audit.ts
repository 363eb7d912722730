// Follows every document that a person decides, and writes down what was changed in it.

import { MOST_CHANGES, MOST_UNDONE, openAudit, type Audit, type AuditChange } from '../accounts/audit/audit.ts';
import type { Lineup } from '../lineup/lineup.ts';
import type { Log } from '../kernel/log.ts';
import { inSlices, type Sliced } from '../kernel/slices.ts';
import { changeBetween } from '../lineup/take-back.ts';
import type { Decisions } from '../lineup/decisions.ts';
import { differencesIn, otherThings, thingsIn, type Difference } from '../sync/transfer/differences.ts';
import { conceal } from '../sync/transfer/secrets.ts';
import type { Section } from '../sync/transfer/transfer.ts';
import type { ChannelId } from '../model/ids.ts';
import { namedLineup } from './audit-names.ts';
import type { AppContext, Stop } from './context.ts';
import type { Rooms } from './rooms.ts';
import { sectionsOf, type Decided } from './transfer.ts';

/** Made once and never changed; and what is a person's own business. */
const UNFOLLOWED = new Set(['identity', 'favourites']);

type Book = Pick<Rooms, 'paths' | 'writeOut'>;

export function openAuditBook({ clock, log }: AppContext, { paths, writeOut }: Book, stops: Stop[]): Audit {
  const onWritten = (): void => writeOut.soon(paths.audit);
  const audit = openAudit(paths.audit, { clock, log: log.for('accounts'), onWritten });
  stops.push(() => audit.close());
  return audit;
}

interface Following {
  readonly decided: Decided & { readonly lineup: Pick<Lineup, 'channel' | 'snapshot'> };
  readonly audit: Audit;
  readonly stops: Stop[];
}

export function followDecisions({ log }: Pick<AppContext, 'log'>, { decided, audit, stops }: Following): void {
  const { lineup } = decided;
  const note = notesInOrder(log.for('accounts'), stops);
  const channelName = (id: ChannelId): string => (lineup.snapshot.byId.get(id) ?? lineup.channel(id))?.name ?? '';
  for (const section of sectionsOf(decided)) {
    if (UNFOLLOWED.has(section.name)) continue;
    section.portable().onUpdated((before, after) => {
      const area = section.name;
      note(function* () {
        const { changes, count } = yield* changesOf(section, before, after);
        if (area !== 'lineup') {
          audit.add({ area, changes, count, undo: null });
          return;
        }
        const told = { before: before as Decisions, after: after as Decisions, channelName };
        const undo = count > MOST_UNDONE ? null : yield* changeBetween(told.before, told.after);
        audit.add({ area, changes: namedLineup(changes, told), count, undo });
      });
    });
  }
}

/** One entry after another, in slices: an import changes everything at once. One of a few changes is written at once. */
function notesInOrder(log: Log, stops: Stop[]): (entry: () => Sliced<void>) => void {
  let underWay: Promise<void> | undefined;
  stops.push(() => underWay);
  const write = async (work: Sliced<void>, before: Promise<void> | undefined): Promise<void> => {
    try {
      if (before) await before;
      await inSlices(work);
    } catch (error) {
      log.error('A change could not be written into the audit', { error });
    }
  };
  return (entry) => {
    const work = write(entry(), underWay);
    underWay = work;
    void work.finally(() => {
      if (underWay === work) underWay = undefined;
    });
  };
}

interface Changes {
  /** The first of them, which are kept. */
  readonly changes: readonly AuditChange[];
  /** Of all. */
  readonly count: number;
}

export function* changesOf(
  { depth, secrets }: Pick<Section, 'depth' | 'secrets'>,
  before: unknown,
  after: unknown,
): Sliced<Changes> {
  const others = yield* otherThings(before, after, depth);
  const { first, count } = yield* differencesIn(others, MOST_CHANGES);
  if (count === 0) return { changes: [], count };
  const shown = (data: unknown): Map<string, unknown> => thingsIn(conceal(data, secrets).data, depth);
  const { was, is } = secrets.length === 0 ? others : { was: shown(before), is: shown(after) };
  const changes = first.map((difference) => {
    const { change, key, name } = difference;
    return { change, key, name, before: fieldsOf(was.get(key), difference), after: fieldsOf(is.get(key), difference) };
  });
  return { changes, count };
}

/** Of what was changed only what differs; a secret that differs is in it, hidden. */
function fieldsOf(value: unknown, { change, fields }: Difference): unknown {
  if (value === undefined) return null;
  if (change !== 'changed' || fields.length === 0) return value;
  const all = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(fields.map((field) => [field, all[field] ?? null]));
}
