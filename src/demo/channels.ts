// The channels of the demo provider: all invented.

export type SampleName = 'harbour' | 'lighthouse';

export interface DemoChannel {
  readonly number: number;
  readonly name: string;
  readonly group: string;
  /** Two characters on the logo. */
  readonly initials: string;
  /** Degrees on the colour wheel. */
  readonly hue: number;
  readonly sample: SampleName;
  /** Whether the playlist names it as HLS; each channel is there both ways. */
  readonly hls: 'no' | 'plain' | 'encrypted';
}

/** Channels that are offered as HLS, as some are on most lists. */
const AS_HLS: Readonly<Record<string, DemoChannel['hls']>> = {
  'Tidewater Films': 'plain',
  'Galley Kitchen': 'encrypted',
};

const rows: readonly (readonly [name: string, group: string, initials: string])[] = [
  ['Harbour One', 'General', 'H1'],
  ['Harbour Two', 'General', 'H2'],
  ['Lighthouse News', 'News', 'LN'],
  ['Gullwing Sport', 'Sport', 'GS'],
  ['Tidewater Films', 'Films', 'TF'],
  ['Driftwood Docs', 'Documentary', 'DD'],
  ['Pebble Kids', 'Kids', 'PK'],
  ['Saltmarsh Nature', 'Documentary', 'SN'],
  ['Compass Travel', 'Lifestyle', 'CT'],
  ['Galley Kitchen', 'Lifestyle', 'GK'],
  ['Foghorn Comedy', 'Entertainment', 'FC'],
  ['Shanty Music', 'Music', 'SM'],
];

export const CHANNELS: readonly DemoChannel[] = rows.map(([name, group, initials], index) => ({
  number: index + 1,
  name,
  group,
  initials,
  hue: (index * 360) / rows.length,
  sample: index % 2 === 0 ? 'harbour' : 'lighthouse',
  hls: AS_HLS[name] ?? 'no',
}));

/** As the playlist's `tvg-id` and the guide's channel id: `harbour-one.demo`. */
export const guideIdOf = (channel: DemoChannel): string => `${channel.name.toLowerCase().replaceAll(' ', '-')}.demo`;

/** The first three can be gone back in, for a day. */
export const hasArchive = ({ number }: DemoChannel): boolean => number <= 3;
