// The rooms as the API sees them: of each only what its routes call.

import type { Alerts } from '../../alerts/alerts.ts';
import type { Audit } from '../../accounts/audit/audit.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import type { Viewing } from '../../accounts/viewing/viewing.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Guide } from '../../guide/guide.ts';
import type { ChannelRanking, Health } from '../../health/health.ts';
import type { StandingWarning } from '../../health/provider-warnings.ts';
import type { Listings } from '../../guide/listings.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ErrorCode } from '../../kernel/errors.ts';
import type { LogBook } from '../../kernel/log-book.ts';
import type { Learner } from '../../library/learner.ts';
import type { Library } from '../../library/library.ts';
import type { Title } from '../../model/title.ts';
import type { TitleReview } from '../../library/title-review.ts';
import type { Lineup } from '../../lineup/lineup.ts';
import type { LineupLists } from '../../lineup/lists.ts';
import type { HomeUser } from '../../model/home-user.ts';
import type { ChannelId, ProviderId, StreamId } from '../../model/ids.ts';
import type { Probes } from '../../providers/probes.ts';
import type { ProviderWatch } from '../../providers/watch.ts';
import type { ProfileChoice } from '../../model/stream-profile.ts';
import type { SettingsStore } from '../../storage/settings-store.ts';
import type { AirHistory } from '../../streaming/history/history.ts';
import type { Hub } from '../../streaming/hub.ts';
import type { GuideMatching } from '../../sync/guide-matching.ts';
import type { Jobs } from '../../sync/jobs.ts';
import type { KnowledgeStatus } from '../../sync/knowledge/status.ts';
import type { LogoSightStatus } from '../../sync/logos/sight-status.ts';
import type { Matches } from '../../sync/matches.ts';
import type { ProvidersStore } from '../../sync/providers-store.ts';
import type { Rules } from '../../sync/rules.ts';
import type { Sync } from '../../sync/sync.ts';
import type { Transfer } from '../../sync/transfer/transfer.ts';
import type { AnswerBook } from './answer-book.ts';
import type { ChannelLogosPort } from './logo-schema.ts';

export type AccountsPort = Pick<
  Accounts,
  | 'apiTokens'
  | 'changePassword'
  | 'favourites'
  | 'logIn'
  | 'people'
  | 'personOf'
  | 'refresh'
  | 'sessions'
  | 'setUp'
  | 'setUpToken'
>;

export interface ApiPorts {
  readonly accounts: AccountsPort;
  readonly settings: Pick<SettingsStore, 'current' | 'patch'>;
  readonly providers: Pick<ProvidersStore, 'add' | 'findBySource' | 'get' | 'list' | 'patch' | 'remove'>;
  /** How their accounts stand, and where they are to be had. */
  readonly watch: Pick<ProviderWatch, 'limitOf' | 'placesOf' | 'standing'>;
  readonly demo: DemoPort;
  readonly probes: Probes;
  /** It follows the providers' document by itself: an added one is read, a removed one forgotten. */
  readonly sync: Pick<Sync, 'cancel' | 'confirmList' | 'run' | 'status'>;
  readonly lineup: Pick<
    Lineup,
    | 'builtAt'
    | 'channel'
    | 'channelNow'
    | 'chosenLogoOf'
    | 'edit'
    | 'guideChoiceOf'
    | 'orderStreams'
    | 'patch'
    | 'previewEdit'
    | 'snapshot'
    | 'streamOrderOf'
    | 'takeBack'
    | 'undo'
  > & { readonly lists: Pick<LineupLists, 'facets' | 'families' | 'groups' | 'list'> };
  readonly rules: Pick<
    Rules,
    | 'add'
    | 'book'
    | 'get'
    | 'patch'
    | 'preview'
    | 'readText'
    | 'remove'
    | 'reorder'
    | 'setPatterns'
    | 'take'
    | 'writeText'
  >;
  readonly catalogue: Pick<Catalogue, 'list' | 'stream'>;
  readonly matches: Pick<Matches, 'decide' | 'explain' | 'history' | 'preview' | 'review' | 'undo'>;
  readonly guides: Pick<GuideMatching, 'decide' | 'explain' | 'preview' | 'review' | 'search'>;
  readonly knowledge: KnowledgePort;
  readonly channelLogos: ChannelLogosPort;
  /** What is seen of logos. */
  readonly logos: { readonly status: LogoSightStatus };
  /** The streams of any channel, in fail-over order; `undefined` for an unknown channel. */
  readonly streamsOf: (id: ChannelId) => readonly StreamId[] | undefined;
  /** Those that are tried, best first: without the excluded ones. */
  readonly triedOf: (id: ChannelId) => readonly StreamId[];
  readonly library: Pick<Library, 'episode' | 'episodes' | 'groups' | 'list' | 'title' | 'versions'>;
  /** Asks for more of a title than its list says, and waits for it a while. */
  readonly learner: Pick<Learner, 'known'>;
  readonly titleReview: Pick<TitleReview, 'decide' | 'list' | 'search'>;
  readonly strm: FilesPort;
  readonly health: HealthPort;
  readonly guide: Pick<Guide, 'nowAndNext'>;
  readonly listings: Listings;
  readonly history: Pick<AirHistory, 'edition' | 'failedStreams' | 'happenings'>;
  /** To changes that came with a key. */
  readonly answers: AnswerBook;
  readonly audit: Pick<Audit, 'add' | 'list' | 'undoOf' | 'undone'>;
  readonly viewing: Pick<
    Viewing,
    'export' | 'forget' | 'forgetPlace' | 'list' | 'place' | 'places' | 'report' | 'statistics'
  >;
  readonly hub: Pick<Hub, 'endSession' | 'endViewer' | 'figures' | 'moveSession' | 'sessions'>;
  readonly logBook: Pick<LogBook, 'level' | 'lines'>;
  readonly alerts: Pick<
    Alerts,
    'book' | 'deliveryOf' | 'language' | 'mute' | 'targets' | 'test' | 'textOf' | 'unavailable'
  >;
  readonly profiles: ProfilesPort;
  readonly tuners: () => { readonly count: number; readonly inUse: number };
  readonly about: AboutPort;
  readonly jobs: Pick<Jobs, 'cancel' | 'get' | 'list' | 'noted' | 'start'>;
  readonly transfer: Pick<Transfer, 'export' | 'import' | 'sections'>;
  readonly clock: Clock;
  /** ISO code of the country that an address is in; null where it is not known. */
  readonly countryOf: (address: string) => string | null;
  /** Users of Home Assistant; none where Masthead is not at home in it. @throws AppError `home-assistant.*` */
  readonly homeUsers: () => Promise<readonly HomeUser[]>;
}

