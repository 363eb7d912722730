// Showing the picture on another device, where the browser can: the Remote Playback API, or Safari's own.

interface SafariVideo {
  readonly webkitShowPlaybackTargetPicker?: () => void;
}

/** @param onAvailable called when a device comes or goes @returns what ends the watching */
export function watchCasting(video: HTMLVideoElement, onAvailable: (isAvailable: boolean) => void): () => void {
  if ((video as SafariVideo).webkitShowPlaybackTargetPicker) {
    const onChange = (event: Event): void =>
      onAvailable((event as Event & { availability?: string }).availability === 'available');
    video.addEventListener('webkitplaybacktargetavailabilitychanged', onChange);
    return () => video.removeEventListener('webkitplaybacktargetavailabilitychanged', onChange);
  }
  if (!('remote' in video)) return () => undefined;
  const { remote } = video;
  const watch = remote.watchAvailability(onAvailable).catch(() => undefined); // a browser without devices refuses
  return () =>
    void watch.then((id) => (id === undefined ? undefined : remote.cancelWatchAvailability(id).catch(() => undefined)));
}

/** Asks on which device. @throws when nobody has chosen one */
export async function cast(video: HTMLVideoElement): Promise<void> {
  const picker = (video as SafariVideo).webkitShowPlaybackTargetPicker;
  if (picker) picker.call(video);
  else await video.remote.prompt();
}
