// Requests to the routes of favourites. Ada's are asked for by the admin.

import { printChannelId } from '../../src/model/ids.ts';
import { printTitleId } from '../../src/model/title.ts';
import { ADA } from '../fakes/api-people.ts';
import { news, sea } from '../fakes/api-rooms.ts';
import type { Case } from './api-cases.ts';

const channel = printChannelId(news.id);
const movie = printTitleId(sea.id);

export const FAVOURITE_CASES: readonly Case[] = [
  { method: 'put', route: '/favourites/{id}', path: '/favourites/cconstructor', status: 404 },
  { method: 'put', route: '/favourites', body: { ids: ['czzzzzzzzzzz', 'tzzzzzzzzzzz'] }, status: 404 },
  { method: 'get', route: '/favourites', path: '/favourites?kind=channel&limit=5', status: 200 },
  { method: 'get', route: '/favourites', path: '/favourites?cursor=x', status: 400 },
  { method: 'get', route: '/favourites', path: '/favourites?kind=opera', status: 400 },
  {
    method: 'put',
    route: '/favourites',
    body: { ids: [movie, channel, movie] },
    status: 200,
    badBodies: [{}, { ids: ['news'] }, { ids: [7] }, { ids: [channel], surprise: 1 }],
  },
  { method: 'put', route: '/favourites', body: { ids: ['c00000000001'] }, status: 404 },
  { method: 'put', route: '/favourites/{id}', path: `/favourites/${channel}?person_id=${ADA}`, status: 200 },
  { method: 'put', route: '/favourites/{id}', path: `/favourites/${movie}?before=end`, status: 200 },
  { method: 'put', route: '/favourites/{id}', path: `/favourites/${movie}?before=${channel}`, status: 400 },
  { method: 'put', route: '/favourites/{id}', path: '/favourites/t00000000001', status: 404 },
  { method: 'put', route: '/favourites/{id}', path: `/favourites/${channel}?person_id=nobody`, status: 404 },
  { method: 'delete', route: '/favourites/{id}', path: `/favourites/${channel}`, status: 404 },
];
