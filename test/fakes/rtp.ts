// RTP packets as senders make them.

export interface RtpFields {
  readonly sequence: number;
  readonly ssrc: number;
  readonly payload: Uint8Array;
  /** 33, a transport stream, when left out. */
  readonly type?: number;
  readonly marker?: boolean;
  readonly csrcCount?: number;
  readonly extensionWords?: number;
  readonly paddingBytes?: number;
}

export function rtpPacket(fields: RtpFields): Buffer {
  const {
    sequence,
    ssrc,
    payload,
    type = 33,
    marker = false,
    csrcCount = 0,
    extensionWords,
    paddingBytes = 0,
  } = fields;
  const header = Buffer.alloc(12 + 4 * csrcCount);
  header[0] = 0x80 | (paddingBytes > 0 ? 0x20 : 0) | (extensionWords === undefined ? 0 : 0x10) | csrcCount;
  header[1] = (marker ? 0x80 : 0) | type;
  header.writeUInt16BE(sequence, 2);
  header.writeUInt32BE(ssrc, 8);
  const extension = Buffer.alloc(extensionWords === undefined ? 0 : 4 + 4 * extensionWords);
  if (extensionWords !== undefined) extension.writeUInt16BE(extensionWords, 2);
  const padding = Buffer.alloc(paddingBytes);
  if (paddingBytes > 0) padding[paddingBytes - 1] = paddingBytes;
  return Buffer.concat([header, extension, payload, padding]);
}