export const WAYS = ['proxy', 'redirect', 'command'] as const;

/** How a channel comes to a client. */
export interface Way extends ProfileChoice {
  readonly way: (typeof WAYS)[number];
  /** Why it is not what the profile asks for. */
  readonly reason: string | null;
}

export interface ProfileView {
  readonly name: string;
  readonly label: string;
  readonly is_preset: boolean;
  readonly command: { readonly program: string; readonly arguments: readonly string[] } | null;
  readonly is_available: boolean;
  readonly reason: string | null;
}

export interface ProfilesPort {
  list(): readonly ProfileView[];
  /** @throws AppError `channel.unknown`, `channel.disabled` */
  wayOf(id: ChannelId, userAgent: string): Way;
}

/** The embedded demo provider. */
export interface DemoPort {
  /** Adds its provider, or enables the one that is there. */
  take(): Promise<ProviderId>;
}

/** A public database of channels. */
export interface KnowledgePort {
  readonly status: KnowledgeStatus;
  /** @throws AppError `request.conflict` while it is off, or why nothing could be had */
  refresh(): Promise<void>;
  /** Ends the refresh that is under way. */
  cancel(): void;
}

/** Whether streams work, how good they are. */
export interface HealthPort extends Pick<
  Health,
  'ask' | 'briefs' | 'check' | 'decide' | 'decisionOf' | 'list' | 'standing' | 'stream' | 'sum' | 'upgrade'
> {
  /** What about its account, list or guide wants a person. */
  warningsOf(id: ProviderId): readonly StandingWarning[];
  rank(id: ChannelId, ids: readonly StreamId[]): ChannelRanking;
}

/** Movies and series as files. */
export interface FilesPort {
  readonly status: {
    readonly isRunning: boolean;
    readonly finishedAt: number | null;
    readonly outcome: {
      readonly fileCount: number;
      readonly writtenCount: number;
      readonly removedCount: number;
      readonly waitingCount: number;
    } | null;
    readonly error: { readonly code: ErrorCode; readonly message: string } | null;
  };
  readonly folder: string;
  /** Paths below the folder. */
  filesOf(title: Title): readonly string[];
  /** @throws AppError `settings.invalid`, `storage.full` */
  run(mayRemoveMany: boolean, broken?: AbortSignal): Promise<unknown>;
}

export interface AboutPort {
  readonly version: string;
  readonly startedAt: number;
  /** `MASTHEAD_BASE_URL` without a trailing slash; empty takes it from each request. */
  readonly baseUrl: string;
}
