import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { anything, assert, asyncProperty, nat, string } from 'fast-check';
import { expect, test } from 'vitest';
import { createAccounts } from '../../../src/accounts/accounts.ts';
import { openTargetsStore } from '../../../src/alerts/targets-store.ts';
import { sectionsOf } from '../../../src/app/transfer.ts';
import { openStreamDecisions } from '../../../src/health/decisions.ts';
import { systemClock as clock } from '../../../src/kernel/clock.ts';
import { AppError } from '../../../src/kernel/errors.ts';
import { silentLog as log } from '../../../src/kernel/log.ts';
import { decisionsSchema, noDecisions } from '../../../src/lineup/decisions.ts';
import { openTitleDecisions } from '../../../src/library/title-decisions.ts';
import type { ProviderId } from '../../../src/model/ids.ts';
import { openRuleStore } from '../../../src/rules/rule-store.ts';
import { openDocument, type Portable } from '../../../src/storage/document.ts';
import { openIdentity } from '../../../src/storage/identity.ts';
import { pathsIn } from '../../../src/storage/paths.ts';
import { createSettingsStore } from '../../../src/storage/settings-store.ts';
import { openProvidersStore } from '../../../src/sync/providers-store.ts';
import { beginJournal, undoHalfImport } from '../../../src/sync/transfer/journal.ts';
import { Transfer, type Section } from '../../../src/sync/transfer/transfer.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const PASSPHRASE = 'a long sentence';
const SECRETS = /hunter2|tok-in-header|pool-pass|key-of-tmdb|smtp-pass|hook-key|scrypt\$/;

async function house(change: (sections: Section[]) => Section[] = (sections) => sections) {
  const paths = pathsIn(temporaryFolder());
  const identityDocument = await openIdentity(paths, log);
  const accounts = await createAccounts({
    file: paths.accounts,
    sessionsFile: paths.logins,
    favouritesFile: paths.favourites,
    signingKey: identityDocument.data.signing_key,
    adminPassword: 'correct horse',
    passwordCost: { N: 2, r: 1, p: 1 },
    clock,
    log,
  });
  const kinds = [{ kind: 'm3u', recognises: () => true }];
  const decided = {
    identityDocument,
    accounts,
    settings: await createSettingsStore(paths, log),
    providers: await openProvidersStore({ file: paths.providers, kinds, log }),
    rules: await openRuleStore({ file: paths.rules, log }),
    alerts: { targets: await openTargetsStore(paths.targets, log) },
    streamDecisions: await openStreamDecisions(paths.streamDecisions, log),
    titleDecisions: await openTitleDecisions(paths.titleDecisions, log),
    lineup: await openDocument({ file: paths.decisions, schema: decisionsSchema, initial: () => noDecisions, log }),
  };
  const lineup = decided.lineup.portable();
  const imported: number[] = [];
  const sections = change(sectionsOf({ ...decided, lineup: { portable: lineup } }));
  const transfer = new Transfer({
    sections,
    journal: paths.importJournal,
    masthead: '1.2.3',
    clock,
    log,
    onImported: () => imported.push(1),
  });
  return { paths, ...decided, sections, transfer, imported };
}

type House = Awaited<ReturnType<typeof house>>;

async function furnished(): Promise<House> {
  const home = await house();
  await home.settings.patch({ access: 'everyone', library: { tmdb_api_key: 'key-of-tmdb' } });
  await home.providers.add({
    name: 'Mine',
    source: 'http://iptv.example/get.php?username=anna&password=hunter2',
    headers: { 'x-token': 'tok-in-header' },
  });
  await home.rules.take({ patterns: [], rules: [] }, 'replace');
  const email = { kind: 'email', host: 'mail.example', password: 'smtp-pass', from: 'a@x', to: ['b@x'] } as const;
  await home.alerts.targets.add({ name: 'Mail', options: email as never });
  await home.alerts.targets.add({ name: 'Hook', options: { kind: 'webhook', url: 'https://h/hook-key' } as never });
  const ada = await home.accounts.people.add({
    name: 'Ada',
    role: 'member',
    password: 'ada likes engines',
    xtream_username: 'ada',
    xtream_password: 'adas',
  });
  await home.accounts.apiTokens.add({ personId: ada.id, name: 'Wall', scopes: ['read'], expiresAt: null });
  const favourite = { id: 'c1a2b3c4d5e6', kind: 'channel', name: 'News' } as const;
  await home.accounts.favourites.put(ada.id, { favourite });
  await home.lineup.update((data) => ({ ...data, channels: { c1a2b3c4d5e6: { name: 'News', number: '7' } } }));
  return home;
}

