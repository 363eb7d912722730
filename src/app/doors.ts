// What is open from the first moment of a start: the LAN, the sidebar and the control socket say that Masthead is starting,
// or that data of an older version are brought up to date, until the rooms behind them are ready.

import { ControlSocket } from '../http/control.ts';
import { Listener } from '../http/listener.ts';
import { startingRoutes, type StartPhase } from '../http/starting.ts';
import { AppError } from '../kernel/errors.ts';
import type { OwnInfo } from '../home-assistant/supervisor.ts';
import type { AppContext, Stop } from './context.ts';

export interface Doors {
  readonly lan: Listener;
  /** Undefined without a Supervisor that has said where, or where it could not be opened: it is tried again later. */
  readonly ingress: Listener | undefined;
  /** Undefined where nobody has asked for it. */
  readonly control: ControlSocket | undefined;
  enter(phase: StartPhase): void;
}

/**
 * @param info what the Supervisor has said of us, where there is one
 * @throws AppError `process.port-taken`, `settings.invalid` … for the LAN's and the control socket
 */
export async function openDoors(context: AppContext, info: OwnInfo | undefined, stops: Stop[]): Promise<Doors> {
  const { options, clock, log } = context;
  let phase: StartPhase = 'starting';
  const { fetch } = startingRoutes({ phase: () => phase, log: log.for('http') });
  const lan = new Listener({ host: options.host, port: options.port, clock, fetch });
  stops.push(() => lan.stop());
  await lan.start();
  const { ip_address: host, ingress_port: port } = info ?? {};
  const ingress = host && port ? new Listener({ host, port, clock, fetch }) : undefined;
  const isOpen = await ingress?.start().then(
    () => true,
    () => false,
  );
  if (ingress && isOpen) stops.push(() => ingress.stop());
  const control = await openControl(options.controlSocket, () => phase, stops);
  return { lan, ingress: isOpen ? ingress : undefined, control, enter: (next) => void (phase = next) };
}

async function openControl(path: string, phase: () => StartPhase, stops: Stop[]): Promise<ControlSocket | undefined> {
  if (path === '') return undefined;
  const control = new ControlSocket(path, {
    isHealthy: () => phase() === 'upgrading',
    beforeBackup: () => Promise.reject(new AppError('process.starting', 'Masthead is starting.', { retryable: true })),
    afterBackup: () => undefined,
  });
  await control.start();
  stops.push(() => control.stop());
  return control;
}
