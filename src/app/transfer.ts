// The documents that go into one file and come back from it, and what is secret in each.

import { AppError } from '../kernel/errors.ts';
import type { Portable } from '../storage/document.ts';
import type { Paths } from '../storage/paths.ts';
import { emptied, hidden, nulled, redacted, type SecretRule } from '../sync/transfer/secrets.ts';
import { Transfer, type Section } from '../sync/transfer/transfer.ts';
import { unheededOfLineup, unheededOfProviders } from './references.ts';
import { VERSION, type AppContext } from './context.ts';
import type { Rooms } from './rooms.ts';

/** Any text that looks as if it held a login: addresses, headers of commands. */
const INSIDE_TEXTS: SecretRule = { at: '**/.', conceal: redacted };
const identity = { document: 'identity', at: ['signing_key'] } as const;

export function openTransfer({ clock, log }: AppContext, rooms: Rooms): Transfer {
  return new Transfer({
    sections: sectionsOf(rooms),
    journal: rooms.paths.importJournal,
    masthead: VERSION,
    clock,
    log: log.for('backup'),
    onImported: () => {
      void rooms.sync.rebuildLineup();
      void rooms.libraryBuilder.catchUp();
    },
  });
}

/** What there is to take along. */
export interface Decided {
  readonly settings: HasPortable;
  readonly providers: HasPortable;
  readonly rules: HasPortable;
  readonly accounts: { readonly people: HasPortable; readonly favourites: HasPortable };
  readonly alerts: { readonly targets: HasPortable };
  readonly streamDecisions: HasPortable;
  readonly titleDecisions: HasPortable;
  readonly lineup: HasPortable;
  readonly identityDocument: { portable(): Portable };
}

interface HasPortable {
  readonly portable: Portable;
}

export function sectionsOf(rooms: Decided): Section[] {
  const { settings, providers, rules, accounts, alerts, streamDecisions, titleDecisions, lineup, identityDocument } =
    rooms;
  return [
    {
      name: 'settings',
      depth: 2,
      portable: () => settings.portable,
      secrets: [{ at: '**/(?:password|api_key|token)$', conceal: emptied }, INSIDE_TEXTS],
    },
    {
      name: 'providers',
      depth: 2,
      portable: () => providers.portable,
      secrets: [
        { at: 'providers/*/headers/*', conceal: hidden },
        { at: 'providers/*/options/logins/*/password', conceal: hidden },
        INSIDE_TEXTS,
      ],
      fates: { providers: 'disabled' },
      unheeded: unheededOfProviders,
    },
    { name: 'rules', depth: 2, portable: () => rules.portable, secrets: [] },
    {
      name: 'accounts',
      depth: 2,
      portable: () => withAdvice(accounts.people.portable),
      secrets: [
        { at: 'people/*/password_hash', conceal: nulled },
        { at: 'people/*/xtream_password_hash', conceal: nulled, boundTo: identity },
        { at: 'tokens/*/hash', conceal: nulled },
      ],
      fates: { tokens: 'dropped' },
    },
    { name: 'favourites', depth: 2, portable: () => accounts.favourites.portable, secrets: [] },
    {
      name: 'alert_targets',
      depth: 2,
      portable: () => alerts.targets.portable,
      secrets: [
        { at: '**/^(?:bot_token|app_token|user_key|password|signing_secret)$', conceal: hidden },
        { at: 'targets/*/options/headers/*', conceal: hidden },
        { at: 'targets/*/options/url', conceal: hostOf },
        INSIDE_TEXTS,
      ],
      fates: { targets: 'disabled' },
    },
    { name: 'streams', depth: 2, portable: () => streamDecisions.portable, secrets: [] },
    { name: 'titles', depth: 2, portable: () => titleDecisions.portable, secrets: [] },
    { name: 'lineup', depth: 2, portable: () => lineup.portable, secrets: [], unheeded: unheededOfLineup },
    {
      name: 'identity',
      depth: 1,
      portable: () => identityDocument.portable(),
      secrets: [{ at: 'signing_key', conceal: emptied }],
      needsRestart: true,
    },
  ];
}

/** A file without passwords that comes into another house: what is to be done is not seen from who is missing. */
const withAdvice = (portable: Portable): Portable => ({
  ...portable,
  *accepting(envelope) {
    try {
      return yield* portable.accepting(envelope);
    } catch (error) {
      if (holdsPassword(envelope.data)) throw error;
      const context = { isWhole: true };
      throw new AppError(
        'request.conflict',
        'Nobody in this file could log in as an administrator: take it without people (accounts), or take one with passwords.',
        { cause: error, context },
      );
    }
  },
});

/** Also of data that is no accounts at all: what is wrong with that is said by whoever reads it. */
function holdsPassword(data: unknown): boolean {
  const people = (data as { readonly people?: unknown } | null)?.people;
  if (!Array.isArray(people)) return true;
  return people.some((one: { readonly password_hash?: unknown } | null) => one?.password_hash != null);
}

/** A webhook's address is a key as a whole; its host is shown. */
function hostOf(value: unknown): unknown {
  const url = URL.parse(String(value));
  return url ? `${url.protocol}//${url.host}/***` : value;
}

/** What of the data folder is in the file, by the name of its section; of all else why it is not. */
export const CARRIED: Readonly<Record<keyof Paths, { readonly section: string } | { readonly leftOut: string }>> = {
  settings: { section: 'settings' },
  providers: { section: 'providers' },
  rules: { section: 'rules' },
  accounts: { section: 'accounts' },
  favourites: { section: 'favourites' },
  targets: { section: 'alert_targets' },
  streamDecisions: { section: 'streams' },
  titleDecisions: { section: 'titles' },
  decisions: { section: 'lineup' },
  identity: { section: 'identity' },
  root: { leftOut: 'the folder itself' },
  lock: { leftOut: 'of this run' },
  logins: { leftOut: 'logins are of the place where they were made' },
  importJournal: { leftOut: 'of an import that is under way' },
  alerts: { leftOut: 'what happened' },
  answers: { leftOut: 'of requests that were sent here' },
  audit: { leftOut: 'what happened' },
  viewing: { leftOut: 'what happened' },
  history: { leftOut: 'what happened' },
  jobs: { leftOut: 'of this run, and what became of it' },
  notices: { leftOut: 'of the Home Assistant beside it' },
  numbers: { leftOut: 'made again; numbers that a person gave are decisions' },
  catalogue: { leftOut: 'fetched' },
  guide: { leftOut: 'fetched' },
  lineup: { leftOut: 'made again' },
  health: { leftOut: 'observed' },
  library: { leftOut: 'made again' },
  files: { leftOut: 'of the files that lie beside it' },
  strm: { leftOut: 'made again' },
  cache: { leftOut: 'fetched' },
  matches: { leftOut: 'made again' },
  knowledge: { leftOut: 'fetched' },
  logos: { leftOut: 'fetched' },
  looks: { leftOut: 'made again' },
  ownLogos: { leftOut: 'pictures: a folder to be copied' },
  downloads: { leftOut: 'of this run' },
};
