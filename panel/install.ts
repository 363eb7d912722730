// Makes the panel one that can be installed and opens without waiting: by itself only, as Home Assistant has its own app.

const INGRESS = '/hassio_ingress/';

/** Browsers allow it under https and on this machine alone. */
export function keepFiles(): void {
  const isAlone = window.parent === window;
  if (!isAlone || location.pathname.includes(INGRESS) || !window.isSecureContext) return;
  if (!('serviceWorker' in navigator)) return;
  addEventListener('load', () => void navigator.serviceWorker.register('service-worker.js').catch(() => undefined));
}
