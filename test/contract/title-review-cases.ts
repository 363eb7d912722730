// Requests to the routes of titles that nobody has identified.

import { printTitleId } from '../../src/model/title.ts';
import { sea } from '../fakes/api-rooms.ts';
import type { Case } from './api-cases.ts';

const id = printTitleId(sea.id);
const route = '/titles/{id}/candidates';

export const TITLE_REVIEW_CASES: readonly Case[] = [
  { method: 'get', route: '/titles/review', status: 200 },
  {
    method: 'get',
    route: '/titles/review',
    path: '/titles/review?kind=movie&suggested=true&sort=name&limit=5',
    status: 200,
  },
  { method: 'get', route: '/titles/review', path: '/titles/review?suggested=perhaps', status: 400 },
  { method: 'get', route, path: `/titles/${id}/candidates?search=sea&year=2010`, status: 200 },
  { method: 'get', route, path: `/titles/${id}/candidates?year=soon`, status: 400 },
  { method: 'get', route, path: '/titles/t00000000001/candidates', status: 404 },
  { method: 'get', route, path: `/titles/${id}/candidates?search=nokey`, status: 409 },
  { method: 'get', route, path: `/titles/${id}/candidates?search=badkey`, status: 502 },
  {
    method: 'post',
    route: '/titles/review',
    body: { decisions: [{ title_id: id, tmdb_id: 7 }] },
    status: 200,
    badBodies: [
      {},
      { decisions: [] },
      { decisions: [{ title_id: 'sea', tmdb_id: 7 }] },
      { decisions: [{ title_id: id, tmdb_id: -1 }] },
      { decisions: [{ title_id: id }] },
    ],
  },
  {
    method: 'post',
    route: '/titles/review',
    body: { decisions: [{ title_id: 't00000000001', tmdb_id: null }], dry_run: true },
    status: 404,
  },
];
