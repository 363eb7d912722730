// Requests to the routes of the backup file.

import type { Case } from './api-cases.ts';

const file = {
  format: 'masthead-backup',
  version: 1,
  masthead: '0.1.0',
  made_at: '2026-01-02T03:04:05.000Z',
  documents: { settings: { version: 1, data: { access: 'everyone' } } },
  left_out: [],
  sealed: null,
};

export const BACKUP_CASES: readonly Case[] = [
  { method: 'get', route: '/backup', status: 200 },
  {
    method: 'post',
    route: '/backup',
    body: { passphrase: 'long enough' },
    status: 200,
    badBodies: [{ passphrase: 'short' }, { sections: ['cellar'] }, { sections: 'all' }, { extra: 1 }],
  },
  {
    method: 'post',
    route: '/backup/import',
    body: { file, dry_run: true },
    status: 200,
    badBodies: [
      {},
      { file: {} },
      { file: { ...file, version: 2 } },
      { file: { ...file, left_out: 7 } },
      { file: { ...file, documents: { settings: { version: 99, data: {} } } } },
      { file: { ...file, documents: { settings: { version: 1, data: { access: 'nobody' } } } } },
      { file, sections: ['cellar'] },
    ],
  },
];
