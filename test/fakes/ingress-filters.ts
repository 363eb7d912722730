// What both Core and the Supervisor refuse in a path or a query, decoded: searches and addresses belong in a body.

const FILTERS = [
  /proc\/self\/environ/i,
  /mosConfig_[a-zA-Z_]{1,21}(?:=|%3D)/i,
  /base64_(?:en|de)code[^(]*\([^)]*\)/i,
  /<[^>]*script[^>]*>/i,
  /\.\.\//,
  /[a-zA-Z0-9_]=\/(?:[a-z0-9_.]\/\/?)+/i,
  /union.*select.*\(/i,
  /union.*all.*select/i,
  /concat.*\(/i,
  /[\t\r\n]/,
];

/** @param url path and query as sent */
export function isBlocked(url: string): boolean {
  const decoded = decode(url);
  return FILTERS.some((filter) => filter.test(decoded));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
