// Whether this machine has a way out: a default route, as Linux tells it. Elsewhere, and where none was ever there, nobody knows.

import { readFileSync } from 'node:fs';

const IPV4 = '/proc/net/route';
const IPV6 = '/proc/net/ipv6_route';
const UP = 0x1;
const REJECTED = 0x200;

export type ReadTable = (path: string) => string;

export class WayOut {
  readonly #read: ReadTable;
  #wasThere = false;

  constructor(read: ReadTable = (path) => readFileSync(path, 'latin1')) {
    this.#read = read;
  }

  /** True only where there was one at an earlier look: the cable is out, the wireless network is gone. Reads two small files of the kernel. */
  get isLost(): boolean {
    return !this.look() && this.#wasThere;
  }

  /** @returns whether it is there */
  look(): boolean {
    const isThere = this.#lines(IPV4).some(isDefault4) || this.#lines(IPV6).some(isDefault6);
    this.#wasThere ||= isThere;
    return isThere;
  }

  #lines(path: string): string[] {
    try {
      return this.#read(path).split('\n');
    } catch {
      return [];
    }
  }
}

/** `Iface Destination Gateway Flags … Mask`, hexadecimal. */
function isDefault4(line: string): boolean {
  const [, destination, , flags, , , , mask] = line.trim().split(/\s+/);
  return destination === '00000000' && mask === '00000000' && isUsable(flags);
}

/** `Destination Length Source Length Next-hop Metric References Use Flags Iface`, hexadecimal. */
function isDefault6(line: string): boolean {
  const [destination, length, , , , , , , flags, device] = line.trim().split(/\s+/);
  return destination === '0'.repeat(32) && length === '00' && device !== 'lo' && isUsable(flags);
}

const isUsable = (flags = '0'): boolean => {
  const bits = Number.parseInt(flags, 16);
  return (bits & UP) !== 0 && (bits & REJECTED) === 0;
};
