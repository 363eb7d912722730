// The LAN listener: outputs, API and panel behind one guard, on one socket.

import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { AppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { accessLog } from './access-log.ts';
import { apiCors, browserHeaders, playerCors } from './browser.ts';
import { createApi } from './api/api.ts';
import type { ApiPorts } from './api/ports.ts';
import { entranceTo, type Entrance } from './entrance.ts';
import { answerError } from './errors.ts';
import { forwardedClient } from './forwarded.ts';
import { listGuard } from './guard.ts';
import { Hosts } from './hosts.ts';
import type { Face, LanEnv } from './lan-env.ts';
import { Listener } from './listener.ts';
import { createLocalTest } from '../net/own-networks.ts';
import { panelRoutes } from './panel/panel.ts';

export interface LanServerDeps {
  /** Empty is every address, IPv4 and IPv6. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly outputs: readonly Face[];
  readonly api: ApiPorts;
  readonly log: Log;
  /** One that is open there already, and answers that Masthead is starting. */
  readonly listener?: Listener | undefined;
}

export interface LanServer {
  /** Where it listens; undefined before the start and after the end. */
  readonly address: AddressInfo | undefined;
  /** @throws AppError `process.port-taken`, `settings.invalid` for a host that is not this machine's */
  start(): Promise<void>;
  /** Resolves within a second. */
  stop(): Promise<void>;
  /** Listens elsewhere, then no more where it did. @throws as `start`; it stays where it was then */
  move(to: { readonly host?: string; readonly port: number }): Promise<void>;
  /** Another socket with the same routes, for visitors whom somebody else has let in. Not started yet, unless it is given. */
  entrance(entrance: Entrance, listener?: Listener): Listener;
}

export function createLanServer(deps: LanServerDeps): LanServer {
  const lan = createLan(deps);
  const { host, port, api } = deps;
  let listener = deps.listener ?? new Listener({ host, port, clock: api.clock, fetch: lan.fetch });
  return {
    get address() {
      return listener.address;
    },
    start() {
      listener.serve(lan.fetch);
      return listener.start();
    },
    stop: () => listener.stop(),
    async move(to) {
      const before = listener;
      const next = new Listener({ host, ...to, clock: api.clock, fetch: lan.fetch });
      await next.start();
      listener = next;
      await before.stop();
    },
    entrance(entrance, open) {
      const fetch = entranceTo(lan, entrance);
      open?.serve(fetch);
      return open ?? new Listener({ ...entrance, clock: api.clock, fetch });
    },
  };
}

/** The listener's routes, without its socket. */
function createLan({ outputs, api, log }: LanServerDeps): Hono<LanEnv> {
  const lan = new Hono<LanEnv>();
  const hosts = new Hosts({
    allowed: () => api.settings.current.security.allowed_hosts,
    baseUrl: api.about.baseUrl,
  });
  lan.onError((error, c) => answerError(c, error, log));
  lan.notFound((c) => answerError(c, new AppError('request.not-found', 'There is nothing at this path.'), log));
  lan.use(forwardedClient(() => api.settings.current.security.trusted_proxies));
  lan.use(accessLog(log, api.clock));
  lan.use(browserHeaders);
  lan.use(
    '/api/*',
    apiCors(() => api.settings.current.security.cors_origins),
  );
  lan.use(playerCors(() => api.settings.current.security.player_origins));
  lan.use(
    listGuard({
      accounts: api.accounts,
      access: () => api.settings.current.access,
      isLocal: createLocalTest(api.clock),
      hosts,
    }),
  );
  lan.route('/api', createApi(api, hosts));
  for (const output of outputs) output.routes?.(lan);
  panelRoutes(lan);
  return lan;
}
