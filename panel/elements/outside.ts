// Closes what is open over a view when somebody presses beside it, or Escape within it.

import type { ReactiveControllerHost } from 'lit';

/** @param close may be called when it is closed already */
export function closeFromOutside(host: ReactiveControllerHost & HTMLElement, close: () => void): void {
  const onPress = (event: PointerEvent): void => {
    if (!event.composedPath().includes(host)) close();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') close();
  };
  host.addController({
    hostConnected: () => {
      addEventListener('pointerdown', onPress);
      host.addEventListener('keydown', onKey);
    },
    hostDisconnected: () => {
      removeEventListener('pointerdown', onPress);
      host.removeEventListener('keydown', onKey);
    },
  });
}
