// Requests to the routes of channels' guides.

import { printChannelId } from '../../src/model/ids.ts';
import { news } from '../fakes/api-rooms.ts';
import type { Case } from './api-cases.ts';

const route = '/channels/{id}/guide';
const id = printChannelId(news.id);
const path = `/channels/${id}/guide`;
const guide = { source: 'x', xmltv_id: 'news.x', name: 'News' };

export const GUIDE_CASES: readonly Case[] = [
  { method: 'get', route, path, status: 200 },
  { method: 'get', route, path: '/channels/news/guide', status: 400 },
  {
    method: 'post',
    route,
    path,
    body: { kind: 'choose', ...guide },
    status: 200,
    badBodies: [
      {},
      { kind: 'choose' },
      { kind: 'none', ...guide },
      { kind: 'refuse', ...guide, name: '' },
      { kind: 'any' },
    ],
  },
  { method: 'post', route, path, body: { kind: 'none' }, status: 200 },
  { method: 'post', route, path, body: { kind: 'lock' }, status: 400 },
  { method: 'get', route: '/guide/channels', path: '/guide/channels?search=news&limit=5', status: 200 },
  { method: 'get', route: '/guide/channels', path: '/guide/channels?limit=1000', status: 400 },
  { method: 'get', route: '/guide/review', status: 200 },
  {
    method: 'get',
    route: '/guide/review',
    path: '/guide/review?kind=missing&below=80&search=news&limit=5',
    status: 200,
  },
  { method: 'get', route: '/guide/review', path: '/guide/review?kind=odd', status: 400 },
  {
    method: 'post',
    route: '/guide/review',
    body: { decisions: [{ channel_id: id, decision: { kind: 'choose', ...guide } }] },
    status: 200,
    badBodies: [
      {},
      { decisions: [] },
      { decisions: [{ channel_id: 'news', decision: { kind: 'none' } }] },
      { decisions: [{ channel_id: id, decision: { kind: 'choose' } }] },
      { decisions: [{ channel_id: id, decision: { kind: 'none' } }], dry_run: 'yes' },
    ],
  },
  {
    method: 'post',
    route: '/guide/review',
    body: { decisions: [{ channel_id: id, decision: { kind: 'none' } }], dry_run: true },
    status: 200,
  },
  {
    method: 'post',
    route: '/guide/review',
    body: { decisions: [{ channel_id: id, decision: { kind: 'lock' } }] },
    status: 400,
  },
  { method: 'get', route: '/guide/review/history', status: 200 },
  { method: 'delete', route: '/guide/review/history/{id}', path: '/guide/review/history/3', status: 204 },
  { method: 'delete', route: '/guide/review/history/{id}', path: '/guide/review/history/1', status: 404 }, // not of a guide
  { method: 'delete', route: '/guide/review/history/{id}', path: '/guide/review/history/999', status: 404 },
  { method: 'delete', route: '/guide/review/history/{id}', path: '/guide/review/history/x', status: 400 },
];
