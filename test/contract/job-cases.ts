// Requests to the routes of long work.

import type { Case } from './api-cases.ts';

export const JOB_CASES: readonly Case[] = [
  { method: 'get', route: '/jobs', status: 200 },
  { method: 'get', route: '/jobs/{id}', path: '/jobs/none', status: 404 },
  { method: 'delete', route: '/jobs/{id}', path: '/jobs/none', status: 404 },
  {
    method: 'post',
    route: '/jobs',
    body: { kind: 'sync', provider_id: 'mine' },
    status: 202,
    badBodies: [{}, { kind: 'world_peace' }, { kind: 'sync' }, { kind: 'files', more: 1 }],
  },
  { method: 'post', route: '/jobs', body: { kind: 'sync', provider_id: 'nobody' }, status: 404 },
  { method: 'post', route: '/jobs', body: { kind: 'files' }, status: 202 },
  { method: 'post', route: '/jobs', body: { kind: 'sync_all' }, status: 202 },
];
