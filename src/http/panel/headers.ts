// What every page of ours says to the browser.

/**
 * Scripts, styles, pictures and requests of our own only: what providers write is never markup, and if it ever became
 * markup it could do nothing. `blob:` is what a player hands to its video element and its worker; `data:` are the icons
 * inside the component library. Beside Home Assistant's own pages nothing else may frame it. The set-up token stands
 * in the address, so no Referer leaves.
 */
export const PAGE_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    "connect-src 'self' data:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;
