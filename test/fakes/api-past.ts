// What was watched, what was changed and how that was answered, on the disk of the API's tests.

import { join } from 'node:path';
import { openAudit, type Audit } from '../../src/accounts/audit/audit.ts';
import { openViewing, type Viewing } from '../../src/accounts/viewing/viewing.ts';
import { openAnswerBook, type AnswerBook } from '../../src/http/api/answer-book.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { pool } from './pools.ts';

export interface Past {
  readonly answers: AnswerBook;
  readonly audit: Audit;
  readonly viewing: Viewing;
}

export const pastOf = (folder: string): Past => ({
  answers: openAnswerBook(join(folder, 'answers.sqlite'), { clock: systemClock, log: silentLog }),
  audit: auditOf(folder),
  viewing: viewingOf(folder),
});

const viewingOf = (folder: string): Viewing =>
  openViewing({
    file: join(folder, 'viewing.sqlite'),
    pool,
    clock: systemClock,
    log: silentLog,
    settings: () => defaultSettings.history,
    keepsHistoryOf: () => true,
    unkept: () => [],
    watched: () => [],
  });

/** Its first entry can be taken back, its second cannot. */
function auditOf(folder: string): Audit {
  const audit = openAudit(join(folder, 'audit.sqlite'), { clock: systemClock, log: silentLog });
  const change = {
    change: 'changed',
    key: 'channels.c1',
    name: '',
    before: { name: 'News' },
    after: { name: 'N' },
  } as const;
  audit.add({
    area: 'lineup',
    changes: [change],
    undo: { channels: { c1: { before: null, after: {} } }, rules: null },
  });
  audit.add({ area: 'settings', changes: [{ ...change, key: 'access', before: 'lan', after: 'login' }], undo: null });
  audit.add({
    area: 'lineup',
    changes: [{ ...change, change: 'added', key: 'guides.de|news', before: null, after: { chosen: null } }],
    undo: { channels: {}, rules: null, guides: { 'de|news': { before: null, after: { chosen: null } } } },
  });
  return audit;
}
