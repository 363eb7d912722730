// Requests to the routes of alerts and their targets.

import type { Case } from './api-cases.ts';

export const ALERT_CASES: readonly Case[] = [
  { method: 'get', route: '/alerts', path: '/alerts?limit=1', status: 200 },
  { method: 'get', route: '/alerts', path: '/alerts?language=de', status: 200 },
  { method: 'get', route: '/alerts', path: '/alerts?limit=0', status: 400 },
  { method: 'get', route: '/alerts', path: '/alerts?language=tlh', status: 400 },
  {
    method: 'patch',
    route: '/alerts/{id}',
    path: '/alerts/2',
    body: { muted: true },
    status: 200,
    badBodies: [{}, { muted: 'yes' }, { muted: true, count: 3 }],
  },
  { method: 'patch', route: '/alerts/{id}', path: '/alerts/1', body: { muted: true }, status: 404 },
  { method: 'delete', route: '/alerts/{id}', path: '/alerts/2', status: 204 },
  { method: 'delete', route: '/alerts/{id}', path: '/alerts/99', status: 404 },
  { method: 'get', route: '/alert-targets', status: 200 },
  {
    method: 'post',
    route: '/alert-targets',
    body: { name: 'Phone', options: { kind: 'telegram', bot_token: '1:abc', chat_id: '-100' } },
    status: 201,
    badBodies: [
      {},
      { name: '', options: { kind: 'home_assistant' } },
      { name: 'x', options: { kind: 'pigeon' } },
      { name: 'x', options: { kind: 'telegram', bot_token: '***', chat_id: '1' } },
      { name: 'x', options: { kind: 'webhook', url: 'file:///etc/passwd' } },
      { name: 'x', options: { kind: 'webhook', url: 'http://x', headers: { a: 'b\r\nc: d' } } },
    ],
  },
  {
    method: 'patch',
    route: '/alert-targets/{id}',
    path: '/alert-targets/hook',
    body: {
      quiet_hours: { from: '22:00', until: '07:00' },
      options: { kind: 'webhook', url: 'http://127.0.0.1:9/***', signing_secret: '***' },
    },
    status: 200,
    badBodies: [
      { quiet_hours: { from: '25:00', until: '07:00' } },
      { kinds: ['weather'] },
      { id: 'other' },
      { options: { kind: 'webhook', url: 'http://elsewhere/***' } },
    ],
  },
  {
    method: 'patch',
    route: '/alert-targets/{id}',
    path: '/alert-targets/nobody',
    body: { enabled: false },
    status: 404,
  },
  { method: 'post', route: '/alert-targets/{id}/test', path: '/alert-targets/hook/test', status: 502 },
  { method: 'post', route: '/alert-targets/{id}/test', path: '/alert-targets/nobody/test', status: 404 },
  { method: 'delete', route: '/alert-targets/{id}', path: '/alert-targets/hook', status: 204 },
];
