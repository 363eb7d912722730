// What is wrong with a picture that comes: it stands still, it is black, there is no sound.

export const PICTURE_FAULTS = ['frozen', 'black', 'silent'] as const;
export type PictureFault = (typeof PICTURE_FAULTS)[number];

export interface PictureFindings {
  /** Those that held for nearly all of what was looked at. */
  readonly faults: readonly PictureFault[];
  readonly lookedAtSeconds: number;
}
