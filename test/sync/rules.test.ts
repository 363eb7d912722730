import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { draftRule, sharedRules } from '../../src/model/rules.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { RulePreview } from '../../src/sync/rule-query.ts';
import { Rules } from '../../src/sync/rules.ts';
import type { SyncHome } from '../fakes/sync-home.ts';
import { pool } from '../fakes/pools.ts';
import { openHome, openServer } from '../fakes/synced-home.ts';

const LIST = `#EXTM3U
#EXTINF:-1 group-title="UK | Sports",UK: Brio FHD
http://x.test/1.ts
#EXTINF:-1 group-title="UK | News",UK: Largo
http://x.test/2.ts
#EXTINF:-1 group-title="UK | Sports",UK: Presto
http://x.test/3.ts
#EXTINF:-1 group-title="XXX",Adult One
http://x.test/4.ts
`;

interface Fixture {
  readonly home: SyncHome;
  readonly rules: Rules;
  readonly channels: () => string[];
  readonly preview: (rule: unknown, id?: string) => Promise<RulePreview>;
}

async function opened(): Promise<Fixture> {
  const server = await openServer();
  server.on('/list.m3u', { body: LIST });
  const home = await openHome();
  const { id: provider } = await home.providers.add({ name: 'One', source: `${server.url}/list.m3u` });
  home.sync.start();
  await home.sync.run(provider, 'request');
  const rules = new Rules({
    store: home.rules,
    paths: home.paths,
    pool,
    providers: home.providers,
    lineup: home.lineup,
    settings: () => defaultSettings.lineup,
    ownLogos: () => home.paths.ownLogos,
    rebuild: () => home.sync.rebuildLineup(),
  });
  return {
    home,
    rules,
    channels: () =>
      home.lineup.snapshot.channels.map(({ number, name, group }) => `${number / 1000} ${name} (${group})`),
    preview: (rule, id) =>
      rules.preview({ kind: 'rule', rule: draftRule.parse(rule), id }, PAGE, new AbortController().signal),
  };
}

const PAGE = { offset: 0, limit: 20 };
const hideAdult = draftRule.parse({ name: 'No adult', when: { kind: ['adult'] }, action: { kind: 'hide' } });
const tidy = draftRule.parse({ name: 'Tidy', when: { market: ['uk'] }, action: { kind: 'rename', to: '{title}' } });

test('a logo of one’s own is set, and told of before, where its file is there', async () => {
  const { home, preview } = await opened();
  await mkdir(home.paths.ownLogos, { recursive: true });
  const rule = { name: 'Own', action: { kind: 'logo', file: '{title}.png' } };
  expect((await preview(rule)).counts.logo).toBe(0);
  const { name } = home.lineup.snapshot.channels[0]!;
  await writeFile(join(home.paths.ownLogos, `${name}.png`), '');
  const { counts, items } = await preview({ ...rule, action: { kind: 'logo', file: '{name}.png' } });
  expect([counts.logo, items.map((item) => item.name)]).toEqual([1, [name]]);
});

test('a rule shows in the lineup when adding it is done, and its removal undoes it', async () => {
  const { rules, channels } = await opened();
  const before = channels();
  expect(before).toHaveLength(4);
  const { id } = await rules.add(hideAdult);
  await rules.add(tidy);
  expect(channels()).toEqual(['1 Brio (UK | Sports)', '2 Largo (UK | News)', '3 Presto (UK | Sports)']);
  await rules.patch(id, { enabled: false });
  expect(channels()).toHaveLength(4);
  await rules.take({ patterns: [], rules: [] }, 'replace');
  expect(channels()).toEqual(before);
});

