// Real bytes, made by ffmpeg: what the probes and the picture check say of each kind.

import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { judgePicture } from '../../src/health/picture/ffmpeg.ts';
import { ffprobe } from '../../src/health/probe/ffprobe.ts';
import { probeTransportStream } from '../../src/health/probe/transport-stream.ts';
import { claimOf } from '../../src/health/claim.ts';
import { qualityOf } from '../../src/health/quality.ts';
import { areAlike } from '../../src/health/still-print.ts';
import { flagsOf, type StreamProbe } from '../../src/health/stream-probe.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { Programs } from '../../src/processes/programs.ts';

const programs = new Programs();
const file = (name: string): string => programs.find(name)!;

const TONE = 'sine=f=440:r=48000';
const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25', '-pix_fmt', 'yuv420p'];
const x265 = (params = '') => [
  '-c:v',
  'libx265',
  '-preset',
  'ultrafast',
  '-x265-params',
  `log-level=none:pools=1${params}`,
];
const AAC = ['-c:a', 'aac', '-ac', '2'];
const pq = 'color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc';

interface Kind {
  readonly name: string;
  readonly video?: string;
  readonly audio?: readonly string[];
  readonly args: readonly string[];
  readonly seconds?: number;
}

function made({ video, audio = [TONE], args, seconds = 4 }: Kind): Buffer {
  const sources = [...(video === undefined ? [] : [video]), ...audio].flatMap((source) => [
    '-f',
    'lavfi',
    '-i',
    source,
  ]);
  const all = ['-v', 'error', '-threads', '1', ...sources, ...args, '-t', String(seconds), '-f', 'mpegts', '-'];
  return execFileSync('ffmpeg', all, { maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'inherit'] });
}

const KINDS: readonly Kind[] = [
  { name: 'H.264 720p25', video: 'testsrc2=s=1280x720:r=25', args: [...X264, ...AAC], seconds: 2 },
  { name: 'H.264 1080p50', video: 'testsrc2=s=1920x1080:r=50', args: [...X264, ...AAC], seconds: 1.5 },
  {
    name: 'H.264 1080i25',
    video: 'testsrc2=s=1920x1080:r=25',
    args: [...X264, '-flags', '+ilme+ildct', '-x264-params', 'tff=1', ...AAC],
    seconds: 1.5,
  },
  {
    name: 'HEVC 1080p25',
    video: 'testsrc2=s=1920x1080:r=25',
    args: [...x265(), '-pix_fmt', 'yuv420p', ...AAC],
    seconds: 1.5,
  },
  {
    name: 'MPEG-2 576p25, MP2',
    video: 'testsrc2=s=720x576:r=25',
    args: ['-c:v', 'mpeg2video', '-b:v', '4M', '-c:a', 'mp2', '-ac', '2'],
    seconds: 2,
  },
  {
    name: 'HEVC 2160p HDR10',
    video: 'testsrc2=s=3840x2160:r=25',
    args: [
      ...x265(':hdr10=1:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc'),
      '-pix_fmt',
      'yuv420p10le',
      '-vf',
      `setparams=${pq}`,
      ...AAC,
    ],
    seconds: 0.6,
  },
  {
    name: 'HEVC 1080p HLG',
    video: 'testsrc2=s=1920x1080:r=50',
    args: [...x265(':colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc'), '-pix_fmt', 'yuv420p10le', ...AAC],
    seconds: 1,
  },
  { name: 'AC-3 5.1', video: 'testsrc2=s=640x360:r=25', args: [...X264, '-c:a', 'ac3', '-ac', '6'], seconds: 2 },
  {
    name: 'two languages',
    video: 'testsrc2=s=640x360:r=25',
    audio: [TONE, TONE],
    args: [
      ...X264,
      ...AAC,
      '-map',
      '0',
      '-map',
      '1',
      '-map',
      '2',
      '-metadata:s:a:0',
      'language=deu',
      '-metadata:s:a:1',
      'language=eng',
    ],
    seconds: 2,
  },
  { name: 'frozen', video: 'smptebars=s=640x360:r=25', args: [...X264, ...AAC] },
  { name: 'black', video: 'color=black:s=640x360:r=25', args: [...X264, ...AAC] },
  {
    name: 'black and silent',
    video: 'color=black:s=640x360:r=25',
    audio: ['anullsrc=r=48000'],
    args: [...X264, ...AAC],
  },
  { name: 'silent', video: 'testsrc2=s=640x360:r=25', audio: ['anullsrc=r=48000'], args: [...X264, ...AAC] },
  { name: 'sound only', args: [...AAC], seconds: 3 },
];

