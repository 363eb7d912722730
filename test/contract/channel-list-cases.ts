// Requests to the list of channels and what it may be filtered by.

import type { Case } from './api-cases.ts';

export const CHANNEL_LIST_CASES: readonly Case[] = [
  { method: 'get', route: '/channels', path: '/channels?search=news&enabled=true&sort=name&limit=10', status: 200 },
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
];
