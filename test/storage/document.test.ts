import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { openDocument, type Document } from '../../src/storage/document.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createRecordingLog, type RecordingLog } from '../fakes/recording-log.ts';

const schema = z.strictObject({ names: z.array(z.string().max(5)) });
type Names = z.output<typeof schema>;

class Desk {
  readonly log: RecordingLog = createRecordingLog();
  readonly folder = temporaryFolder();
  readonly file = join(this.folder, 'names.json');
  readonly lastGood = `${this.file}.last-good`;

  open(): Promise<Document<Names>> {
    return openDocument({ file: this.file, schema, initial: () => ({ names: [] }), log: this.log });
  }

  stored(file = this.file): unknown {
    return JSON.parse(readFileSync(file, 'utf8'));
  }
}

const add = (name: string) => (data: Names) => ({ names: [...data.names, name] });

test('a new document starts with its initial data and writes nothing', async () => {
  const desk = new Desk();
  expect((await desk.open()).data).toEqual({ names: [] });
  expect(readdirSync(desk.folder)).toEqual([]);
});

test('an update is on the disk when it resolves, with its version, readable by the owner alone', async () => {
  const desk = new Desk();
  const document = await desk.open();
  expect(await document.update(add('Ann'))).toEqual({ names: ['Ann'] });
  expect(desk.stored()).toEqual({ version: 1, data: { names: ['Ann'] } });
  expect(statSync(desk.file).mode & 0o777).toBe(0o600);
  expect((await desk.open()).data).toEqual({ names: ['Ann'] });
});

test('updates that come at once happen one after another and none is lost', async () => {
  const desk = new Desk();
  const document = await desk.open();
  const names = Array.from({ length: 20 }, (_, index) => `n${index}`);
  await Promise.all(names.map((name) => document.update(add(name))));
  expect(document.data.names).toEqual(names);
  expect(desk.stored()).toEqual({ version: 1, data: { names } });
});

test('settled waits for the updates under way', async () => {
  const desk = new Desk();
  const document = await desk.open();
  void document.update(add('Ann'));
  await document.settled();
  expect(desk.stored()).toEqual({ version: 1, data: { names: ['Ann'] } });
});

test('what the schema refuses changes nothing and says what is wrong', async () => {
  const desk = new Desk();
  const document = await desk.open();
  await document.update(add('Ann'));
  await expect(document.update(add('Bartholomew'))).rejects.toMatchObject({
    code: 'settings.invalid',
    message: expect.stringContaining('names.1: '),
  });
  expect(document.data).toEqual({ names: ['Ann'] });
  expect(await document.update(add('Bob'))).toEqual({ names: ['Ann', 'Bob'] });
});

test('a change that throws does not stop the next one', async () => {
  const document = await new Desk().open();
  const refused = document.update(() => {
    throw new Error('no');
  });
  await expect(refused).rejects.toThrow('no');
  expect(await document.update(add('Ann'))).toEqual({ names: ['Ann'] });
});

test('the copy before the last update is kept', async () => {
  const desk = new Desk();
  const document = await desk.open();
  await document.update(add('Ann'));
  await document.update(add('Bob'));
  expect(desk.stored(desk.lastGood)).toEqual({ version: 1, data: { names: ['Ann'] } });
  expect(readdirSync(desk.folder).toSorted()).toEqual(['names.json', 'names.json.last-good']);
});

test.each([
  ['cut short', '{"version":1,"data":{"na'],
  ['empty', ''],
  ['full of zeros', '\0'.repeat(40)],
  ['of another shape', '{"version":1,"data":{"names":"Ann"}}'],
  ['without a version', '{"data":{"names":[]}}'],
  ['not an object', 'null'],
])('a document that is %s starts from the last good copy, with one warning, and is kept aside', async (_, text) => {
  const desk = new Desk();
  const document = await desk.open();
  await document.update(add('Ann'));
  const savedAt = statSync(desk.file).mtime;
  await document.update(add('Bob'));
  writeFileSync(desk.file, text);
  const again = await desk.open();
  expect(again.data).toEqual({ names: ['Ann'] });
  expect(desk.log.complaints).toEqual([
    'A document could not be read; its last good copy is used, without what was changed after it',
  ]);
  expect(desk.log.records.at(-1)!.fields['saved_at']).toBe(savedAt.toISOString());
  expect(readFileSync(`${desk.file}.corrupt`, 'utf8')).toBe(text);
  await again.update(add('Cleo'));
  expect((await desk.open()).data).toEqual({ names: ['Ann', 'Cleo'] });
  expect(desk.log.complaints).toHaveLength(1);
});

