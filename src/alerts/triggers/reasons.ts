// Why a stream fails, in the words of a message: what a code says to somebody who does not know codes.

const REASONS: Readonly<Record<string, string>> = {
  'net.refused': 'nothing listens at its address',
  'net.timeout': 'it does not answer in time',
  'net.reset': 'the connection breaks off',
  'net.dns': 'its name is not found',
  'net.tls': 'no secure connection comes about',
  'net.too-many-redirects': 'it sends from one place to another',
  'net.truncated': 'it breaks off in the middle',
  'net.malformed': 'what it answers cannot be read',
  'upstream.no-slot': 'every connection is in use',
  'upstream.limit-reached': 'it says that too many connections are open',
  'upstream.refused': 'it does not let us in',
  'upstream.not-found': 'it is not there any more',
  'upstream.unavailable': 'the server is out of order',
  'upstream.empty': 'nothing comes',
  'upstream.not-video': 'what comes is not a picture',
  'upstream.garbage': 'what comes is damaged',
  'upstream.no-picture': 'no picture comes',
  'upstream.scrambled': 'the picture is scrambled',
  'upstream.clip': 'it shows a notice in place of the programme',
  'upstream.ended': 'it ends at once',
  'upstream.stalled': 'nothing comes any more',
  'upstream.too-slow': 'it comes too slowly',
  'upstream.timeout': 'it does not begin in time',
  'upstream.unsupported': 'it comes in a way that is not understood',
};

/** @param code an error's; one without words stays as it is */
export const reasonOf = (code: string): string => REASONS[code] ?? code;
