// What whoever asks may watch, where it came with a login: without one everything that is open.

import type { Context } from 'hono';
import type { Channel } from '../model/channel.ts';
import { isAmong } from '../model/groups.ts';
import { mayWatchTitle as mayBeWatched } from '../model/person.ts';
import type { Title } from '../model/title.ts';
import type { LanEnv } from './output.ts';

/** Groups of channels, or null for all; none for somebody who may watch no channels at all. */
export function groupsFor(c: Context<LanEnv>): readonly string[] | null {
  const { rights } = c.var;
  if (!rights) return null;
  return rights.contents.includes('live') ? rights.groups : [];
}

export function mayWatch(c: Context<LanEnv>, channel: Pick<Channel, 'group'> | undefined): boolean {
  const groups = groupsFor(c);
  return groups === null || (channel !== undefined && isAmong(groups, channel.group));
}

/** A movie or a series: by what its person may watch, and in which categories. */
export function mayWatchTitle(c: Context<LanEnv>, title: Pick<Title, 'group' | 'kind'> | undefined): boolean {
  const { rights } = c.var;
  if (!rights) return true;
  return title !== undefined && mayBeWatched(rights, title);
}
