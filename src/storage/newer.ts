// A data folder that has seen a newer Masthead: refused, and left as it is.

/** @param found the version that stands in the file */
export const newerThanKnown = (file: string, found: number, known: number): string =>
  `${file} was written by a newer Masthead (version ${found}, this one knows ${known}), and was left as it is. ` +
  'Start the newer Masthead again, or restore a backup from before the update.';
