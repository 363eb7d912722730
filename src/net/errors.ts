// From the many errors of sockets, TLS and undici to the few codes of the house.

import { AppError, isAbort, type ErrorCode } from '../kernel/errors.ts';

/** Where the exchange was when it broke: the same closed socket is a reset before the body and a truncation inside. */
export type NetPhase = 'head' | 'body';

interface Meaning {
  readonly code: ErrorCode;
  /** Completes a sentence that begins with the host's name. */
  readonly says: string;
  /** False where only a person can change it. */
  readonly retryable?: false;
}

const REFUSED: Meaning = { code: 'net.refused', says: 'does not accept connections' };
const UNREACHABLE: Meaning = { code: 'net.refused', says: 'cannot be reached from here' };
const TIMEOUT: Meaning = { code: 'net.timeout', says: 'did not answer in time' };
const SILENT: Meaning = { code: 'net.timeout', says: 'stopped sending in the middle' };
const RESET: Meaning = { code: 'net.reset', says: 'closed the connection' };
const TRUNCATED: Meaning = { code: 'net.truncated', says: 'ended the transfer before it was complete' };
const NO_NAME: Meaning = { code: 'net.dns', says: 'is not known to the name server' };
const UNTRUSTED: Meaning = { code: 'net.tls', says: 'has no certificate that can be trusted', retryable: false };
const HEADER_BOMB: Meaning = { code: 'net.malformed', says: 'sent too many headers' };
const NOT_HTTP: Meaning = { code: 'net.malformed', says: 'did not answer in HTTP' };

const BY_CODE: Readonly<Record<string, Meaning>> = {
  ECONNREFUSED: REFUSED,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  EADDRNOTAVAIL: UNREACHABLE,
  ETIMEDOUT: TIMEOUT,
  UND_ERR_CONNECT_TIMEOUT: TIMEOUT,
  UND_ERR_HEADERS_TIMEOUT: TIMEOUT,
  UND_ERR_BODY_TIMEOUT: SILENT,
  ECONNRESET: RESET,
  EPIPE: RESET,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: TRUNCATED,
  ENOTFOUND: NO_NAME,
  EAI_AGAIN: NO_NAME,
  UND_ERR_HEADERS_OVERFLOW: HEADER_BOMB,
  HPE_HEADER_OVERFLOW: HEADER_BOMB,
};

/** Chunks without a last one: undici has no code for that. */
const ENDS_TOO_EARLY = /Invalid EOF state/;

const TLS_CODE =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|SELF_SIGNED|DEPTH_ZERO_|UNABLE_TO_(?:GET|VERIFY)|HOSTNAME_MISMATCH|EPROTO)/;

/** An abort is handed back as it is; everything else becomes an `AppError` `net.*` that names the host, never the URL. */
export function netError(error: unknown, host: string, phase: NetPhase): Error {
  if (error instanceof AppError || isAbort(error)) return error as Error;
  const meaning = meaningOf(error, phase);
  return new AppError(meaning.code, `${host} ${meaning.says}`, {
    cause: error,
    retryable: meaning.retryable ?? true,
    context: { host },
  });
}

function meaningOf(error: unknown, phase: NetPhase): Meaning {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'UND_ERR_SOCKET') return phase === 'body' ? TRUNCATED : RESET; // "other side closed"
  if (TLS_CODE.test(code)) return UNTRUSTED;
  if (error instanceof Error && error.name === 'HTTPParserError') {
    if (ENDS_TOO_EARLY.test(error.message)) return TRUNCATED;
    return BY_CODE[code] ?? NOT_HTTP;
  }
  return BY_CODE[code] ?? RESET;
}