test('a preview says what a rule would change, and changes nothing', async () => {
  const { rules, channels, preview } = await opened();
  const before = channels();
  expect(await preview(hideAdult)).toMatchObject({
    matched: 1,
    hidden: 1,
    counts: { gone: 1, channels: 1 },
    items: [{ name: 'Adult One', changes: [{ kind: 'gone', before: 'XXX' }] }],
  });
  const renamed = await preview(tidy);
  expect(renamed).toMatchObject({ matched: 3, hidden: 0, counts: { name: 3, channels: 3 }, total: 3 });
  expect(renamed.items.map(({ changes }) => changes)).toEqual([
    [{ kind: 'name', before: 'UK: Brio FHD', after: 'Brio' }],
    [{ kind: 'name', before: 'UK: Largo', after: 'Largo' }],
    [{ kind: 'name', before: 'UK: Presto', after: 'Presto' }],
  ]);
  expect(channels()).toEqual(before);
  expect(rules.book.rules).toEqual([]);
});

test('a preview compares with the other rules, on and at the place of the saved one', async () => {
  const { rules, preview } = await opened();
  const saved = await rules.add({ ...tidy, enabled: false });
  await rules.add(draftRule.parse({ name: 'B', when: { name: { is: ['Brio'] } }, action: { kind: 'disable' } }));
  const { counts } = await preview(tidy, saved.id);
  expect(counts).toMatchObject({ name: 3, enabled: 1 });
  expect(await preview(hideAdult)).toMatchObject({ matched: 1 });
});

test('a preview numbers as the lineup would, and knows what a person has decided', async () => {
  const { home, rules, preview, channels } = await opened();
  const [brio] = home.lineup.snapshot.channels;
  await home.lineup.patch([{ ids: [brio!.id], set: { name: 'Mine' } }]);
  expect((await preview(tidy)).counts.name).toBe(2);
  const numbered = draftRule.parse({
    name: 'Numbers',
    when: { group: { contains: ['sports'] } },
    action: { kind: 'number', start: 2 },
  });
  const { items } = await preview(numbered);
  const said = items.map(({ name, changes }) => `${name}: ${changes.map(({ after }) => after).join()}`);
  expect(said.toSorted()).toEqual(['Mine: 2', 'UK: Largo: 1']);
  await rules.add(numbered);
  expect(channels()).toEqual([
    '1 UK: Largo (UK | News)',
    '2 Mine (UK | Sports)',
    '3 UK: Presto (UK | Sports)',
    '4 Adult One (XXX)',
  ]);
});

test('an import is tried out before it is taken', async () => {
  const { rules } = await opened();
  await rules.add(hideAdult);
  const text = await rules.writeText();
  const read = await rules.readText(`${text}  - name: All in one\n    action: { kind: regroup, to: All }\n`);
  expect(read.ok).toBe(true);
  const shared = read.ok ? read.shared : sharedRules.parse({});
  const trial = { kind: 'import', shared, mode: 'replace' } as const;
  const preview = await rules.preview(trial, { ...PAGE, kind: 'group' }, new AbortController().signal);
  expect(preview).toMatchObject({ counts: { group: 3, gone: 0, back: 0 }, total: 3 });
  await rules.take(shared, 'replace');
  expect(rules.book.rules.map(({ name }) => name)).toEqual(['No adult', 'All in one']);
});

test('a preview that nobody waits for any more ends', async () => {
  const { rules } = await opened();
  const gone = new AbortController();
  const preview = rules.preview({ kind: 'rule', rule: tidy }, PAGE, gone.signal);
  gone.abort();
  await expect(preview).rejects.toMatchObject({ code: 'process.stopping' });
});

test('a rule that cannot work is refused, and nothing has changed', async () => {
  const { rules, preview } = await opened();
  const bad = { ...tidy, when: { name: { matches: '(' } } };
  await expect(rules.add(bad)).rejects.toMatchObject({
    code: 'request.invalid',
    message: 'rules.0.when.name.matches: missing closing ) at character 1',
  });
  await rules.add(hideAdult);
  await expect(preview(bad), 'of one rule nobody asks which it would be').rejects.toMatchObject({
    code: 'request.invalid',
    message: 'when.name.matches: missing closing ) at character 1',
  });
  const shared = sharedRules.parse({ rules: [hideAdult, bad] });
  const trial = { kind: 'import', shared, mode: 'append' } as const;
  await expect(rules.preview(trial, PAGE, new AbortController().signal)).rejects.toThrow('rules.1.when.name.matches: ');
  expect(rules.book.rules).toHaveLength(1);
});