/** As a browser would send it back. */
const sent = (file: unknown): Record<string, unknown> => JSON.parse(JSON.stringify(file)) as Record<string, unknown>;

const documentsOf = (home: House) =>
  home.transfer.sections.map((name) => [
    name,
    sectionsOf({ ...home, lineup: { portable: home.lineup.portable() } })
      .find((section) => section.name === name)!
      .portable().envelope.data,
  ]);

test('a file with a passphrase furnishes an empty house exactly as the first one', async () => {
  const [from, to] = [await furnished(), await house()];
  const file = sent(await from.transfer.export({ passphrase: PASSPHRASE }));
  expect(JSON.stringify(file)).not.toMatch(SECRETS);
  const outcome = await to.transfer.import({ file, passphrase: PASSPHRASE, dryRun: false });
  expect(documentsOf(to)).toEqual(documentsOf(from));
  expect(outcome).toMatchObject({ lacking: [], needsRestart: true, masthead: '1.2.3' });
  expect(to.imported).toHaveLength(1);
  expect(existsSync(to.paths.importJournal)).toBe(false);
});

test('a file of an older version becomes what it would be now, with its passwords', async () => {
  const home = await furnished();
  const people = home.accounts.people.portable;
  const { data } = people.envelope as { data: { people: Record<string, unknown>[] } };
  const third = data.people.map(
    ({
      networks: _1,
      allowed_countries: _2,
      blocked_countries: _3,
      home_assistant_user_id: _4,
      keeps_history: _5,
      ...person
    }) => person,
  );
  const old: Section = {
    ...home.sections.find(({ name }) => name === 'accounts')!,
    portable: () => ({ ...people, envelope: { version: 3, data: { ...data, people: third } } }),
  };
  const writer = new Transfer({
    sections: home.sections.map((section) => (section.name === 'accounts' ? old : section)),
    journal: home.paths.importJournal,
    masthead: '0.0.1',
    clock,
    log,
    onImported: () => undefined,
  });
  const file = await writer.export({ passphrase: PASSPHRASE });
  expect(file.documents['accounts']).toMatchObject({ version: 3 });
  const other = await house();
  await other.transfer.import({ file: sent(file), passphrase: PASSPHRASE, dryRun: false });
  expect(documentsOf(other)).toEqual(documentsOf(home));
  const beyond = { ...sent(file), documents: { accounts: { version: 99, data: {} } }, left_out: [], sealed: null };
  await expect(other.transfer.import({ file: beyond, dryRun: false })).rejects.toThrow('update first');
});

test('a dry run says the same and changes nothing', async () => {
  const [from, to] = [await furnished(), await house()];
  const before = documentsOf(to);
  const file = sent(await from.transfer.export({ passphrase: PASSPHRASE }));
  const said = await to.transfer.import({ file, passphrase: PASSPHRASE, dryRun: true });
  expect(documentsOf(to)).toEqual(before);
  expect(to.imported).toHaveLength(0);
  const providers = said.sections.find(({ name }) => name === 'providers')!;
  expect(providers.differences).toEqual([{ change: 'added', key: 'providers.mine', name: 'Mine', fields: [] }]);
  const settings = said.sections.find(({ name }) => name === 'settings')!;
  expect(settings.differences).toContainEqual({ change: 'changed', key: 'access', name: '', fields: [] });
  expect(JSON.stringify(said)).not.toMatch(SECRETS);
  expect(await to.transfer.import({ file, passphrase: PASSPHRASE, dryRun: false })).toEqual(said);
});

