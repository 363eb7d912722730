// A person: what somebody may do and see, as the rooms and faces pass it on.

import { isAmong } from './groups.ts';

/** An admin changes things, a member looks, a viewer sees only what he may watch. */
export const ROLES = ['admin', 'member', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** What a person decides of another; that an account has expired follows from its date. */
export const PERSON_STATUSES = ['active', 'disabled', 'banned'] as const;
export type PersonStatus = (typeof PERSON_STATUSES)[number];
/** As it is at a moment. */
export type Standing = PersonStatus | 'expired';

export const CONTENTS = ['live', 'movies', 'series'] as const;
export type Content = (typeof CONTENTS)[number];

/** What an API token opens: looking at the API, lists and streams, or all that its owner may. */
export const SCOPES = ['read', 'stream', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** Which channels and titles somebody is held to. */
export type Allowed = Pick<Rights, 'contents' | 'groups' | 'titleGroups'>;

export const mayWatchGroup = ({ contents, groups }: Pick<Allowed, 'contents' | 'groups'>, group: string): boolean =>
  contents.includes('live') && isAmong(groups, group);

export const mayWatchTitle = (
  { contents, titleGroups }: Pick<Allowed, 'contents' | 'titleGroups'>,
  { kind, group }: { readonly kind: 'movie' | 'series'; readonly group: string },
): boolean => contents.includes(kind === 'movie' ? 'movies' : 'series') && isAmong(titleGroups, group);

/** Whether there is something that somebody may not watch. */
export const isHeld = ({ contents, groups, titleGroups }: Allowed): boolean =>
  groups !== null || titleGroups !== null || CONTENTS.some((content) => !contents.includes(content));

/** What somebody may watch, and how. */
export interface Rights {
  /** Of the person. */
  readonly id: string;
  readonly name: string;
  /** Groups of channels, or null for all. */
  readonly groups: readonly string[] | null;
  readonly contents: readonly Content[];
  /** Categories of movies and series, or null for all. */
  readonly titleGroups: readonly string[] | null;
  /** Streams at the same time, or null for as many as there are. */
  readonly maxStreams: number | null;
  /** Of each stream; null is as fast as it reads. */
  readonly bytesPerSecond: number | null;
  /** The higher gets a connection that both want; null leaves it to the rules for clients. */
  readonly priority: number | null;
  /** What it came with: `t…` a token, `s…` a login, `x…` an Xtream login; null where somebody else lets it in. */
  readonly pass: string | null;
}
