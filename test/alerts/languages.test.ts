import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/kernel/units.ts';
import { openAlertsHome, report } from '../fakes/alerts-home.ts';
import { temporaryFolder } from '../fakes/folder.ts';

test('alerts are written in the language that was chosen, else in that of Home Assistant, else in English', async () => {
  const { alerts, clock, state, texts } = await openAlertsHome();
  const tell = async (key: string): Promise<string> => {
    alerts.raise(report({ key, facts: { what: 'network-down' } }));
    await clock.advanceAsync(MINUTE_MS);
    return texts().at(-1)!;
  };
  expect(await tell('a')).toBe('Masthead: No provider can be reached');
  state.homeLanguage = 'nl';
  expect(await tell('b')).toBe('Masthead: Geen aanbieder is bereikbaar');
  state.settings = { ...state.settings, language: 'es' };
  expect(await tell('c')).toBe('Masthead: No se puede llegar a ningún proveedor');
  await alerts.test('hook', AbortSignal.timeout(1_000));
  expect(texts().at(-1)).toBe('Masthead: esto es una prueba');
});

test('what an earlier version has kept in words is still told, and its message on its way is written anew', async () => {
  const folder = temporaryFolder();
  const old = new DatabaseSync(join(folder, 'alerts.sqlite'));
  old.exec(`
    CREATE TABLE alert (
      id INTEGER PRIMARY KEY, key TEXT NOT NULL, kind TEXT NOT NULL, severity TEXT NOT NULL, title TEXT NOT NULL,
      cause TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, raised_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL, resolved_at INTEGER, count INTEGER NOT NULL,
      return_count INTEGER NOT NULL DEFAULT 0) STRICT;
    CREATE TABLE telling (
      target TEXT NOT NULL, alert INTEGER NOT NULL REFERENCES alert ON DELETE CASCADE, due_at INTEGER,
      told TEXT, told_at INTEGER, PRIMARY KEY (target, alert)) STRICT, WITHOUT ROWID;
    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY, target TEXT NOT NULL, message TEXT NOT NULL, attempts INTEGER NOT NULL,
      next_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, remaining TEXT) STRICT;
    CREATE TABLE delivery (
      target TEXT PRIMARY KEY, delivered_at INTEGER, error_at INTEGER, code TEXT, message TEXT) STRICT, WITHOUT ROWID;
    INSERT INTO alert VALUES (7, 'x', 'streams_dead', 'warning', 'Old words', 'Why', 'Done', '{}', 1, 1, NULL, 1, 0);
    INSERT INTO telling VALUES ('hook', 7, NULL, 'raised', 1);
    INSERT INTO outbox VALUES (1, 'hook', '{}', 0, 1, 1, NULL);
    PRAGMA user_version = 3;`);
  old.close();
  const { clock, told } = await openAlertsHome({ folder });
  await clock.advanceAsync(MINUTE_MS);
  expect(told.map(({ title, text }) => [title, text])).toEqual([['Masthead: Old words', 'Why\nDone']]);
});
