// Requests to the routes of the audit.

import { ADA } from '../fakes/api-people.ts';
import type { Case } from './api-cases.ts';

export const AUDIT_CASES: readonly Case[] = [
  { method: 'get', route: '/audit', status: 200 },
  {
    method: 'get',
    route: '/audit',
    path: `/audit?area=lineup&person_id=${ADA}&from_at=1&until_at=2&limit=1`,
    status: 200,
  },
  { method: 'get', route: '/audit', path: '/audit?area=weather', status: 400 },
  { method: 'get', route: '/audit', path: '/audit?cursor=x', status: 400 },
  { method: 'post', route: '/audit/{id}/undo', path: '/audit/1/undo', status: 200 },
  { method: 'post', route: '/audit/{id}/undo', path: '/audit/2/undo', status: 409 },
  { method: 'post', route: '/audit/{id}/undo', path: '/audit/999/undo', status: 404 },
  { method: 'post', route: '/audit/{id}/undo', path: '/audit/first/undo', status: 400 },
];
