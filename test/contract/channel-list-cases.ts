// Requests to the list of channels, what it may be filtered by, and what is decided for many.

import { printChannelId } from '../../src/model/ids.ts';
import { news } from '../fakes/api-rooms.ts';
import type { Case } from './api-cases.ts';

const channel = printChannelId(news.id);

export const CHANNEL_LIST_CASES: readonly Case[] = [
  { method: 'get', route: '/channels', path: '/channels?search=news&enabled=true&sort=name&limit=10', status: 200 },
  { method: 'get', route: '/channels', path: '/channels?sort=health&order=desc', status: 200 },
  { method: 'get', route: '/channels', path: '/channels?order=down', status: 400 },
  {
    method: 'get',
    route: '/channels',
    path: '/channels?market=uk&feed=west&shift_hours=1&resolution=hd&guide_by=likeness&guide_score_below=90&health_min=1&health_max=50&quality_min=0&quality_max=400',
    status: 200,
  },
  { method: 'get', route: '/channels', path: '/channels?market=U%20K', status: 400 },
  { method: 'get', route: '/channels', path: '/channels?health_max=101', status: 400 },
  { method: 'get', route: '/channel-facets', status: 200 },
  { method: 'get', route: '/channels', path: '/channels?folded=true&search=news&health_max=50', status: 200 },
  { method: 'get', route: '/channels', path: '/channels?limit=0', status: 400 },
  { method: 'get', route: '/channels', path: '/channels?sort=colour', status: 400 },
  {
    method: 'patch',
    route: '/channels',
    body: {
      patches: [
        { ids: [channel], set: { name: 'The News' } },
        { where: { group: 'Games' }, set: { enabled: false } },
      ],
    },
    status: 200,
    badBodies: [
      { patches: [] },
      { patches: [{ set: { enabled: true } }] },
      { patches: [{ ids: [channel], where: {}, set: { enabled: true } }] },
      { patches: [{ ids: ['7'], set: { enabled: true } }] },
      { patches: [{ ids: [channel], set: {} }] },
      { patches: [{ ids: [channel], set: { number: 'five' } }] },
      { patches: [{ ids: [channel], set: { enabled: true } }], dry_run: 1 },
    ],
  },
  {
    method: 'patch',
    route: '/channels',
    body: { patches: [{ where: { market: 'uk' }, set: { enabled: false } }], dry_run: true },
    status: 200,
  },
];