test('a file without secrets changes nothing in the house that it came from', async () => {
  const home = await furnished();
  const before = structuredClone(documentsOf(home));
  const file = sent(await home.transfer.export({}));
  expect(JSON.stringify(file)).not.toMatch(SECRETS);
  const outcome = await home.transfer.import({ file, dryRun: false });
  expect(outcome.sections.flatMap(({ differences }) => differences)).toEqual([]);
  expect(outcome.lacking).toEqual([]);
  expect(documentsOf(home)).toEqual(before);
});

test('where a secret is nowhere the thing comes disabled, and it is said', async () => {
  const [from, to] = [await furnished(), await house()];
  const file = sent(await from.transfer.export({ sections: ['providers', 'alert_targets', 'settings'] }));
  const { lacking } = await to.transfer.import({ file, dryRun: false });
  expect(lacking).toContainEqual({ document: 'providers', id: 'mine', field: 'source', fate: 'disabled' });
  expect(lacking).toContainEqual({ document: 'alert_targets', id: 'hook', field: 'options.url', fate: 'disabled' });
  expect(to.providers.get('mine' as ProviderId)).toMatchObject({ enabled: false });
  expect(to.alerts.targets.get('mail').enabled).toBe(false);
});

test('a stream profile that is nowhere is told of, and what names it is taken; one that comes along is not', async () => {
  const [from, to] = [await furnished(), await house()];
  const profile = { name: 'mine-copy', label: '', program: 'ffmpeg', arguments: ['-i', '{url}'] };
  const commands = { profiles: [profile] };
  await from.settings.patch({ commands });
  await from.providers.patch('mine' as ProviderId, { stream_profile: 'mine-copy' });
  const channels = { c00000000001: { stream_profile: 'mine-copy' }, c00000000002: { stream_profile: 'proxy' } };
  await from.lineup.update((data) => ({ ...data, channels }));
  const file = sent(await from.transfer.export({ passphrase: PASSPHRASE }));
  const toldOf = async (...sections: string[]): Promise<string[]> => {
    const asked = { file, passphrase: PASSPHRASE, sections, dryRun: true };
    const { lacking } = await to.transfer.import(asked);
    return lacking.map(({ document, id, field, fate }) => `${document} ${id} ${field} ${fate}`);
  };
  expect(await toldOf('settings', 'providers', 'lineup')).toEqual([]);
  expect(await toldOf('providers', 'lineup')).toEqual([
    'providers mine stream_profile unheeded',
    'lineup c00000000001 stream_profile unheeded',
  ]);
});

test.each([{ sync_cron: 'never' }, { time_zone: 'Mars/Olympus' }])('a provider with %j is not taken', async (wrong) => {
  const [from, to] = [await furnished(), await house()];
  const file = sent(await from.transfer.export({ sections: ['providers'] })) as {
    documents: { providers: { data: { providers: object[] } } };
  };
  Object.assign(file.documents.providers.data.providers[0]!, wrong);
  const refusal = { code: 'request.invalid', message: expect.stringMatching(/^providers: /) as string };
  await expect(to.transfer.import({ file, dryRun: true })).rejects.toMatchObject(refusal);
});

test('a password that is here goes to no other host', async () => {
  const home = await furnished();
  const file = await home.transfer.export({ sections: ['providers'] });
  const moved = JSON.parse(JSON.stringify(file).replace('iptv.example', 'thief.example')) as unknown;
  const { lacking } = await home.transfer.import({ file: moved, dryRun: false });
  expect(lacking.map(({ field }) => field)).toContain('source');
  expect(home.providers.list()[0]?.source).toBe('http://thief.example/get.php?username=***&password=***');
});