test('a document written only once has a good copy, too', async () => {
  const desk = new Desk();
  await (await desk.open()).update(add('Ann'));
  writeFileSync(desk.file, '{');
  expect((await desk.open()).data).toEqual({ names: ['Ann'] });
});

test('a document that is gone comes back from its last good copy', async () => {
  const desk = new Desk();
  await (await desk.open()).update(add('Ann'));
  rmSync(desk.file);
  expect((await desk.open()).data).toEqual({ names: ['Ann'] });
  expect(existsSync(desk.file)).toBe(true);
});

test('when both copies are corrupt the start is refused, never silently empty, and both stay where they are', async () => {
  const desk = new Desk();
  await (await desk.open()).update(add('Ann'));
  writeFileSync(desk.file, '{');
  writeFileSync(desk.lastGood, '[');
  await expect(desk.open()).rejects.toMatchObject({
    code: 'storage.corrupt',
    message: expect.stringContaining(desk.file),
  });
  expect(readFileSync(desk.file, 'utf8')).toBe('{');
});

test('a document of a newer version is refused and left alone, whatever its last good copy is', async () => {
  const desk = new Desk();
  await (await desk.open()).update(add('Ann'));
  const newer = '{"version":7,"data":{"people":[]}}';
  writeFileSync(desk.file, newer);
  await expect(desk.open()).rejects.toMatchObject({
    code: 'storage.newer',
    message: expect.stringMatching(/newer Masthead \(version 7, this one knows 1\)/),
  });
  expect(readFileSync(desk.file, 'utf8')).toBe(newer);
});

test('older data is migrated step by step, and written in the new shape by the next update', async () => {
  const desk = new Desk();
  writeFileSync(desk.file, '{"version":1,"data":"Ann Bob"}');
  const document = await openDocument({
    file: desk.file,
    schema,
    initial: () => ({ names: [] }),
    log: desk.log,
    migrations: [(data) => (data as string).split(' '), (data) => ({ names: data })],
  });
  expect(document.data).toEqual({ names: ['Ann', 'Bob'] });
  await document.update(add('Cleo'));
  expect(desk.stored()).toEqual({ version: 3, data: { names: ['Ann', 'Bob', 'Cleo'] } });
});

test('a migration that fails counts as a corrupt document', async () => {
  const desk = new Desk();
  writeFileSync(desk.file, '{"version":1,"data":null}');
  const migrations = [(data: unknown) => (data as { gone: { names: unknown } }).gone.names];
  const opened = openDocument({ file: desk.file, schema, initial: () => ({ names: [] }), log: desk.log, migrations });
  await expect(opened).rejects.toMatchObject({ code: 'storage.corrupt' });
});

test('a write that fails leaves the old data, in memory and on the disk', async () => {
  const desk = new Desk();
  const document = await desk.open();
  await document.update(add('Ann'));
  mkdirSync(`${desk.file}.next`); // nothing can be written there, not even by root
  await expect(document.update(add('Bob'))).rejects.toMatchObject({ code: 'internal' });
  expect(document.data).toEqual({ names: ['Ann'] });
  expect(desk.stored()).toEqual({ version: 1, data: { names: ['Ann'] } });
});

test.runIf(existsSync('/dev/full'))('a full disk is said to be full, and the next update works again', async () => {
  const desk = new Desk();
  const document = await desk.open();
  await document.update(add('Ann'));
  symlinkSync('/dev/full', `${desk.file}.next`);
  await expect(document.update(add('Bob'))).rejects.toMatchObject({ code: 'storage.full' });
  expect((await desk.open()).data).toEqual({ names: ['Ann'] });
  expect(await document.update(add('Bob'))).toEqual({ names: ['Ann', 'Bob'] });
  expect(desk.stored()).toEqual({ version: 1, data: { names: ['Ann', 'Bob'] } });
});

test('a document that is no file is named with the reason', async () => {
  const desk = new Desk();
  mkdirSync(desk.file);
  await expect(desk.open()).rejects.toMatchObject({
    message: expect.stringMatching(/cannot be read: a folder is in its place/),
  });
});
