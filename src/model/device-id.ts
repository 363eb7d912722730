// An HDHomeRun device id: eight hex digits, the last of which makes the sum right. Clients key their DVR by it.

declare const brand: unique symbol;
/** Eight upper-case hex digits with a valid checksum. */
export type DeviceId = string & { readonly [brand]: 'DeviceId' };

/** libhdhomerun's table: every other digit goes through it before all eight are combined by XOR to zero. */
const CHECKSUM_TABLE = [0xa, 0x5, 0xf, 0x6, 0x7, 0xc, 0x1, 0xb, 0x9, 0x2, 0x8, 0xd, 0x4, 0x3, 0xe, 0x0] as const;

/** Ranges of devices that speak HTTP; in others, clients expect tuners of before 2012 and use RTP. */
const PREFIXES = ['105', '10A'] as const;

/** Whether `text` is a device id that `hdhomerun_config <id> get …` accepts. */
export function isDeviceId(text: string): text is DeviceId {
  return /^[0-9A-F]{8}$/.test(text) && checksum(text) === 0;
}

/** A new id with random digits. @param random uniform in [0, 1); seven digits are drawn from it */
export function makeDeviceId(random: () => number): DeviceId {
  const prefix = PREFIXES[Math.floor(random() * PREFIXES.length)] ?? PREFIXES[0];
  const middle = Array.from({ length: 4 }, () => Math.floor(random() * 16).toString(16)).join('');
  const free = `${prefix}${middle}`.toUpperCase();
  return `${free}${checksum(`${free}0`).toString(16).toUpperCase()}` as DeviceId;
}

/** As it stands in a discovery packet. @returns unsigned 32-bit */
export const deviceIdNumber = (id: DeviceId): number => Number.parseInt(id, 16);

function checksum(digits: string): number {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number.parseInt(digits.charAt(place), 16);
    sum ^= place % 2 === 0 ? (CHECKSUM_TABLE[digit] ?? 0) : digit;
  }
  return sum;
}
