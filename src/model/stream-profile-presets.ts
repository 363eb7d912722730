// The command profiles that are there from the start.

import type { CommandProfile } from './stream-profile.ts';

/** Brings what has an address that Masthead does not speak: RTSP, RTMP, SRT. */
export const DEFAULT_COMMAND = 'ffmpeg';

/**
 * What ffmpeg may open, the address itself and whatever a list behind it names: the network, never a file of this machine.
 * `crypto` and `data` are keys of encrypted HLS.
 */
export const FFMPEG_PROTOCOLS =
  'http,https,httpproxy,hls,tcp,tls,udp,rtp,srtp,crypto,data,rtmp,rtmps,rtmpt,rtmpe,rtmpte,rtmpts,ffrtmphttp,ffrtmpcrypt,srt,rist,mmsh,mmst';

/** One a word: none of them holds a blank. */
const words = (...lines: readonly string[]): string[] => lines.flatMap((line) => line.split(' '));

const FFMPEG_INPUT = words(
  `-hide_banner -nostdin -loglevel warning -protocol_whitelist ${FFMPEG_PROTOCOLS}`,
  '{?http}-user_agent {?http}{userAgent} {?headers}-headers {?headers}{headers}',
  '{?rtsp}-rtsp_flags {?rtsp}prefer_tcp', // UDP loses packets wherever there is Wi-Fi; some servers have nothing else
  '-fflags +genpts+discardcorrupt',
  '-analyzeduration 3000000', // microseconds; half of what is usual, for a quick start
  '-i {url} -map 0:v? -map 0:a?',
);
const FFMPEG_OUTPUT = words('-f mpegts -mpegts_flags +resend_headers -flush_packets 1 pipe:1');

export const COMMAND_PRESETS: readonly CommandProfile[] = [
  {
    name: DEFAULT_COMMAND,
    label: 'ffmpeg, picture and sound as they are',
    program: 'ffmpeg',
    arguments: [...FFMPEG_INPUT, ...words('-map 0:s? -c copy'), ...FFMPEG_OUTPUT],
  },
  {
    name: 'ffmpeg-transcode',
    label: 'ffmpeg, made into H.264 and AAC',
    program: 'ffmpeg',
    arguments: [
      ...FFMPEG_INPUT,
      ...words(
        '-c:v libx264 -preset veryfast -crf 23 -maxrate 6M -bufsize 6M -pix_fmt yuv420p',
        '-force_key_frames expr:gte(t,n_forced*2)', // a place to begin every two seconds
        '-c:a aac -b:a 160k -ac 2',
      ),
      ...FFMPEG_OUTPUT,
    ],
  },
  {
    name: 'streamlink',
    label: 'streamlink, best quality',
    program: 'streamlink',
    arguments: [
      '--config=/dev/null', // no file of the user's; older ones do not know --no-config
      '--loglevel=warning',
      '--stdout',
      '--http-header=User-Agent={userAgent}',
      '--http-header={headerName}={headerValue}',
      '--default-stream=best',
      '--url={url}',
    ],
  },
  {
    name: 'yt-dlp',
    label: 'yt-dlp, best quality',
    program: 'yt-dlp',
    arguments: [
      '--ignore-config',
      '--quiet',
      '--no-part',
      '--no-cache-dir',
      '--downloader=ffmpeg', // its own does not follow live lists
      '--hls-use-mpegts',
      '--add-headers=User-Agent:{userAgent}',
      '--add-headers={headerName}:{headerValue}',
      '--output=-',
      '--',
      '{url}',
    ],
  },
  {
    name: 'vlc',
    label: 'VLC, picture and sound as they are',
    program: 'cvlc',
    arguments: [
      '--quiet',
      '--no-video-title-show',
      '--play-and-exit',
      '--http-user-agent={userAgent}',
      '{?referer}--http-referrer={referer}',
      '--sout=#standard{access=file,mux=ts,dst=-}',
      '{url}',
    ],
  },
];

/** The programs of the presets. */
export const PRESET_PROGRAMS: readonly string[] = [...new Set(COMMAND_PRESETS.map(({ program }) => program))];
