// Draws the slates that a channel shows while it has no picture, and the silence that goes with them, with ffmpeg. Run by hand:
// `npm run slates`. A slate is an elementary stream of one second: a picture, and 24 that say "as before".

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../src/streaming/splice/slates/', import.meta.url));
const FONT = '/usr/share/fonts/truetype/dejavu/DejaVuSans';
const PICTURES = 25;
const MOST_BYTES = 60_000;

interface Slate {
  readonly name: string;
  readonly title: string;
  readonly detail: string;
  readonly colours: readonly [string, string];
}

const SLATES: readonly Slate[] = [
  {
    name: 'one-moment',
    title: 'One moment, please',
    detail: 'The picture will be back in a few seconds',
    colours: ['0x0b2545', '0x13477a'],
  },
  {
    name: 'no-stream',
    title: 'No stream is available',
    detail: 'The channel goes on as soon as one of its streams is back',
    colours: ['0x2b2118', '0x59422b'],
  },
  {
    name: 'connection-limit',
    title: 'Connection limit reached',
    detail: 'All connections of the provider are in use',
    colours: ['0x33111d', '0x6b2237'],
  },
];

interface VideoCodec {
  readonly codec: string;
  readonly size: string;
  readonly encode: readonly string[];
  readonly format: string;
}

const words = (text: string): string[] => text.split(' ');
const VIDEO: readonly VideoCodec[] = [
  {
    codec: 'h264',
    size: '1280x720',
    encode: words(
      `-c:v libx264 -preset veryslow -profile:v high -level 4.0 -crf 24 -bf 0 -g ${PICTURES} -sc_threshold 0 -threads 1 ` +
        '-x264-params aud=1:open-gop=0:ref=1:mbtree=0:rc-lookahead=0',
    ),
    format: 'h264',
  },
  {
    codec: 'hevc',
    size: '1280x720',
    encode: words(
      `-c:v libx265 -preset slow -crf 26 -g ${PICTURES} -bf 0 ` +
        `-x265-params aud=1:repeat-headers=1:info=0:open-gop=0:keyint=${PICTURES}:scenecut=0:log-level=none:pools=1`,
    ),
    format: 'hevc',
  },
  {
    codec: 'mpeg2video',
    size: '720x576',
    encode: words(`-c:v mpeg2video -qscale:v 4 -aspect 16:9 -bf 0 -g ${PICTURES} -sc_threshold 0 -threads 1`),
    format: 'mpeg2video',
  },
];

/** One frame each: codec, arguments, and where frames begin. */
const AUDIO = [
  { codec: 'aac', encode: ['-c:a', 'aac', '-b:a', '32k'], format: 'adts', sync: [0xff, 0xf1] },
  { codec: 'ac3', encode: ['-c:a', 'ac3', '-b:a', '96k'], format: 'ac3', sync: [0x0b, 0x77] },
  { codec: 'eac3', encode: ['-c:a', 'eac3', '-b:a', '96k'], format: 'eac3', sync: [0x0b, 0x77] },
  { codec: 'mp2', encode: ['-c:a', 'mp2', '-b:a', '128k'], format: 'mp2', sync: [0xff, 0xfd] },
] as const;

function picture({ title, detail, colours }: Slate, size: string): string {
  const [width, height] = size.split('x').map(Number) as [number, number];
  const text = (what: string, font: string, share: number, y: string): string =>
    `drawtext=fontfile=${FONT}${font}.ttf:fontcolor=white:fontsize=${Math.round(height * share)}:x=(w-text_w)/2:y=${y}:text='${what}'`;
  const [from, to] = colours;
  const shade = (shift: number): string => {
    const [top, bottom] = [(Number(from) >> shift) & 0xff, (Number(to) >> shift) & 0xff];
    return `${top}+${bottom - top}*Y/H`;
  };
  return [
    `color=s=${Math.round((height * 16) / 9)}x${height}:r=${PICTURES},format=rgb24,select=eq(n\\,0)`,
    `geq=r='${shade(16)}':g='${shade(8)}':b='${shade(0)}'`,
    text(title, '-Bold', 0.085, 'h*0.42'),
    text(detail, '', 0.036, 'h*0.56'),
    text('Masthead', '-Bold', 0.028, 'h*0.90'),
    `drawbox=x=iw*0.44:y=ih*0.37:w=iw*0.12:h=ih*0.006:color=white@0.8:t=fill`,
    `scale=${width}:${height}`, // MPEG-2 has fewer pixels in a row, each of them wider
    `loop=loop=${PICTURES - 1}:size=1`,
    `setpts=N/${PICTURES}/TB,format=yuv420p`,
  ].join(',');
}

function ffmpeg(args: readonly string[]): void {
  const quiet = ['-v', 'error', '-y', '-fflags', '+bitexact'];
  execFileSync('ffmpeg', [...quiet, ...args], { stdio: 'inherit' });
}

mkdirSync(FOLDER, { recursive: true });
for (const slate of SLATES) {
  for (const { codec, size, encode, format } of VIDEO) {
    const file = `${FOLDER}${slate.name}.${codec}`;
    const bitexact = ['-flags:v', '+bitexact', '-an', '-frames:v', String(PICTURES), '-f', format];
    ffmpeg(['-f', 'lavfi', '-i', picture(slate, size), '-r', String(PICTURES), ...encode, ...bitexact, file]);
    const { size: bytes } = statSync(file);
    if (bytes > MOST_BYTES) throw new Error(`${file} has become ${bytes} bytes; ${MOST_BYTES} are allowed`);
    console.log(`${slate.name}.${codec}: ${bytes} bytes`);
  }
}
for (const { codec, encode, format, sync } of AUDIO) {
  const file = `${FOLDER}silence.${codec}`;
  ffmpeg([
    '-f',
    'lavfi',
    '-i',
    'anullsrc=r=48000:cl=stereo:d=1',
    ...encode,
    '-flags:a',
    '+bitexact',
    '-f',
    format,
    file,
  ]);
  const all = readFileSync(file);
  const from = all.indexOf(Buffer.from(sync), Math.floor(all.length / 2)); // an encoder's first frames are not yet silent
  const to = all.indexOf(Buffer.from(sync), from + 4);
  writeFileSync(file, all.subarray(from, to));
  console.log(`silence.${codec}: ${to - from} bytes`);
}
