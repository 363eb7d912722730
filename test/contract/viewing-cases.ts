// Requests to the routes of the viewing history, its sums and the places to go on from.

import { printChannelId } from '../../src/model/ids.ts';
import { printTitleId } from '../../src/model/title.ts';
import { ADA } from '../fakes/api-people.ts';
import { news, sea } from '../fakes/api-rooms.ts';
import type { Case } from './api-cases.ts';

const movie = printTitleId(sea.id);

export const VIEWING_CASES: readonly Case[] = [
  { method: 'get', route: '/viewing', path: `/viewing?kind=live&person_id=${ADA}&from_at=1&limit=5`, status: 200 },
  {
    method: 'get',
    route: '/viewing',
    path: `/viewing?item_id=${printChannelId(news.id)}&provider_id=mine`,
    status: 200,
  },
  { method: 'get', route: '/viewing', path: '/viewing?cursor=x', status: 400 },
  { method: 'get', route: '/viewing', path: '/viewing?kind=opera', status: 400 },
  { method: 'get', route: '/viewing.csv', status: 200 },
  { method: 'get', route: '/viewing.csv', path: '/viewing.csv?until_at=never', status: 400 },
  { method: 'delete', route: '/viewing', status: 204 },
  { method: 'delete', route: '/viewing', path: '/viewing?everybody=true', status: 204 },
  { method: 'delete', route: '/viewing', path: '/viewing?person_id=nobody', status: 404 },
  { method: 'get', route: '/statistics', status: 200 },
  {
    method: 'get',
    route: '/statistics',
    path: '/statistics?by=person&from=2026-01-01&until=2026-12-31',
    status: 200,
    isForAdmins: true,
  },
  { method: 'get', route: '/statistics', path: '/statistics?by=weather', status: 400 },
  { method: 'get', route: '/statistics', path: '/statistics?from=yesterday', status: 400 },
  { method: 'get', route: '/statistics.csv', path: '/statistics.csv?by=day', status: 200 },
  { method: 'get', route: '/resume', status: 200 },
  { method: 'get', route: '/resume', path: '/resume?person_id=nobody', status: 404, isForAdmins: true },
  { method: 'get', route: '/resume/{id}', path: `/resume/${movie}`, status: 404 },
  {
    method: 'put',
    route: '/resume/{id}',
    path: `/resume/${movie}`,
    body: { position_seconds: 600 },
    status: 204,
    badBodies: [{}, { position_seconds: -1 }, { position_seconds: 'late' }, { position_seconds: 1, surprise: 1 }],
  },
  {
    method: 'put',
    route: '/resume/{id}',
    path: '/resume/t00000000001',
    body: { position_seconds: 600 },
    status: 404,
  },
  // As an id is written, and larger than one can be.
  { method: 'put', route: '/resume/{id}', path: '/resume/ezzzzzzzzzzz', body: { position_seconds: 600 }, status: 404 },
  { method: 'delete', route: '/resume/{id}', path: `/resume/${movie}`, status: 404 },
];
