// A stream that a program brings: ffmpeg, streamlink or another, run under a profile. Its standard output is the stream.

import { basename } from 'node:path';
import type { Timer } from '../../kernel/clock.ts';
import { AppError, type ErrorCode } from '../../kernel/errors.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import { findCommand, type CommandSettings } from '../../model/command-settings.ts';
import { DEFAULT_COMMAND } from '../../model/stream-profile-presets.ts';
import type { CommandProfile } from '../../model/stream-profile.ts';
import { insistOnReach } from '../../net/connector.ts';
import { Child, type Ending } from '../../processes/child.ts';
import type { Programs } from '../../processes/programs.ts';
import type { DialRequest, Upstream, UpstreamKind } from '../upstream.ts';
import { commandLine } from './command-line.ts';

export interface CommandOptions {
  readonly settings: () => CommandSettings;
  readonly programs: Programs;
}

/** What is behind HTTP may be HLS: a program hands it on a segment at a time. */
const SEGMENTS_APART_MS = 15 * SECOND_MS;

/** Spoken without a program. */
const NATIVE = /^(?:https?|udp|rtp):/i;

export function createCommandKind(options: CommandOptions): UpstreamKind {
  const crew: Crew = { ...options, running: new Set() };
  return {
    name: 'command',
    accepts: (source) => source.command !== undefined || !NATIVE.test(source.url),
    dial: (request) => new CommandUpstream(request, crew),
  };
}

interface Crew extends CommandOptions {
  readonly running: Set<Child>;
}

class CommandUpstream implements Upstream {
  readonly over: Promise<AppError>;
  readonly stallAfterMs?: number;
  readonly #request: DialRequest;
  readonly #end: (reason: AppError) => void;
  readonly #firstByteTimer: Timer;
  #child: Child | undefined;
  #bytes = 0;
  #isClosed = false;

  constructor(request: DialRequest, crew: Crew) {
    const { promise, resolve } = Promise.withResolvers<AppError>();
    this.over = promise;
    this.#request = request;
    if (/^https?:/i.test(request.source.url)) this.stallAfterMs = SEGMENTS_APART_MS;
    this.#end = resolve;
    this.#firstByteTimer = request.clock.after(request.limits.firstByteMs, () => this.#fail(this.#timeout()));
    void this.#start(crew);
  }

  get messages(): readonly string[] {
    return this.#child?.messages ?? [];
  }

  close(): Promise<void> {
    this.#fail(new AppError('upstream.ended', 'The program was ended by us'));
    return this.#child?.stop() ?? Promise.resolve();
  }

  async #start(crew: Crew): Promise<void> {
    try {
      await insistOnReach(this.#request.source.url, 'source');
      if (!this.#isClosed) this.#run(crew);
    } catch (error) {
      this.#fail(error as AppError);
    }
  }

  #run(crew: Crew): void {
    const profile = profileOf(this.#request.source.command ?? DEFAULT_COMMAND, crew);
    const file = fileOf(profile, crew);
    const args = commandLine(profile, this.#request.source);
    const { max_running: most } = crew.settings();
    if (crew.running.size >= most) {
      throw new AppError('upstream.unavailable', `${most} programs run already: more are not allowed`, {
        retryable: true,
      });
    }
    const { clock } = this.#request;
    const child = new Child({ file, args, clock, onOutput: (chunk) => this.#received(chunk) });
    this.#child = child;
    crew.running.add(child);
    void this.#follow(child, basename(file), crew);
  }

  async #follow(child: Child, program: string, { running }: Crew): Promise<void> {
    const ending = await child.over;
    running.delete(child);
    this.#fail(this.#reasonOf(ending, program));
  }

  #received(chunk: Uint8Array): void {
    if (this.#isClosed) return;
    if (this.#bytes === 0) this.#firstByteTimer.cancel();
    this.#bytes += chunk.length;
    this.#request.onBytes(chunk);
  }

  #timeout(): AppError {
    const said = this.messages.at(-1);
    const message = `The program brought nothing in time${said ? `: ${said}` : ''}`;
    return new AppError('upstream.timeout', message, { retryable: true, context: this.#context() });
  }

  #reasonOf({ code, signal, error }: Ending, program: string): AppError {
    const context = this.#context();
    if (error) return new AppError('upstream.unsupported', `${program} cannot be run: ${error.message}`, { context });
    const said = this.messages.at(-1);
    const ended = code === 0 ? `${program} ended` : `${program} ended with ${signal ?? `code ${code}`}`;
    const message = said === undefined || code === 0 ? ended : `${ended}: ${said}`;
    const kind = this.#codeOf();
    return new AppError(kind, message, { retryable: kind !== 'upstream.unsupported', context });
  }

  #codeOf(): ErrorCode {
    if (this.#bytes > 0) return 'upstream.ended';
    const all = this.messages.join('\n');
    return COMPLAINTS.find(([complaint]) => complaint.test(all))?.[1] ?? 'upstream.unavailable';
  }

  #context(): Record<string, unknown> {
    return { program: this.messages.slice(-LOGGED_LINES) };
  }

  #fail(reason: AppError): void {
    this.#isClosed = true;
    this.#firstByteTimer.cancel();
    void this.#child?.stop();
    this.#end(reason);
  }
}

const LOGGED_LINES = 5;

/** What programs say when an address does not answer as it should: ffmpeg, curl's words in streamlink, VLC. */
const COMPLAINTS: readonly (readonly [RegExp, ErrorCode])[] = [
  [/protocol not found|not on whitelist|no plugin can handle|unsupported url/i, 'upstream.unsupported'],
  [/\b40[13]\b|forbidden|unauthorized/i, 'upstream.refused'],
  [/\b404\b|\b410\b|not found/i, 'upstream.not-found'],
  [/connection refused/i, 'net.refused'],
  [/timed? ?out/i, 'net.timeout'],
  [/invalid data found/i, 'upstream.not-video'],
];

function profileOf(name: string, { settings }: Crew): CommandProfile {
  const profile = findCommand(name, settings());
  if (profile) return profile;
  throw new AppError('upstream.unsupported', `There is no stream profile ${name}`);
}

/** @throws AppError for a program that the administrator has not allowed, or that is not installed */
function fileOf({ name, program }: CommandProfile, { settings, programs }: Crew): string {
  if (!settings().allowed_programs.includes(program)) {
    throw new AppError(
      'upstream.unsupported',
      `The stream profile ${name} needs ${program}, which is not allowed to run`,
    );
  }
  const file = programs.find(program);
  if (file !== undefined) return file;
  throw new AppError('upstream.unsupported', `The stream profile ${name} needs ${program}, which is not installed`);
}
