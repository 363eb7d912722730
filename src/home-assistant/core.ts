// Home Assistant's Core: services over REST, the list of its users over the WebSocket.

import * as z from 'zod';
import { AppError } from '../kernel/errors.ts';
import { SECOND_MS } from '../kernel/units.ts';
import { askJson } from './ask-json.ts';
import type { HomeUser } from '../model/home-user.ts';

export interface CoreAccess {
  /** Up to and without `/services/…`: `http://supervisor/core/api`, `http://homeassistant.local:8123/api`. */
  readonly apiUrl: string;
  /** `ws://supervisor/core/websocket`, `ws://homeassistant.local:8123/api/websocket`. */
  readonly socketUrl: string;
  readonly token: string;
}

export const coreOfSupervisor = (access: { readonly url: string; readonly token: string }): CoreAccess => ({
  apiUrl: `${access.url}/core/api`,
  socketUrl: `${access.url.replace(/^http/, 'ws')}/core/websocket`,
  token: access.token,
});

export const coreByItself = (access: { readonly url: string; readonly token: string }): CoreAccess => ({
  apiUrl: `${access.url}/api`,
  socketUrl: `${access.url.replace(/^http/, 'ws')}/api/websocket`,
  token: access.token,
});

const config = z.object({
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(?:-\w+)*$/)
    .max(35)
    .nullish(),
});
const user = z.object({
  id: z.string(),
  name: z.string().nullish(),
  /** Of the Supervisor, of Cast and their like: nobody. */
  system_generated: z.boolean().nullish(),
  is_owner: z.boolean().nullish(),
  is_active: z.boolean().nullish(),
  group_ids: z.array(z.string()).nullish(),
});
const message = z.object({ type: z.string(), success: z.boolean().nullish(), result: z.unknown().optional() });

export type CoreUser = z.output<typeof user>;

const ADMINS = 'system-admin';
export const isAdmin = ({ is_owner, is_active, group_ids }: CoreUser): boolean =>
  is_active !== false && (is_owner === true || (group_ids ?? []).includes(ADMINS));

/** Whether that user can log in there at all. */
export const isOpen = ({ is_active }: CoreUser): boolean => is_active !== false;

/** Those who may open the panel one day. */
export const homeUsersOf = (users: readonly CoreUser[]): HomeUser[] =>
  users
    .filter((one) => isOpen(one) && one.system_generated !== true)
    .map((one) => ({ id: one.id, name: one.name ?? '', isAdmin: isAdmin(one) }));

const ANSWER_WITHIN_MS = 10 * SECOND_MS;

export class Core {
  readonly #access: CoreAccess;

  constructor(access: CoreAccess) {
    this.#access = access;
  }

  /** @param service `media_player.play_media` @throws AppError `home-assistant.*` */
  async callService(service: string, data: Readonly<Record<string, unknown>>): Promise<void> {
    const { apiUrl, token } = this.#access;
    await askJson(`${apiUrl}/services/${service.replace('.', '/')}`, { token, body: data });
  }

  /** As Home Assistant is set up: `en`, `pt-BR`; undefined where it does not say. @throws AppError `home-assistant.*` */
  async language(): Promise<string | undefined> {
    const { apiUrl, token } = this.#access;
    return config.safeParse(await askJson(`${apiUrl}/config`, { token })).data?.language ?? undefined;
  }

  /** @throws AppError `home-assistant.*` */
  async users(): Promise<CoreUser[]> {
    const checked = z.array(user).safeParse(await this.#command('config/auth/list'));
    if (!checked.success) throw unavailable("Home Assistant's list of users is not understood", checked.error);
    return checked.data;
  }

  /** Opens a socket, logs in, asks one thing, and closes it. */
  #command(type: string): Promise<unknown> {
    const { socketUrl, token } = this.#access;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const socket = new WebSocket(socketUrl);
    const late = setTimeout(() => reject(unavailable('Home Assistant does not answer')), ANSWER_WITHIN_MS);
    socket.addEventListener('error', () => reject(unavailable('Home Assistant cannot be reached')));
    socket.addEventListener('close', () => reject(unavailable('Home Assistant hung up')));
    socket.addEventListener('message', ({ data }) => {
      const said = parse(data);
      if (said?.type === 'auth_required') socket.send(JSON.stringify({ type: 'auth', access_token: token }));
      else if (said?.type === 'auth_ok') socket.send(JSON.stringify({ id: 1, type }));
      else if (said?.type === 'auth_invalid') reject(new AppError('home-assistant.refused', 'The token is not valid'));
      else if (said?.type === 'result' && said.success) resolve(said.result);
      else if (said?.type === 'result') reject(new AppError('home-assistant.refused', `${type} was refused`));
    });
    return promise.finally(() => {
      clearTimeout(late);
      socket.close();
    });
  }
}

function parse(data: unknown): z.output<typeof message> | undefined {
  try {
    return message.safeParse(JSON.parse(String(data))).data;
  } catch {
    return undefined;
  }
}

const unavailable = (text: string, cause?: unknown): AppError =>
  new AppError('home-assistant.unavailable', text, { cause, retryable: true });
