// Requests to every documented route, with what they answer.

import { printChannelId, printStreamId } from '../../src/model/ids.ts';
import { printTitleId } from '../../src/model/title.ts';
import { ALERT_CASES } from './alert-cases.ts';
import { BACKUP_CASES } from './backup-cases.ts';
import { CHANNEL_LIST_CASES } from './channel-list-cases.ts';
import { TITLE_REVIEW_CASES } from './title-review-cases.ts';
import { FAVOURITE_CASES } from './favourite-cases.ts';
import { GUIDE_CASES } from './guide-cases.ts';
import { HEALTH_CASES } from './health-cases.ts';
import { AUDIT_CASES } from './audit-cases.ts';
import { VIEWING_CASES } from './viewing-cases.ts';
import { JOB_CASES } from './job-cases.ts';
import { PEOPLE_CASES } from './people-cases.ts';
import { news, PASSWORD, sea, UNDO_ID } from '../fakes/api-rooms.ts';
import { RULE_ID } from '../fakes/rule-room.ts';

export interface Case {
  readonly method: string;
  /** As documented. */
  readonly route: string;
  /** Without `/api`; the route itself when left out. */
  readonly path?: string;
  readonly body?: unknown;
  readonly status: number;
  /** A question that a member may not ask, at a path that it may. */
  readonly isForAdmins?: boolean;
  /** What a body must not be. */
  readonly badBodies?: readonly unknown[];
}

const channel = printChannelId(news.id);
const unknownChannel = 'c00000000001';

