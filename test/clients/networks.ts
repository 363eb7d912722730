// Machines on cables: network namespaces of Linux, joined to a server's by a veth pair each. Needs root and iproute2.

import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { promisify } from 'node:util';

export interface Machine {
  readonly name: string;
  /** Of its one interface. */
  readonly address: string;
  /** The server's address on the same cable. */
  readonly serverAddress: string;
  readonly interfaceName: string;
}

export interface Networks {
  readonly server: string;
  readonly clients: readonly Machine[];
  remove(): void;
}

/** Why namespaces cannot be made here; `undefined` when they can. */
export function whyNoNetworks(): string | undefined {
  const name = `mh${process.pid}try`;
  try {
    ip('netns', 'add', name);
    ip('netns', 'delete', name);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** One server with a network of its own to each client: 10.77.<n>.0/24, the server is .1 and the client .2. */
export function makeNetworks(clientCount: number): Networks {
  const made: string[] = [];
  const add = (role: string): string => {
    const name = `mh${process.pid}${role}`;
    ip('netns', 'add', name);
    made.push(name);
    ip('-n', name, 'link', 'set', 'lo', 'up');
    return name;
  };
  const remove = (): void => {
    for (const name of made.splice(0)) ip('netns', 'delete', name);
  };
  try {
    const server = add('s');
    const clients = Array.from({ length: clientCount }, (_, place) => join(server, add(`c${place}`), place));
    return { server, clients, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function join(server: string, client: string, place: number): Machine {
  const subnet = `10.77.${place}`;
  const [here, there] = [`mhs${place}`, 'mhc'];
  ip('link', 'add', here, 'netns', server, 'type', 'veth', 'peer', 'name', there, 'netns', client);
  for (const [name, device, host] of [
    [server, here, 1],
    [client, there, 2],
  ] as const) {
    const address = `${subnet}.${host}`;
    ip('-n', name, 'address', 'add', `${address}/24`, 'broadcast', `${subnet}.255`, 'dev', device);
    ip('-n', name, 'link', 'set', device, 'up');
  }
  ip('-n', client, 'route', 'add', 'default', 'via', `${subnet}.1`);
  return { name: client, address: `${subnet}.2`, serverAddress: `${subnet}.1`, interfaceName: there };
}

function ip(...options: readonly string[]): void {
  execFileSync('ip', options, { stdio: 'pipe' });
}

const runFile = promisify(execFile);

/** A program's output on a machine, whatever its exit code. */
export async function runOn(machine: string, program: string, ...options: readonly string[]): Promise<string> {
  try {
    const { stdout } = await runFile('ip', ['netns', 'exec', machine, program, ...options]);
    return stdout;
  } catch (error) {
    return `${(error as { stdout?: string }).stdout ?? ''}${(error as { stderr?: string }).stderr ?? ''}`;
  }
}

export function startOn(machine: string, program: string, ...options: readonly string[]): ChildProcess {
  return spawn('ip', ['netns', 'exec', machine, program, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Whether a program is installed. */
export function isInstalled(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}
