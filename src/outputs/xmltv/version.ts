// What a guide's text depends on, as one short word: its ETag, and the name of the file it is kept in.

import type { Making } from '../../guide/made-up.ts';
import { DAY_MS } from '../../kernel/units.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { LineupSnapshot } from '../../model/channel.ts';
import { hash53 } from '../../model/ids.ts';

export interface Selection {
  /** Absolute, without a trailing slash: logos are named by it. */
  readonly baseUrl: string;
  /** None are all. */
  readonly groups: readonly string[];
}

export interface VersionPorts {
  readonly lineup: () => LineupSnapshot;
  /** Changes when anything published of the guide has changed. */
  readonly guideRevision: () => string;
  readonly window: () => GuideDays;
  /** What is made up where no guide has anything. */
  readonly making: () => Making;
  readonly clock: Clock;
}

/** The settings `guide.days_back` and `guide.days_ahead`. */
export interface GuideDays {
  readonly days_back: number;
  readonly days_ahead: number;
}

/** Another one when the same guide would be written in other words: files of an older Masthead are not served then. */
const WRITTEN_AS = '2';

export function versionOf(ports: VersionPorts, { baseUrl, groups }: Selection): string {
  const { fromAt, untilAt } = windowOf(ports);
  const { settings, zone } = ports.making();
  const made = JSON.stringify([zone, settings]);
  const parts = [WRITTEN_AS, ports.lineup().revision, ports.guideRevision(), made, baseUrl, fromAt, untilAt, ...groups];
  return hash53(parts.join('\n')).toString(36);
}

/** Whole days in UTC, so that the text stays the same for a day. Epoch milliseconds. */
export function windowOf({ window, clock }: VersionPorts): { readonly fromAt: number; readonly untilAt: number } {
  const { days_back, days_ahead } = window();
  const todayAt = Math.floor(clock.now() / DAY_MS) * DAY_MS;
  return { fromAt: todayAt - days_back * DAY_MS, untilAt: todayAt + (days_ahead + 1) * DAY_MS };
}
