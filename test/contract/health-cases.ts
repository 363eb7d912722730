// Requests to the routes of health.

import { printChannelId, printStreamId } from '../../src/model/ids.ts';
import { news } from '../fakes/api-rooms.ts';

const channel = printChannelId(news.id);
const unknownChannel = 'c00000000001';
const stream = printStreamId(news.streamIds[0]!);

export const HEALTH_CASES = [
  { method: 'get', route: '/health', status: 200 },
  { method: 'get', route: '/health/streams', path: '/health/streams?state=dead&sort=quality&limit=5', status: 200 },
  { method: 'get', route: '/health/streams', path: '/health/streams?state=odd', status: 400 },
  { method: 'get', route: '/health/streams/{id}', path: `/health/streams/${stream}`, status: 200 },
  { method: 'get', route: '/health/streams/{id}', path: '/health/streams/s00000000009', status: 404 },
  {
    method: 'patch',
    route: '/health/streams/{id}',
    path: `/health/streams/${stream}`,
    body: { decision: 'never' },
    status: 200,
    badBodies: [{}, { decision: 'maybe' }],
  },
  { method: 'post', route: '/health/streams/{id}/check', path: `/health/streams/${stream}/check`, status: 200 },
  { method: 'post', route: '/health/streams/{id}/check', path: '/health/streams/s00000000009/check', status: 404 },
  { method: 'get', route: '/health/channels/{id}', path: `/health/channels/${channel}`, status: 200 },
  { method: 'get', route: '/health/channels/{id}', path: `/health/channels/${unknownChannel}`, status: 404 },
  { method: 'get', route: '/health/streams', path: '/health/streams?verdict=less', status: 200 },
  { method: 'get', route: '/health/providers/{id}', path: '/health/providers/mine', status: 200 },
  { method: 'get', route: '/health/providers/{id}', path: '/health/providers/nobody', status: 404 },
  { method: 'get', route: '/health/changes', path: '/health/changes?kind=died&provider_id=mine&limit=5', status: 200 },
  { method: 'get', route: '/health/changes', path: '/health/changes?kind=odd', status: 400 },
  { method: 'get', route: '/health/checks', status: 200 },
  { method: 'get', route: '/streams', path: '/streams?state=dead&verdict=less&sort=health', status: 200 },
  { method: 'get', route: '/streams', path: '/streams?state=odd', status: 400 },
  { method: 'get', route: '/channels', path: '/channels?state=dead&sort=health', status: 200 },
  { method: 'get', route: '/channels', path: '/channels?verdict=odd', status: 400 },
  { method: 'get', route: '/channels', path: '/channels?with_picture=true', status: 200 },
  { method: 'get', route: '/channels', path: '/channels?with_condition=true', status: 400 },
  { method: 'post', route: '/health/upgrades', status: 200 },
  { method: 'post', route: '/providers/{id}/confirm-list', path: '/providers/other/confirm-list', status: 404 },
  { method: 'post', route: '/providers/{id}/confirm-list', path: '/providers/mine/confirm-list', status: 409 },
] as const;
