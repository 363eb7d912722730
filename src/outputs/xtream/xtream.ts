// Masthead as an Xtream Codes panel, for the many players that know nothing else.

import type { Context, Hono } from 'hono';
import type { LanEnv, Output } from '../output.ts';
import { respondAction, respondPanel } from './actions.ts';
import { isOpen, parametersOf, refusedLogin, userOf } from './login.ts';
import { playEpisode, playHlsPart, playLive, playMovie, playPast } from './media.ts';
import { respondPlaylist } from './playlist.ts';
import type { XtreamPorts, XtreamRights } from './ports.ts';

type Parameters = Readonly<Record<string, string>>;
type Answer = (c: Context<LanEnv>, user: XtreamRights, parameters: Parameters) => Response | Promise<Response>;

export function createXtreamOutput(ports: XtreamPorts): Output {
  return {
    name: 'xtream',
    routes(lan: Hono<LanEnv>): void {
      addApi(lan, ports);
      addMedia(lan, ports);
    },
  };
}

function addApi(lan: Hono<LanEnv>, ports: XtreamPorts): void {
  /** A wrong login is no error of HTTP to these clients: they would say that the server is down. */
  const api = async (c: Context<LanEnv>, answer: Answer): Promise<Response> => {
    const parameters = { ...(await parametersOf(c)), ...c.req.param() };
    const user = userOf(c, ports, parameters);
    if (!user) return c.json(refusedLogin);
    if (isOpen(user)) return answer(c, user, parameters);
    return respondAction(c, ports, user, { ...parameters, action: '' }); // the login alone, with the reason
  };
  const list = async (c: Context<LanEnv>, answer: Answer): Promise<Response> => {
    const parameters = { ...(await parametersOf(c)), ...c.req.param() };
    const user = userOf(c, ports, parameters);
    return user && isOpen(user) ? answer(c, user, parameters) : refused(user);
  };
  const both = ['GET', 'POST'];
  const act: Answer = (c, user, parameters) => respondAction(c, ports, user, parameters);
  lan.on(both, '/player_api.php', (c) => api(c, act));
  lan.on(both, '/player_api/:username/:password/:action?', (c) => api(c, act));
  lan.on(both, '/panel_api.php', (c) => api(c, (at, user, parameters) => panelAnswer(at, ports, user, parameters)));
  const playlist: Answer = (c, user, parameters) => respondPlaylist(c, ports, user, parameters);
  for (const path of ['/get.php', '/apiget']) lan.on(both, path, (c) => list(c, playlist));
  lan.on(both, '/playlist/:username/:password/:type?', (c) => list(c, playlist));
  for (const path of ['/xmltv.php', '/epg/:username/:password', '/epg/:username/:password/gz']) {
    lan.on(both, path, (c) => list(c, (at, user) => ports.respondGuide(at, user.groups)));
  }
}

/** Some players ask here what they should ask there. */
function panelAnswer(c: Context<LanEnv>, ports: XtreamPorts, user: XtreamRights, parameters: Parameters) {
  return parameters['action'] ? respondAction(c, ports, user, parameters) : respondPanel(c, ports, user, parameters);
}

function addMedia(lan: Hono<LanEnv>, ports: XtreamPorts): void {
  const media = (c: Context<LanEnv>, answer: Answer): Response | Promise<Response> => {
    const parameters = { ...c.req.query(), ...c.req.param() };
    const user = userOf(c, ports, parameters);
    return user && isOpen(user) ? answer(c, user, parameters) : refused(user);
  };
  const live: Answer = (c, user, { file = '', stream = file, ...login }) =>
    playLive(c, ports, user, { file: stream, login: loginOf(login) });
  lan.get('/live/:username/:password/:file', (c) => media(c, live));
  lan.get('/streaming/live.php', (c) => media(c, live));
  const hlsPart: Answer = (c, user, { number = '', client = '', segment }) =>
    playHlsPart(c, ports, user, { number, client, ...(segment !== undefined && { segment }) });
  lan.get('/live/:username/:password/:number/:client/live.m3u8', (c) => media(c, hlsPart));
  lan.get('/live/:username/:password/:number/:client/:segment{\\d{1,15}\\.ts}', (c) => media(c, hlsPart));
  lan.get('/movie/:username/:password/:file', (c) =>
    media(c, (at, user, { file = '' }) => playMovie(at, ports, { user, file })),
  );
  lan.get('/series/:username/:password/:file', (c) =>
    media(c, (at, user, { file = '' }) => playEpisode(at, ports, { user, file })),
  );
  lan.get('/streaming/vod.php', (c) =>
    media(c, (at, user, { stream = '' }) => playMovie(at, ports, { user, file: stream })),
  );
  lan.get('/timeshift/:username/:password/:minutes/:start/:file', (c) =>
    media(c, (at, user, { minutes = '', start = '', file = '', ...login }) =>
      playPast(at, ports, user, { minutes, start, file, login: loginOf(login) }),
    ),
  );
  lan.get('/streaming/timeshift.php', (c) =>
    media(c, (at, user, { stream = '', start = '', duration = '', ...login }) =>
      playPast(at, ports, user, { minutes: duration, start, file: stream, login: loginOf(login) }),
    ),
  );
  // The short form, for numbers only: anything else of three parts belongs to somebody else.
  lan.get('/:username/:password/:file{[0-9]+(?:\\.(?:ts|m3u8))?}', (c) => media(c, live));
}

/** 403 for an account that is closed, 401 for none. */
const refused = (user: XtreamRights | undefined): Response =>
  new Response(null, { status: user ? 403 : 401, headers: { 'content-length': '0' } });

const loginOf = ({ username = '', password = '' }: Parameters): string =>
  `${encodeURIComponent(username)}/${encodeURIComponent(password)}`;
