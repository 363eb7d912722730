// Draws the two samples that the demo provider loops, with ffmpeg. Run by hand: `npm run demo:samples`.
//
// A loop is seamless when its length is a whole number of pictures and of audio frames at once, in ticks of 90 kHz:
//   harbour     25 pictures/s (3600) and AAC of 1024 samples (1920): multiples of 0.32 s; 8 s are 200 and 375
//   lighthouse  30 pictures/s (3000) and AC-3 of 1536 samples (2880): multiples of 0.4 s; 8 s are 240 and 250

import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Sample {
  readonly name: string;
  readonly title: string;
  readonly background: string;
  readonly size: string;
  readonly picturesPerSecond: number;
  readonly audioFrames: number;
  /** Of one audio frame, and those that the encoder puts in front by itself. */
  readonly samplesPerFrame: number;
  readonly primingFrames: number;
  /** A chord in Hz: whole numbers, so that it fits the loop. */
  readonly chord: readonly number[];
  readonly video: readonly string[];
  readonly audio: readonly string[];
  readonly mux: readonly string[];
  readonly maps: readonly string[];
}

const LOOP_SECONDS = 8;
const MOST_BYTES = 400_000;
const FONT = '/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf';

const SAMPLES: readonly Sample[] = [
  {
    name: 'harbour',
    title: 'Masthead demo',
    background: 'gradients=c0=0x0b2545:c1=0x13477a:x0=0:y0=0:x1=640:y1=360:speed=0.00001',
    size: '640x360',
    picturesPerSecond: 25,
    audioFrames: 375,
    samplesPerFrame: 1_024,
    primingFrames: 1,
    chord: [220, 277, 330],
    video: ['-profile:v', 'high', '-bf', '2', '-g', '50', '-b:v', '200k', '-maxrate', '260k', '-bufsize', '260k'],
    audio: ['-c:a', 'aac', '-b:a', '64k'],
    mux: ['-mpegts_start_pid', '0x100', '-mpegts_pmt_start_pid', '0x1000', '-mpegts_service_id', '1'],
    maps: ['-map', '0:v', '-map', '1:a'],
  },
  {
    name: 'lighthouse',
    title: 'Masthead demo · two',
    background: 'gradients=c0=0x3d0c11:c1=0x7a2e1d:x0=480:y0=0:x1=0:y1=270:speed=0.00001',
    size: '480x270',
    picturesPerSecond: 30,
    audioFrames: 250,
    samplesPerFrame: 1_536,
    primingFrames: 0,
    chord: [196, 247, 294],
    video: ['-profile:v', 'main', '-bf', '0', '-g', '30', '-b:v', '150k', '-maxrate', '200k', '-bufsize', '200k'],
    audio: ['-c:a', 'ac3', '-b:a', '96k'],
    mux: ['-mpegts_start_pid', '0x44', '-mpegts_pmt_start_pid', '0x42', '-mpegts_service_id', '7'],
    maps: ['-map', '1:a', '-map', '0:v'],
  },
];

/** A title, a clock that shows hundredths, a bar that runs once a loop and a disc that jumps once a second. */
function picture(sample: Sample): string {
  const [, height = '360'] = sample.size.split('x');
  const unit = Number(height) / 18;
  const text = (what: string, size: number, y: string): string =>
    `drawtext=fontfile=${FONT}:fontcolor=white:fontsize=${Math.round(size)}:x=(w-text_w)/2:y=${y}:text='${what}'`;
  const second = `floor(t)`;
  return [
    `${sample.background}:s=${sample.size}:r=${sample.picturesPerSecond}`,
    text(sample.title, unit * 1.6, `h*0.22`),
    text(`%{eif\\:t\\:d\\:2}.%{eif\\:mod(t*100\\,100)\\:d\\:2}`, unit * 4, 'h*0.40'),
    `drawbox=x='iw*0.1':y='ih*0.8':w='iw*0.8':h=${Math.round(unit * 0.4)}:color=white@0.25:t=fill`,
    `drawtext=fontfile=${FONT}:fontcolor=white:fontsize=${Math.round(unit * 2)}:text='●':x='w*0.1+w*0.8*${second}/${LOOP_SECONDS - 1}-text_w/2':y='h*0.81-text_h/2'`,
    `trim=end_frame=${sample.picturesPerSecond * LOOP_SECONDS},format=yuv420p`,
  ].join(',');
}

function sound(sample: Sample): string {
  const tones = sample.chord.map((hertz) => `sin(2*PI*${hertz}*t)`).join('+');
  const samples = (sample.audioFrames - sample.primingFrames) * sample.samplesPerFrame;
  const swell = `0.06*(0.6+0.4*cos(2*PI*t/${LOOP_SECONDS}))*(${tones})`;
  return `aevalsrc='${swell}|${swell}':s=48000,atrim=end_sample=${samples}`;
}

function countPackets(file: string, kind: 'v' | 'a'): number {
  const what = ['-select_streams', kind, '-count_packets', '-show_entries', 'stream=nb_read_packets'];
  return Number.parseInt(
    execFileSync('ffprobe', ['-v', 'error', ...what, '-of', 'csv=p=0', file], { encoding: 'utf8' }),
    10,
  );
}

for (const sample of SAMPLES) {
  const file = fileURLToPath(new URL(`../src/demo/samples/${sample.name}.mpegts`, import.meta.url));
  const pictures = sample.picturesPerSecond * LOOP_SECONDS;
  execFileSync(
    'ffmpeg',
    [
      ['-v', 'error', '-y', '-f', 'lavfi', '-i', picture(sample), '-f', 'lavfi', '-i', sound(sample)],
      [...sample.maps, '-c:v', 'libx264', '-preset', 'veryslow', ...sample.video, '-sc_threshold', '0'],
      ['-x264-params', 'open-gop=0:direct=spatial', ...sample.audio],
      ['-fflags', '+bitexact', '-flags:v', '+bitexact+cgop', '-flags:a', '+bitexact', '-pcr_period', '40'],
      ['-metadata', `service_name=${sample.title}`, '-metadata', 'service_provider=Masthead'],
      [...sample.mux, '-f', 'mpegts', file],
    ].flat(),
    { stdio: 'inherit' },
  );
  for (const [kind, expected] of [
    ['v', pictures],
    ['a', sample.audioFrames],
  ] as const) {
    const count = countPackets(file, kind);
    if (count !== expected) throw new Error(`${file} has ${count} frames of ${kind}; ${expected} make the loop`);
  }
  const { size } = statSync(file);
  if (size > MOST_BYTES) throw new Error(`${file} has become ${size} bytes; ${MOST_BYTES} are allowed`);
  console.log(`${sample.name}: ${size} bytes, ${pictures} pictures, ${sample.audioFrames} audio frames`);
}