test('people without a password among them, but no administrator: nothing is taken', async () => {
  const [from, to] = [await furnished(), await house()];
  const file = sent(await from.transfer.export({}));
  const before = documentsOf(to);
  const refusal = { code: 'request.conflict', message: expect.stringMatching(/^Nobody .* without people/) as string };
  await expect(to.transfer.import({ file, dryRun: true })).rejects.toMatchObject(refusal);
  await expect(to.transfer.import({ file, dryRun: false })).rejects.toMatchObject({ code: 'request.conflict' });
  expect(documentsOf(to)).toEqual(before);
});

test('Xtream passwords are worth nothing under another key, and are left out then', async () => {
  const [from, to] = [await furnished(), await house()];
  const file = sent(await from.transfer.export({ passphrase: PASSPHRASE }));
  const asked = { file, passphrase: PASSPHRASE, sections: ['accounts'], dryRun: false };
  const { lacking } = await to.transfer.import(asked);
  expect(lacking.map(({ field }) => field)).toEqual(['xtream_password_hash']);
  expect(to.accounts.people.named('Ada')?.xtream_password_hash).toBeNull();
  expect(to.accounts.apiTokens.list()).toHaveLength(1);
});

test('a sealed file needs its passphrase, the right one, and must be as it was written', async () => {
  const [from, to] = [await furnished(), await house()];
  const file = sent(await from.transfer.export({ passphrase: PASSPHRASE }));
  const refused = (more: object) =>
    to.transfer.import({ file, dryRun: true, ...more }).then(
      () => 'taken',
      (error: unknown) => (error as AppError).message,
    );
  expect(await refused({})).toContain('needs its passphrase');
  expect(await refused({ passphrase: 'another one' })).toContain('passphrase is wrong');
  const moved = JSON.parse(JSON.stringify(file).replace('iptv.example', 'thief.example')) as unknown;
  expect(await refused({ file: moved, passphrase: PASSPHRASE })).toContain('the file was changed');
  const without = { withoutSecrets: true, sections: ['providers'] };
  expect(await refused(without)).toBe('taken');
});

test('one that fails on the way leaves everything as it was', async () => {
  const from = await furnished();
  const to = await house((sections) =>
    sections.map((section) => ({
      ...section,
      portable: () => {
        const portable = section.portable();
        if (section.name !== 'lineup') return portable;
        return { ...portable, replace: () => Promise.reject(new AppError('storage.full', 'full')) };
      },
    })),
  );
  const before = structuredClone(documentsOf(to));
  const file = sent(await from.transfer.export({ passphrase: PASSPHRASE }));
  const failed = to.transfer.import({ file, passphrase: PASSPHRASE, dryRun: false });
  await expect(failed).rejects.toMatchObject({ code: 'storage.full' });
  expect(documentsOf(to)).toEqual(before);
  expect(existsSync(to.paths.importJournal)).toBe(false);
});

/** A house in which somebody does something else when a section is first looked at, or replaced; with no room for a lineup. */
async function busyHouse(name: string, when: 'accepting' | 'replace', decide: (to: House) => unknown): Promise<House> {
  let isBusy = true;
  const busy = (section: Section): Portable => {
    const portable = section.portable();
    const first = <Result>(act: () => Result): Result => {
      if (isBusy && section.name === name) {
        isBusy = false;
        decide(to);
      }
      return act();
    };
    const replacing = (data: unknown): Promise<unknown> =>
      section.name === 'lineup' ? Promise.reject(new AppError('storage.full', 'full')) : portable.replace(data);
    const replace = (data: unknown): Promise<unknown> =>
      when === 'replace' ? first(() => replacing(data)) : replacing(data);
    const accepting: Portable['accepting'] = (envelope) =>
      when === 'accepting' ? first(() => portable.accepting(envelope)) : portable.accepting(envelope);
    return Object.assign(Object.create(portable) as Portable, { replace, accepting });
  };
  const to: House = await house((sections) =>
    sections.map((section) => ({ ...section, portable: () => busy(section) })),
  );
  return to;
}

