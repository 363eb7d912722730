// Packets as real programs send them.

export const bytes = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(/\s/g, ''), 'hex');

/** Jellyfin, to 255.255.255.255. */
export const JELLYFIN_REQUEST = bytes('00 02 00 0c 01 04 ff ff ff ff 02 04 ff ff ff ff 73 cc 7d 8f');
/** `hdhomerun_config discover`. */
export const ANY_DEVICE_REQUEST = bytes('00 02 00 06 01 04 ff ff ff ff 4c 20 cb 4e');
/** libhdhomerun looking for tuners. */
export const TUNER_REQUEST = bytes('00 02 00 06 01 04 00 00 00 01 39 30 77 e7');

/** Device 10500009 at http://127.0.0.1:5004 with 4 tuners, its values in the order 01 02 2A 10 27. */
export const REPLY = bytes(`
  00 03 00 49 01 04 00 00 00 01 02 04 10 50 00 09 2a 15 68 74 74 70 3a 2f 2f 31 32 37 2e 30 2e 30
  2e 31 3a 35 30 30 34 10 01 04 27 21 68 74 74 70 3a 2f 2f 31 32 37 2e 30 2e 30 2e 31 3a 35 30 30
  34 2f 6c 69 6e 65 75 70 2e 6a 73 6f 6e 25 9b b0 20`);

export const GET_MODEL_REQUEST = bytes('00 04 00 0d 03 0b 2f 73 79 73 2f 6d 6f 64 65 6c 00 8f 5b 54 b5');
