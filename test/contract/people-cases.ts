// Requests to the routes of people, logins and tokens. `ada` is a member of the fake rooms, with one login and one token.

import { PASSWORD } from '../fakes/api-rooms.ts';
import { ADA } from '../fakes/api-people.ts';
import type { Case } from './api-cases.ts';

const nobody = 'u000000000000';
const fresh = { name: 'Ben', role: 'viewer', groups: ['News'], password: 'long enough', xtream_username: 'ben' };

export const PEOPLE_CASES: readonly Case[] = [
  { method: 'post', route: '/login/refresh', body: { refresh_token: 'a.b' }, status: 401, badBodies: [{}] },
  { method: 'post', route: '/logout', status: 204 },
  { method: 'get', route: '/me', status: 200 },
  { method: 'get', route: '/me/channels', path: '/me/channels?limit=1', status: 200 },
  { method: 'get', route: '/me/channels', path: '/me/channels?cursor=x', status: 400 },
  { method: 'get', route: '/me/channels', path: '/me/channels?search=news&group=News', status: 200 },
  { method: 'get', route: '/me/groups', status: 200 },
  {
    method: 'put',
    route: '/me/password',
    body: { password: PASSWORD, new_password: 'another one' },
    status: 200,
    badBodies: [{}, { password: PASSWORD, new_password: 'short' }],
  },
  { method: 'put', route: '/me/password', body: { password: 'wrong', new_password: 'another one' }, status: 403 },
  {
    method: 'put',
    route: '/me/history',
    body: { keeps_history: false },
    status: 204,
    badBodies: [{}, { keeps_history: 1 }],
  },
  { method: 'get', route: '/me/channel-views', status: 200 },
  {
    method: 'put',
    route: '/me/channel-views',
    body: { items: [{ name: 'Without a guide', filters: { guide: 'without', show: 'active' } }] },
    status: 204,
    badBodies: [{}, { items: [{ name: ' ', filters: {} }] }, { items: [{ name: 'x', filters: { guide: 1 } }] }],
  },
  { method: 'get', route: '/me/sessions', status: 200 },
  { method: 'delete', route: '/me/sessions/{session_id}', path: '/me/sessions/none', status: 404 },
  { method: 'get', route: '/me/tokens', status: 200 },
  {
    method: 'post',
    route: '/me/tokens',
    body: { name: 'Kodi', scopes: ['stream'] },
    status: 201,
    badBodies: [
      {},
      { name: 'x', scopes: [] },
      { name: 'x', scopes: ['everything'] },
      { name: 'x', scopes: ['read'], expires_at: 1_000 },
    ],
  },
  { method: 'delete', route: '/me/tokens/{id}', path: '/me/tokens/000000000000', status: 404 },
  { method: 'get', route: '/people', status: 200 },
  {
    method: 'post',
    route: '/people',
    body: fresh,
    status: 201,
    badBodies: [
      {},
      { name: '' },
      { name: 'x', role: 'king' },
      { name: 'x', password: 'short' },
      { name: 'x', xtream_username: 'a/b' },
      { name: 'x', xtream_username: 'live' },
      { name: 'x', xtream_password: 'with blank' },
      { name: 'x', max_streams: 0 },
      { name: 'x', contents: ['opera'] },
      { name: 'x', password_hash: 'x' },
    ],
  },
  { method: 'post', route: '/people', body: { ...fresh, name: 'ADA' }, status: 409 },
  { method: 'get', route: '/people/home-assistant', status: 200 },
  { method: 'get', route: '/people/{id}', path: `/people/${ADA}`, status: 200 },
  { method: 'get', route: '/people/{id}', path: `/people/${nobody}`, status: 404 },
  {
    method: 'patch',
    route: '/people/{id}',
    path: `/people/${ADA}`,
    body: { status: 'disabled', max_streams: 1 },
    status: 200,
    badBodies: [
      { id: 'x' },
      { status: 'expired' },
      { title_groups: 'Kids' },
      { home_assistant_user_id: 7 },
      { expires_at: 'tomorrow' },
      { expires_at: 1_795_802_214 },
    ],
  },
  { method: 'patch', route: '/people/{id}', path: `/people/${nobody}`, body: { status: 'banned' }, status: 404 },
  { method: 'delete', route: '/people/{id}', path: `/people/${ADA}`, status: 204 },
  { method: 'get', route: '/people/{id}/sessions', path: `/people/${ADA}/sessions`, status: 200 },
  { method: 'delete', route: '/people/{id}/sessions', path: `/people/${ADA}/sessions`, status: 204 },
  {
    method: 'delete',
    route: '/people/{id}/sessions/{session_id}',
    path: `/people/${ADA}/sessions/none`,
    status: 404,
  },
  { method: 'get', route: '/tokens', path: `/tokens?person_id=${ADA}`, status: 200 },
  {
    method: 'post',
    route: '/tokens',
    body: { person_id: ADA, name: 'TV', scopes: ['stream'], expires_at: 9_999_999_999_999 },
    status: 201,
    badBodies: [
      {},
      { person_id: ADA, name: 'TV', scopes: ['stream'], expires_at: 'never' },
      { person_id: ADA, name: 'TV', scopes: ['stream'], expires_at: 1_795_802_214 },
    ],
  },
  { method: 'delete', route: '/tokens/{id}', path: '/tokens/000000000000', status: 404 },
];
