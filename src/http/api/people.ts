// The people: who may come in, what each may; their logins and tokens.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import * as z from 'zod';
import { AppError } from '../../kernel/errors.ts';
import type { ApiEnv } from '../guard.ts';
import { describeLogins, sessionId, sessionList } from './login-schema.ts';
import { edits } from './edited.ts';
import { noteOthers } from './others.ts';
import { describePerson, newPerson, person, personChange } from './person-schema.ts';
import type { ApiPorts } from './ports.ts';
import { answer, jsonBody, newApi, problems } from './route.ts';

const tags = ['People'];
const params = z.strictObject({ id: z.string().min(1).max(64) });
const homeUser = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    is_admin: z.boolean().meta({ description: 'There; then it is one here as well' }),
    person_id: z.string().nullable(),
  })
  .meta({ id: 'HomeUser' });
const sessionParams = z.strictObject({ ...params.shape, session_id: sessionId });

export const list = createRoute({
  method: 'get',
  path: '/people',
  tags,
  summary: 'Who has an account',
  responses: { 200: answer('Everybody', z.strictObject({ items: z.array(person) })), ...problems(401) },
});

export const add = createRoute({
  method: 'post',
  path: '/people',
  tags,
  summary: 'Add a person',
  description: 'What is left out is a viewer without limits. Passwords are written, never read.',
  request: { body: jsonBody(newPerson) },
  responses: { 201: answer('The person', person), ...problems(400, 401, 409, 413, 507) },
});

export const homeUsers = createRoute({
  method: 'get',
  path: '/people/home-assistant',
  tags,
  summary: 'Who may come in through Home Assistant',
  description:
    'Its users, with the person that each is here; a person is made at the first visit where there is none. Empty where Masthead is no add-on.',
  responses: {
    200: answer('Its users', z.strictObject({ items: z.array(homeUser) })),
    ...problems(401, 502),
  },
});

export const read = createRoute({
  method: 'get',
  path: '/people/{id}',
  tags,
  summary: 'One person',
  request: { params },
  responses: { 200: answer('The person', person), ...problems(400, 401, 404) },
});

export const change = createRoute({
  method: 'patch',
  path: '/people/{id}',
  tags,
  summary: 'Change a person',
  description: 'A new password, and any status but `active`, ends its logins. The last administrator stays one.',
  request: { params, body: jsonBody(personChange) },
  responses: { 200: answer('The person', person), ...problems(400, 401, 404, 409, 413, 507) },
});

export const remove = createRoute({
  method: 'delete',
  path: '/people/{id}',
  tags,
  summary: 'Remove a person, its logins, tokens, favourites and what it watched',
  request: { params },
  responses: { 204: { description: 'It is gone' }, ...problems(400, 401, 404, 409, 507) },
});

export const listSessions = createRoute({
  method: 'get',
  path: '/people/{id}/sessions',
  tags,
  summary: "A person's open logins",
  request: { params },
  responses: { 200: answer('The newest first', sessionList), ...problems(400, 401, 404) },
});

export const endSessions = createRoute({
  method: 'delete',
  path: '/people/{id}/sessions',
  tags,
  summary: 'End all logins of a person',
  description: "Another's stand in the audit, as how many there were.",
  request: { params },
  responses: { 204: { description: 'They have ended' }, ...problems(400, 401, 404, 507) },
});

export const endLogin = createRoute({
  method: 'delete',
  path: '/people/{id}/sessions/{session_id}',
  tags,
  summary: 'End one login of a person',
  description: "Another's stand in the audit, as how many there were.",
  request: { params: sessionParams },
  responses: { 204: { description: 'It has ended' }, ...problems(400, 401, 404, 507) },
});

export function peopleRoutes({
  accounts,
  audit,
  countryOf,
  homeUsers: usersOfHome,
  viewing,
}: Pick<ApiPorts, 'accounts' | 'audit' | 'countryOf' | 'homeUsers' | 'viewing'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  const { people, sessions } = accounts;
  const personOf = (id: string) => {
    const found = people.get(id);
    if (!found) throw new AppError('request.not-found', 'There is no such person.');
    return found;
  };
  const shown = (one: ReturnType<typeof personOf>) => describePerson(one, people.standing(one));
  const end = (id: string) => sessions.end(({ person_id }) => person_id === id);
  const noteEnded = (c: Context<ApiEnv>, owner: ReturnType<typeof personOf>, logins: number): void => {
    if (logins > 0) noteOthers(c, { audit, thing: 'logins', owner }, { before: { logins }, after: null });
  };
  api.openapi(list, (c) => c.json({ items: people.list().map(shown) }, 200));
  api.openapi(add, async (c) => c.json(shown(await people.add(c.req.valid('json'))), 201));
  api.openapi(homeUsers, async (c) => {
    const personIds = new Map(people.list().map((one) => [one.home_assistant_user_id, one.id]));
    const items = (await usersOfHome()).map(({ id, name, isAdmin }) => ({
      id,
      name,
      is_admin: isAdmin,
      person_id: personIds.get(id) ?? null,
    }));
    return c.json({ items }, 200);
  });
  api.openapi(read, (c) => c.json(shown(personOf(c.req.valid('param').id)), 200));
  api.openapi(change, async (c) => {
    const { id } = c.req.valid('param');
    const asked = c.req.valid('json');
    const changed = await people.patch(id, asked);
    if (asked.password !== undefined || changed.status !== 'active') await end(id);
    return c.json(shown(changed), 200);
  });
  api.openapi(remove, async (c) => {
    const { id } = c.req.valid('param');
    await people.remove(id);
    await end(id);
    await accounts.favourites.forget(id);
    await viewing.forget(id);
    return c.body(null, 204);
  });
  api.openapi(listSessions, (c) => {
    const { id } = personOf(c.req.valid('param').id);
    edits(
      c,
      sessions
        .of(id)
        .map((session) => session.id)
        .toSorted(),
    );
    return c.json(describeLogins(sessions.of(id), { current: c.var.person.account?.sessionId, countryOf }), 200);
  });
  api.openapi(endSessions, async (c) => {
    const owner = personOf(c.req.valid('param').id);
    noteEnded(c, owner, await end(owner.id));
    return c.body(null, 204);
  });
  api.openapi(endLogin, async (c) => {
    const { id, session_id } = c.req.valid('param');
    const owner = personOf(id);
    const count = await sessions.end((session) => session.person_id === id && session.id === session_id);
    if (count === 0) throw new AppError('request.not-found', 'There is no such login.');
    noteEnded(c, owner, count);
    return c.body(null, 204);
  });
  return api;
}
