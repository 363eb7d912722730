// Every route of the API with its types, taken from the server's own descriptions. Types alone: nothing is bundled.

import type * as alerts from '../../src/http/api/alerts.ts';
import type * as backup from '../../src/http/api/backup.ts';
import type * as matches from '../../src/http/api/matches.ts';
import type * as strm from '../../src/http/api/strm.ts';
import type * as titles from '../../src/http/api/titles.ts';
import type * as titleReview from '../../src/http/api/title-review.ts';
import type * as audit from '../../src/http/api/audit.ts';
import type * as channelEdits from '../../src/http/api/channel-edits.ts';
import type * as channelLogos from '../../src/http/api/channel-logos.ts';
import type * as channelStreams from '../../src/http/api/channel-streams.ts';
import type * as channelGuide from '../../src/http/api/channel-guide.ts';
import type * as channels from '../../src/http/api/channels.ts';
import type * as demo from '../../src/http/api/demo.ts';
import type * as diagnostics from '../../src/http/api/diagnostics.ts';
import type * as favourites from '../../src/http/api/favourites.ts';
import type * as guideHistory from '../../src/http/api/guide-history.ts';
import type * as guideReview from '../../src/http/api/guide-review.ts';
import type * as groups from '../../src/http/api/groups.ts';
import type * as history from '../../src/http/api/history.ts';
import type * as health from '../../src/http/api/health.ts';
import type * as healthPast from '../../src/http/api/health-past.ts';
import type * as jellyfin from '../../src/http/api/jellyfin.ts';
import type * as listings from '../../src/http/api/listings.ts';
import type * as log from '../../src/http/api/log.ts';
import type * as login from '../../src/http/api/login.ts';
import type * as me from '../../src/http/api/me.ts';
import type * as people from '../../src/http/api/people.ts';
import type * as probes from '../../src/http/api/probes.ts';
import type * as providers from '../../src/http/api/providers.ts';
import type * as resume from '../../src/http/api/resume.ts';
import type * as ruleTexts from '../../src/http/api/rule-texts.ts';
import type * as rules from '../../src/http/api/rules.ts';
import type * as sessions from '../../src/http/api/sessions.ts';
import type * as settings from '../../src/http/api/settings.ts';
import type * as status from '../../src/http/api/status.ts';
import type * as streamProfiles from '../../src/http/api/stream-profiles.ts';
import type * as streams from '../../src/http/api/streams.ts';
import type * as tokens from '../../src/http/api/tokens.ts';
import type * as viewing from '../../src/http/api/viewing.ts';
import type * as watchable from '../../src/http/api/watchable.ts';

interface Described {
  readonly method: string;
  readonly path: string;
}

/** The exported routes of a module, by `METHOD /path`. */
type RoutesOf<Module> = {
  [
    Name in keyof Module as Module[Name] extends Described
      ? `${Uppercase<Module[Name]['method']>} ${Module[Name]['path']}`
      : never
  ]: Module[Name];
};

type Routes = RoutesOf<typeof alerts> &
  RoutesOf<typeof titles> &
  RoutesOf<typeof strm> &
  RoutesOf<typeof titleReview> &
  RoutesOf<typeof matches> &
  RoutesOf<typeof backup> &
  RoutesOf<typeof channelEdits> &
  RoutesOf<typeof channelLogos> &
  RoutesOf<typeof guideHistory> &
  RoutesOf<typeof guideReview> &
  RoutesOf<typeof channelStreams> &
  RoutesOf<typeof channelGuide> &
  RoutesOf<typeof channels> &
  RoutesOf<typeof demo> &
  RoutesOf<typeof diagnostics> &
  RoutesOf<typeof favourites> &
  RoutesOf<typeof log> &
  RoutesOf<typeof groups> &
  RoutesOf<typeof history> &
  RoutesOf<typeof health> &
  RoutesOf<typeof healthPast> &
  RoutesOf<typeof jellyfin> &
  RoutesOf<typeof listings> &
  RoutesOf<typeof probes> &
  RoutesOf<typeof login> &
  RoutesOf<typeof me> &
  RoutesOf<typeof people> &
  RoutesOf<typeof providers> &
  RoutesOf<typeof rules> &
  RoutesOf<typeof ruleTexts> &
  RoutesOf<typeof sessions> &
  RoutesOf<typeof settings> &
  RoutesOf<typeof status> &
  RoutesOf<typeof streamProfiles> &
  RoutesOf<typeof streams> &
  RoutesOf<typeof tokens> &
  RoutesOf<typeof resume> &
  RoutesOf<typeof audit> &
  RoutesOf<typeof watchable> &
  RoutesOf<typeof viewing>;

export type RouteName = keyof Routes;

interface Schema<Input, Output> {
  readonly _zod: { readonly input: Input; readonly output: Output };
}
type InputOf<S> = S extends Schema<infer Input, unknown> ? Input : never;
type OutputOf<S> = S extends Schema<unknown, infer Output> ? Output : never;

type JsonOf<Content> = Content extends { content: { 'application/json': { schema: infer S } } } ? S : never;
type RequestOf<Name extends RouteName> = Routes[Name] extends { request: infer Request } ? Request : unknown;
type ResponsesOf<Name extends RouteName> = Routes[Name] extends { responses: infer Responses } ? Responses : never;
type SuccessOf<Responses> = Responses[keyof Responses & (200 | 201 | 202)];

/** What a route answers when it went well; undefined where it answers nothing. */
export type Answer<Name extends RouteName> = [SuccessOf<ResponsesOf<Name>>] extends [never]
  ? undefined
  : OutputOf<JsonOf<SuccessOf<ResponsesOf<Name>>>>;

type BodyPart<Request> = Request extends { body: infer Body } ? { readonly body: InputOf<JsonOf<Body>> } : unknown;
type ParamsPart<Request> = Request extends { params: infer S } ? { readonly params: InputOf<S> } : unknown;
/** Numbers of a query are read from text: `limit` and its like take both. */
type QueryPart<Request> = Request extends { query: infer S } ? { readonly query?: Partial<InputOf<S>> } : unknown;

/** What a route is asked with. */
export type Asked<Name extends RouteName> = BodyPart<RequestOf<Name>> &
  ParamsPart<RequestOf<Name>> &
  QueryPart<RequestOf<Name>>;

type ItemOf<Page> = Page extends { items: readonly (infer Item)[] } ? Item : never;
export type Channel = ItemOf<Answer<'GET /channels'>>;
export type Watchable = ItemOf<Answer<'GET /me/channels'>>;
export type ChannelDetails = Answer<'GET /channels/{id}'>;
export type Programme = ChannelDetails['programmes'][number];
export type Group = ItemOf<Answer<'GET /groups'>>;
export type Provider = ItemOf<Answer<'GET /providers'>>;
export type SyncStatus = NonNullable<Provider['sync']>;
export type Happening = ItemOf<Answer<'GET /history'>>;
export type Session = ItemOf<Answer<'GET /sessions'>>;
export type Viewer = Session['viewers'][number];
export type Status = Answer<'GET /status'>;
export type Rule = ItemOf<Answer<'GET /rules'>>;
export type RulePattern = Answer<'GET /rules'>['patterns'][number];
export type RuleCondition = Rule['when'];
export type RuleAction = Rule['action'];
export type RulePreview = Answer<'POST /rules/preview'>;
export type ChangeKind = RulePreview['items'][number]['changes'][number]['kind'];
export type StreamHealth = NonNullable<Answer<'GET /channels/{id}/streams'>['items'][number]['health']>;
export type HealthDay = Answer<'GET /health/channels/{id}'>['days'][number];