test('a password that is changed while a file without it is looked at is the one that stays', async () => {
  const file = sent(await (await furnished()).transfer.export({ sections: ['providers', 'rules'] }));
  const source = 'http://iptv.example/get.php?username=anna&password=newer';
  const change = ({ providers }: House): unknown => providers.patch('mine' as ProviderId, { source });
  const to = await busyHouse('providers', 'accepting', change);
  await to.providers.add({ name: 'Mine', source: source.replace('newer', 'older') });
  await to.transfer.import({ file, dryRun: false });
  expect(to.providers.list()).toMatchObject([{ source }]);
});

test('what is decided while an import writes is still decided when that fails', async () => {
  const file = sent(await (await furnished()).transfer.export({ passphrase: PASSPHRASE }));
  const [first] = (await house()).transfer.sections;
  const to = await busyHouse(first!, 'replace', ({ settings }) => settings.patch({ lineup: { first_number: 500 } }));
  const failed = to.transfer.import({ file, passphrase: PASSPHRASE, dryRun: false });
  await expect(failed).rejects.toMatchObject({ code: 'storage.full' });
  expect(to.settings.current).toMatchObject({ access: 'lan', lineup: { first_number: 500 } });
});

test('where one document cannot be put back the others are, and why the import failed is said', async () => {
  const file = sent(await (await furnished()).transfer.export({ passphrase: PASSPHRASE }));
  let replacedCount = 0;
  const to = await house((sections) =>
    sections.map((section) => {
      const replace = (data: unknown): Promise<unknown> => {
        if (section.name === 'lineup') return Promise.reject(new AppError('storage.full', 'full'));
        const isBack = section.name === 'providers' && (replacedCount += 1) > 1;
        return isBack ? Promise.reject(new AppError('internal', 'bad')) : section.portable().replace(data);
      };
      return { ...section, portable: () => Object.assign(Object.create(section.portable()) as Portable, { replace }) };
    }),
  );
  const failed = to.transfer.import({ file, passphrase: PASSPHRASE, dryRun: false });
  await expect(failed).rejects.toMatchObject({ code: 'storage.full' });
  expect([to.settings.current.access, replacedCount]).toEqual(['lan', 2]);
});

test('a start after a crash in the middle puts back what was before', async () => {
  const home = await furnished();
  const before = readFileSync(home.paths.providers, 'utf8');
  await beginJournal(home.paths.importJournal, [home.providers.portable], log);
  await home.providers.remove('mine' as ProviderId);
  expect(readFileSync(home.paths.providers, 'utf8')).not.toBe(before);
  await undoHalfImport(home.paths.importJournal, log);
  expect(readFileSync(home.paths.providers, 'utf8')).toBe(before);
  expect(existsSync(home.paths.importJournal)).toBe(false);
  writeFileSync(home.paths.importJournal, '{"version":1,"da');
  await undoHalfImport(home.paths.importJournal, log);
  expect(readFileSync(home.paths.providers, 'utf8')).toBe(before);
});

test('a file that is broken anywhere is refused with a problem, or taken whole: never anything else', async () => {
  const [from, to] = [await furnished(), await house()];
  const text = JSON.stringify(await from.transfer.export({ sections: ['providers', 'settings', 'lineup'] }));
  const read = async (file: unknown): Promise<string> => {
    const taken = to.transfer.import({ file, dryRun: true });
    return await taken.then(
      () => 'taken',
      (error: unknown) => (error instanceof AppError ? error.code : String(error)),
    );
  };
  const property = asyncProperty(
    nat(text.length - 1),
    string({ maxLength: 4 }),
    anything(),
    async (at, piece, junk) => {
      const broken = text.slice(0, at) + piece + text.slice(at + 1);
      const answers = [await read(junk), await read(parsed(broken))];
      return answers.every((answer) => ['taken', 'request.invalid', 'request.conflict'].includes(answer));
    },
  );
  await expect(assert(property, { numRuns: 300 })).resolves.toBeUndefined();
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
