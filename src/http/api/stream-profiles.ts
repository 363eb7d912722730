// Stream profiles: which there are, and which one a channel comes by.

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import type { ApiEnv } from '../guard.ts';
import { WAYS, type ApiPorts } from './ports.ts';
import { answer, channelId, newApi, problems } from './route.ts';

const tags = ['Stream profiles'];

const profile = z
  .strictObject({
    name: z.string(),
    label: z.string(),
    is_preset: z.boolean().meta({ description: 'Always there; own ones are in the settings, `commands.profiles`' }),
    command: z
      .strictObject({ program: z.string(), arguments: z.array(z.string()).readonly() })
      .nullable()
      .meta({ description: 'Null for `proxy` and `redirect`' }),
    is_available: z.boolean(),
    reason: z.string().nullable().meta({ description: 'Why it is not available' }),
  })
  .meta({ id: 'StreamProfile' });

export const list = createRoute({
  method: 'get',
  path: '/stream-profiles',
  tags,
  summary: 'The ways in which streams can come',
  description:
    'Chosen, the most specific first, for a channel (`stream_profile` of `PATCH /api/channels`), a client (`streaming.client_profiles` of the settings: the first rule whose text is in the User-Agent), a provider (its `stream_profile`), or for all (`streaming.default_profile`). ' +
    'Own command profiles are written to `commands.profiles` of the settings: a program out of `commands.allowed_programs` and its arguments, with the placeholders `{url}`, `{userAgent}`, `{referer}`, `{headers}` (lines as ffmpeg takes them), and `{headerName}` and `{headerValue}` in arguments that are repeated for each header. `{?http}`, `{?rtsp}`, `{?rtmp}`, `{?srt}`, `{?headers}` or `{?referer}` in front of an argument gives it only where that is so. No shell reads them; the output must be MPEG-TS.',
  responses: { 200: answer('The profiles', z.strictObject({ items: z.array(profile) })), ...problems(401) },
});

export const ofChannel = createRoute({
  method: 'get',
  path: '/channels/{id}/stream-profile',
  tags,
  summary: 'The way in which a channel comes, and why',
  description:
    'A redirect (302) is given only for streams over HTTP that need no headers, of providers without a connection limit (or with `streaming.redirect_despite_limit`: the connections of redirected clients cannot be counted); all others are proxied, and `reason` says why. The client then learns the address with its password.',
  request: {
    params: z.strictObject({ id: channelId }),
    query: z.strictObject({ user_agent: z.string().max(500).default('').meta({ description: 'Of the client' }) }),
  },
  responses: {
    200: answer(
      'The way',
      z
        .strictObject({
          profile: z.string(),
          chosen_by: z.enum(['channel', 'client', 'provider', 'setting']),
          way: z.enum(WAYS),
          reason: z.string().nullable().meta({ description: 'Why it is not the way that the profile asks for' }),
        })
        .meta({ id: 'Way' }),
    ),
    ...problems(400, 401, 404),
  },
});

export function streamProfileRoutes({ profiles }: Pick<ApiPorts, 'profiles'>): OpenAPIHono<ApiEnv> {
  const api = newApi();
  api.openapi(list, (c) => c.json({ items: [...profiles.list()] }, 200));
  api.openapi(ofChannel, (c) => {
    const {
      profile: name,
      chosenBy,
      way,
      reason,
    } = profiles.wayOf(c.req.valid('param').id, c.req.valid('query').user_agent);
    return c.json({ profile: name, chosen_by: chosenBy, way, reason }, 200);
  });
  return api;
}