export const CASES: readonly Case[] = [
  { method: 'post', route: '/login', body: { password: PASSWORD }, status: 200, badBodies: [{}, { password: 7 }] },
  { method: 'get', route: '/setup', status: 200 },
  ...PEOPLE_CASES,
  ...BACKUP_CASES,
  ...JOB_CASES,
  ...FAVOURITE_CASES,
  ...VIEWING_CASES,
  ...AUDIT_CASES,
  ...GUIDE_CASES,
  {
    method: 'post',
    route: '/setup',
    body: { token: 'x', password: 'long enough' },
    status: 409,
    badBodies: [{ token: 'x', password: 'short' }],
  },
  { method: 'get', route: '/status', status: 200 },
  ...ALERT_CASES,
  { method: 'get', route: '/providers', status: 200 },
  {
    method: 'post',
    route: '/providers',
    body: { source: 'http://new.example/a.m3u' },
    status: 201,
    badBodies: [
      {},
      { source: '' },
      { source: 'ftp://x' },
      { source: 'http://x/a.m3u', max_connections: 0 },
      { source: 'http://x/a.m3u', surprise: 1 },
    ],
  },
  { method: 'post', route: '/demo', status: 200 },
  { method: 'get', route: '/providers/kinds', status: 200 },
  {
    method: 'post',
    route: '/providers/test',
    body: { source: 'http://new.example/a.m3u' },
    status: 200,
    badBodies: [{}, { source: '' }, { source: 'ftp://x' }, { source: 'http://x', surprise: 1 }],
  },
  {
    method: 'post',
    route: '/providers/categories',
    body: { source: 'xtream://a:b@new.example', kind: 'xtream' },
    status: 200,
    badBodies: [{}],
  },
  {
    method: 'post',
    route: '/providers/categories',
    body: { id: 'mine', source: 'http://example.test/list.m3u' },
    status: 200,
  },
  {
    method: 'post',
    route: '/providers/categories',
    body: { id: 'other', source: 'http://example.test/list.m3u' },
    status: 404,
  },
  { method: 'get', route: '/providers/{id}/categories', path: '/providers/mine/categories', status: 200 },
  { method: 'get', route: '/providers/{id}/categories', path: '/providers/other/categories', status: 404 },
  { method: 'get', route: '/providers/{id}', path: '/providers/mine', status: 200 },
  { method: 'get', route: '/providers/{id}', path: '/providers/other', status: 404 },
  {
    method: 'patch',
    route: '/providers/{id}',
    path: '/providers/mine',
    body: { max_connections: 2 },
    status: 200,
    badBodies: [{ name: '' }, { id: 'other' }, { headers: { 'bad name': 'x' } }, { headers: { 'x-key': 'a\r\nb: c' } }],
  },
  { method: 'post', route: '/providers/{id}/sync', path: '/providers/mine/sync', status: 202 },
  { method: 'post', route: '/providers/{id}/sync', path: '/providers/other/sync', status: 404 },
  { method: 'delete', route: '/providers/{id}', path: '/providers/mine', status: 204 },
  { method: 'delete', route: '/providers/{id}', path: '/providers/NOT_AN_ID', status: 400 },
  { method: 'get', route: '/rules', status: 200 },
  {
    method: 'post',
    route: '/rules',
    body: { name: 'Tidy', when: { market: ['uk'] }, action: { kind: 'rename', to: '{title}' }, at: 0 },
    status: 201,
    badBodies: [
      {},
      { name: '', action: { kind: 'hide' } },
      { name: 'A', action: { kind: 'explode' } },
      { name: 'A', action: { kind: 'hide', surprise: 1 } },
      { name: 'A', action: { kind: 'rename', to: 'x', find: 'a(b' } },
      { name: 'A', action: { kind: 'hide' }, when: { name: {} } },
      { name: 'A', action: { kind: 'hide' }, when: { pattern: 'nowhere' } },
      { name: 'A', action: { kind: 'hide' }, when: { not: { not: { not: { not: { not: {} } } } } } },
      { name: 'A', action: { kind: 'logo', file: '../../x.png' } },
      { name: 'A', action: { kind: 'logo', url: 'ftp://x' } },
    ],
  },
  { method: 'get', route: '/rules/{id}', path: `/rules/${RULE_ID}`, status: 200 },
  { method: 'get', route: '/rules/{id}', path: '/rules/r9999999999', status: 404 },
  {
    method: 'patch',
    route: '/rules/{id}',
    path: `/rules/${RULE_ID}`,
    body: { enabled: false },
    status: 200,
    badBodies: [{ name: '' }, { id: 'r9999999999' }, { when: { name: { matches: '*' } } }],
  },
  { method: 'patch', route: '/rules/{id}', path: '/rules/r9999999999', body: { enabled: true }, status: 404 },
  { method: 'delete', route: '/rules/{id}', path: `/rules/${RULE_ID}`, status: 204 },
  { method: 'delete', route: '/rules/{id}', path: '/rules/7', status: 400 },
  {
    method: 'put',
    route: '/rules/order',
    body: { ids: [RULE_ID] },
    status: 200,
    badBodies: [{ ids: 'all' }, { ids: ['x'] }, {}],
  },
  { method: 'put', route: '/rules/order', body: { ids: [] }, status: 409 },
  {
    method: 'put',
    route: '/rules/patterns',
    body: { patterns: [{ name: 'Sport', matches: 'sports?' }] },
    status: 200,
    badBodies: [
      {},
      { patterns: [{ name: 'A' }] },
      { patterns: [{ name: 'A', matches: '(' }] },
      { patterns: ['A', 'a'].map((name) => ({ name, matches: 'x' })) },
    ],
  },
  {
    method: 'post',
    route: '/rules/preview',
    body: { rule: { name: 'A', action: { kind: 'hide' } }, id: RULE_ID, limit: 5, only: 'gone' },
    status: 200,
    badBodies: [{}, { rule: {} }, { rule: { name: 'A', action: { kind: 'hide' } }, limit: 100_000 }],
  },
  { method: 'get', route: '/rules.yaml', status: 200 },
  { method: 'put', route: '/rules.yaml', path: '/rules.yaml?mode=append', body: { rules: [] }, status: 200 },
  { method: 'put', route: '/rules.yaml', body: { rules: [{ name: 'A' }] }, status: 400 },
  {
    method: 'post',
    route: '/rules/text/preview',
    body: { text: 'rules:\n  - name: A\n    action: hide\n', mode: 'append' },
    status: 200,
    badBodies: [{}, { text: 7 }, { text: '', mode: 'maybe' }],
  },
  { method: 'post', route: '/rules/text/preview', body: { text: 'rules: [' }, status: 200 },
  ...HEALTH_CASES,
  ...CHANNEL_LIST_CASES,
  { method: 'get', route: '/channels', path: '/channels?offset=200&has_guide=false', status: 200 },
  { method: 'get', route: '/channels', path: '/channels?offset=-1', status: 400 },
  {
    method: 'post',
    route: '/channels/edit',
    body: { where: { group: 'Games' }, edit: { kind: 'rename', find: 'HD', replace: '' } },
    status: 200,
    badBodies: [
      { edit: { kind: 'rename', find: 'HD', replace: '' } },
      { ids: [channel], edit: { kind: 'rename', find: '', replace: 'x' } },
      { ids: [channel], edit: { kind: 'number', first: '1', step: 0 } },
      { ids: [channel], edit: { kind: 'paint' } },
    ],
  },
  {
    method: 'post',
    route: '/channels/edit/preview',
    body: { ids: [channel], edit: { kind: 'number', first: '100' } },
    status: 200,
    badBodies: [{ ids: [], edit: { kind: 'move', before: null } }],
  },
  {
    method: 'post',
    route: '/channels/undo',
    body: { undo_id: UNDO_ID },
    status: 200,
    badBodies: [{ undo_id: 'last' }],
  },
  {
    method: 'post',
    route: '/channels/undo',
    body: { undo_id: '0b6f7c52-4a9e-4f50-8c39-1f8f7b8f8a11' },
    status: 409,
  },
  { method: 'get', route: '/channels', path: '/channels?family=f00000000a1b', status: 200 },
  { method: 'get', route: '/channels', path: '/channels?family=sport', status: 400 },
  { method: 'get', route: '/families', path: '/families?search=sport&limit=5', status: 200 },
  { method: 'get', route: '/families', path: '/families?limit=0', status: 400 },
  { method: 'get', route: '/groups', path: '/groups?provider_id=mine', status: 200 },
  {
    method: 'post',
    route: '/guide/listings',
    body: { channel_ids: [channel, unknownChannel], from_at: 0, until_at: 3_600_000 },
    status: 200,
    badBodies: [
      { channel_ids: [], from_at: 0, until_at: 1 },
      { channel_ids: [channel], from_at: 1, until_at: 1 },
      { channel_ids: [channel], from_at: 0, until_at: 9 * 86_400_000 },
    ],
  },
  { method: 'get', route: '/channels/{id}', path: `/channels/${channel}`, status: 200 },
  { method: 'get', route: '/channels/{id}', path: `/channels/${unknownChannel}`, status: 404 },
  { method: 'get', route: '/channels/{id}', path: '/channels/c00000000002', status: 301 },
  { method: 'get', route: '/channels/{id}/match', path: `/channels/${channel}/match`, status: 200 },
  { method: 'get', route: '/channels/{id}/match', path: `/channels/${unknownChannel}/match`, status: 404 },
  { method: 'get', route: '/review', path: '/review?limit=5', status: 200 },
  { method: 'get', route: '/review', path: '/review?provider_id=other&limit=5', status: 200 },
  {
    method: 'post',
    route: '/review',
    body: {
      edits: [
        { kind: 'merge', into: channel, from: [channel] },
        { kind: 'lock', channel },
      ],
      dry_run: true,
    },
    status: 200,
    badBodies: [
      { edits: [] },
      { edits: [{ kind: 'merge', into: channel }] },
      { edits: [{ kind: 'refuse', channels: [channel] }] },
      { edits: [{ kind: 'split', channel, names: [] }] },
      { edits: [{ kind: 'guess', channel }] },
    ],
  },
  { method: 'get', route: '/review/history', status: 200 },
  { method: 'delete', route: '/review/history/{id}', path: '/review/history/1', status: 204 },
  { method: 'delete', route: '/review/history/{id}', path: '/review/history/2', status: 404 },
  { method: 'get', route: '/knowledge', status: 200 },
  { method: 'get', route: '/logos', status: 200 },
  { method: 'post', route: '/knowledge/refresh', status: 200 },
  { method: 'get', route: '/streams', path: `/streams?channel_id=${channel}&kind=live`, status: 200 },
  { method: 'get', route: '/channels/{id}/logos', path: `/channels/${channel}/logos?search=news`, status: 200 },
  { method: 'get', route: '/channels/{id}/logos', path: `/channels/${unknownChannel}/logos`, status: 404 },
  {
    method: 'put',
    route: '/channels/{id}/logo',
    path: `/channels/${channel}/logo`,
    body: { from: 'url', url: 'http://logos.invalid/a.png' },
    status: 200,
    badBodies: [{}, { from: 'url', url: 'file:///etc/passwd' }, { from: 'key' }, { from: 'thin air', key: 'a' }],
  },
  {
    method: 'put',
    route: '/channels/{id}/logo/file',
    path: `/channels/${channel}/logo/file`,
    body: 'an image, if the room says so',
    status: 200,
  },
  { method: 'put', route: '/channels/{id}/logo/file', path: `/channels/${channel}/logo/file`, status: 400 },
  { method: 'get', route: '/channels/{id}/streams', path: `/channels/${channel}/streams`, status: 200 },
  { method: 'get', route: '/channels/{id}/streams', path: `/channels/${unknownChannel}/streams`, status: 404 },
  {
    method: 'patch',
    route: '/channels/{id}/streams',
    path: `/channels/${channel}/streams`,
    body: { pin: null, order: ['s00000000abc'], excluded: null },
    status: 200,
  },
  {
    method: 'patch',
    route: '/channels/{id}/streams',
    path: `/channels/${channel}/streams`,
    body: { order: ['first'] },
    status: 400,
  },
  { method: 'get', route: '/knowledge', status: 200 },
  { method: 'post', route: '/knowledge/refresh', status: 200 },
  { method: 'get', route: '/streams', path: `/streams?channel_id=${unknownChannel}`, status: 404 },
  { method: 'get', route: '/streams', path: '/streams?kind=smell', status: 400 },
  ...TITLE_REVIEW_CASES,
  { method: 'get', route: '/titles', path: '/titles?search=sea&kind=movie&sort=added&limit=10', status: 200 },
  { method: 'get', route: '/titles', path: '/titles?kind=opera', status: 400 },
  { method: 'get', route: '/titles/{id}', path: `/titles/${printTitleId(sea.id)}`, status: 200 },
  { method: 'get', route: '/titles/{id}', path: '/titles/t00000000001', status: 404 },
  { method: 'get', route: '/title-groups', status: 200 },
  { method: 'get', route: '/files', status: 200 },
  { method: 'get', route: '/titles/{id}/files', path: `/titles/${printTitleId(sea.id)}/files`, status: 200 },
  { method: 'get', route: '/titles/{id}/files', path: '/titles/t00000000001/files', status: 404 },
  { method: 'post', route: '/files/run', body: {}, status: 200, badBodies: [{ may_remove_many: 'yes' }] },
  { method: 'get', route: '/stream-profiles', status: 200 },
  {
    method: 'get',
    route: '/channels/{id}/stream-profile',
    path: `/channels/${channel}/stream-profile?user_agent=Kodi`,
    status: 200,
  },
  {
    method: 'get',
    route: '/channels/{id}/stream-profile',
    path: `/channels/${unknownChannel}/stream-profile`,
    status: 404,
  },
  { method: 'get', route: '/sessions', status: 200 },
  { method: 'get', route: '/history', path: '/history?limit=5', status: 200 },
  { method: 'get', route: '/history/failed-streams', status: 200 },
  { method: 'get', route: '/history/top-channels', path: '/history/top-channels?days=3', status: 200 },
  { method: 'delete', route: '/sessions/{channel_id}', path: `/sessions/${channel}`, status: 204 },
  { method: 'delete', route: '/sessions/{channel_id}', path: `/sessions/${unknownChannel}`, status: 404 },
  {
    method: 'delete',
    route: '/sessions/{channel_id}/viewers/{viewer_id}',
    path: `/sessions/${channel}/viewers/v1`,
    status: 204,
  },
  {
    method: 'delete',
    route: '/sessions/{channel_id}/viewers/{viewer_id}',
    path: `/sessions/${channel}/viewers/v9`,
    status: 404,
  },
  {
    method: 'post',
    route: '/sessions/{channel_id}/move',
    path: `/sessions/${channel}/move`,
    body: { stream_id: printStreamId(news.streamIds[0]!) },
    status: 202,
    badBodies: [{}, { stream_id: '7' }, { stream_id: 'sffffffffffz' }, { stream_id: 7 }],
  },
  {
    method: 'post',
    route: '/sessions/{channel_id}/move',
    path: `/sessions/${channel}/move`,
    body: { stream_id: 's00000000001' },
    status: 404,
  },
  {
    method: 'post',
    route: '/connect/jellyfin',
    body: { address: 'http://127.0.0.1:9', api_key: '0123456789abcdef' },
    status: 400,
    badBodies: [{}, { address: '', api_key: '0123456789abcdef' }, { address: 'x', api_key: 'a b' }],
  },
  { method: 'get', route: '/settings', status: 200 },
  {
    method: 'patch',
    route: '/settings',
    body: { streaming: { linger_seconds: 7 } },
    status: 200,
    badBodies: [{ streaming: { linger_seconds: 'long' } }, { streaming: { surprise: 1 } }, { access: 'nobody' }, []],
  },
  { method: 'get', route: '/settings/schema', status: 200 },
  { method: 'get', route: '/live', status: 426 },
  { method: 'get', route: '/log', path: '/log?level=warning&room=streaming&search=lost&after=0&limit=10', status: 200 },
  { method: 'get', route: '/log', path: '/log?level=loud', status: 400 },
  { method: 'get', route: '/log/download', status: 200 },
  { method: 'get', route: '/diagnostics', status: 200 },
  { method: 'put', route: '/log/level', body: { level: 'debug' }, status: 200, badBodies: [{}, { level: 'loud' }] },
];
