// Holds people to what they may at this moment: whoever is disabled, expires, may less, or whose token is taken back, is not
// only refused the next stream but loses the one that runs.

import type { Accounts } from '../accounts/accounts.ts';
import { rightsOf } from '../accounts/people.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { SECOND_MS } from '../kernel/units.ts';
import type { Library } from '../library/library.ts';
import { channelOfId, type LineupSnapshot } from '../model/channel.ts';
import { parseChannelId, type ChannelId } from '../model/ids.ts';
import { mayWatchGroup, mayWatchTitle, type Rights } from '../model/person.ts';
import { parseEpisodeId, parseTitleId } from '../model/title.ts';
import type { FileRelay } from '../streaming/files/file-relay.ts';
import { streamOf } from '../streaming/files/whose.ts';
import type { Hub } from '../streaming/hub.ts';
import type { Viewer } from '../streaming/sink.ts';
import type { Stop } from './context.ts';

/** Dates pass by without a word. */
const LOOK_EVERY_MS = 10 * SECOND_MS;

export interface Enforced {
  readonly accounts: Pick<Accounts, 'apiTokens' | 'onChanged' | 'people' | 'sessions'>;
  readonly hub: Pick<Hub, 'endViewers'>;
  readonly relay: Pick<FileRelay, 'end'>;
  readonly lineup: { readonly snapshot: LineupSnapshot };
  readonly library: Pick<Library, 'episode' | 'title'>;
  readonly clock: Clock;
  readonly log: Log;
}

export function enforceRights(rooms: Enforced): Stop {
  const look = (): void => enforce(rooms);
  const timer = rooms.clock.every(LOOK_EVERY_MS, look);
  const forget = rooms.accounts.onChanged(look);
  return () => {
    timer.cancel();
    forget();
  };
}

function enforce({ accounts, hub, relay, lineup, library, log }: Enforced): void {
  const counts = new Map<string, Set<string>>();
  const { people } = accounts;
  const judge = (viewer: Viewer, stream: string, mayWatch: (rights: Rights) => boolean): boolean => {
    const { account, address } = viewer;
    if (!account) return false;
    const person = people.get(account.id);
    const isWelcome =
      person !== undefined && people.standing(person) === 'active' && people.isAllowedFrom(person, address);
    const isOpen = isWelcome && holds(accounts, account.pass);
    if (isOpen && mayWatch(rightsOf(person)) && !isSurplus(counts, rightsOf(person), stream)) return false;
    log.info('A stream was ended: its person may not have it any more', { person: account.id });
    return true;
  };
  let liveCount = 0;
  hub.endViewers((viewer, channelId) => {
    liveCount += 1;
    return judge(viewer, `live ${liveCount}`, (rights) => mayWatchChannel(rights, lineup.snapshot, channelId));
  });
  relay.end(({ key, viewer }) =>
    judge(viewer, streamOf(viewer, key), (rights) => mayWatchFile(rights, key, { lineup, library })),
  );
}

/**
 * In the order in which they are looked at, who has more than it may loses the last ones.
 * @param stream connections of one login at one address for one movie are one, as `PersonStreams` counts them
 */
function isSurplus(counts: Map<string, Set<string>>, { id, maxStreams }: Rights, stream: string): boolean {
  const streams = counts.get(id) ?? new Set();
  counts.set(id, streams);
  if (maxStreams !== null && !streams.has(stream) && streams.size >= maxStreams) return true;
  streams.add(stream);
  return false;
}

function holds({ apiTokens, sessions, people }: Enforced['accounts'], pass: string | null): boolean {
  if (pass === null) return true;
  const id = pass.slice(1);
  if (pass.startsWith('t')) return apiTokens.isOpen(id);
  if (pass.startsWith('s')) return sessions.isOpen(id);
  return people.list().some((person) => people.xtreamPass(person) === pass);
}

function mayWatchChannel(rights: Rights, snapshot: LineupSnapshot, id: ChannelId): boolean {
  const channel = channelOfId(snapshot, id);
  return channel === undefined ? rights.contents.includes('live') : mayWatchGroup(rights, channel.group);
}

function mayWatchFile(rights: Rights, key: string, { lineup, library }: Pick<Enforced, 'library' | 'lineup'>): boolean {
  const [id = ''] = key.split('@');
  const channel = parseChannelId(id);
  if (channel !== undefined) return mayWatchChannel(rights, lineup.snapshot, channel);
  const episode = parseEpisodeId(id);
  const titleId = episode === undefined ? parseTitleId(id) : library.episode(episode)?.episode.titleId;
  const title = titleId === undefined ? undefined : library.title(titleId);
  return title === undefined || mayWatchTitle(rights, title);
}