function lineOf({ video, audio }: Pick<StreamProbe, 'video' | 'audio'>): string {
  const picture = video
    ? `${video.codec} ${video.width}x${video.height}${video.isInterlaced ? 'i' : 'p'} ${video.framesPerSecond ?? '?'}${video.hdr ? ` ${video.hdr}` : ''}`
    : 'no picture';
  return `${picture} | ${audio.map(({ codec, channels, language }) => [codec, channels ?? '?', language].filter((part) => part !== '').join(' ')).join(', ')}`;
}

test('what is said of fourteen kinds of streams', async () => {
  const table: string[] = [];
  for (const kind of KINDS) {
    const bytes = made(kind);
    const own = probeTransportStream(bytes)!;
    const by = (await ffprobe(bytes, { file: file('ffprobe'), clock: systemClock }))!;
    const picture = await judgePicture(bytes, { file: file('ffmpeg'), clock: systemClock });
    const { score, real } = qualityOf(claimOf('X', ''), { ...by, bitsPerSecond: null });
    table.push(
      kind.name,
      `  ffprobe   ${lineOf(by)}`,
      `  our own   ${lineOf(own)}`,
      `  quality   ${score} ${real || '-'} ${flagsOf({ ...by, bitsPerSecond: null }).join(' ')}`.trimEnd(),
      `  picture   ${picture ? picture.faults.join(', ') || 'well' : 'too short'}`,
    );
  }
  await expect(`${table.join('\n')}\n`).toMatchFileSnapshot('../fixtures/health/kinds.txt');
}, 300_000);

const stillOf = async (kind: Omit<Kind, 'name'>): Promise<string | null> =>
  (await judgePicture(made({ name: '', ...kind }), { file: file('ffmpeg'), clock: systemClock }))!.still;

test('the same card in other bytes has the same print; what moves, or is blank, has none', async () => {
  const sharp = await stillOf({ video: 'smptehdbars=s=1280x720:r=25', args: [...X264, '-crf', '18', ...AAC] });
  const soft = await stillOf({
    video: 'smptehdbars=s=640x360:r=30',
    args: ['-c:v', 'mpeg2video', '-b:v', '400k', ...AAC],
  });
  const other = await stillOf({ video: 'pal75bars=s=1280x720:r=25', args: [...X264, ...AAC] });
  expect(areAlike(sharp!, soft!)).toBe(true);
  expect(areAlike(sharp!, other!)).toBe(false);
  expect(await stillOf({ video: 'testsrc2=s=640x360:r=25', args: [...X264, ...AAC] })).toBeNull();
  expect(await stillOf({ video: 'color=black:s=640x360:r=25', args: [...X264, ...AAC] })).toBeNull();
}, 180_000);

test('what is no stream at all ends no probe badly', async () => {
  const noise = Buffer.alloc(200_000, 0x31);
  expect(await ffprobe(noise, { file: file('ffprobe'), clock: systemClock })).toBeNull();
  expect(await judgePicture(noise, { file: file('ffmpeg'), clock: systemClock })).toBeNull();
  expect(probeTransportStream(noise)).toBeNull();
});

test('a probe that does not end is killed, with what it has started', async () => {
  const bytes = Buffer.alloc(1_000);
  const abort = new AbortController();
  const probing = ffprobe(bytes, { file: '/bin/cat', clock: systemClock, signal: abort.signal });
  abort.abort();
  expect(await probing).toBeNull();
});
