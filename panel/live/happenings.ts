// What happened between two looks at what is on air.

import type { LiveSession } from './topics.ts';

export const HAPPENING_KINDS = ['started', 'ended', 'moved', 'restarted', 'failed'] as const;

export interface Happening {
  readonly kind: (typeof HAPPENING_KINDS)[number];
  readonly at: number;
  readonly channelId: string;
  readonly channelName: string;
  /** The stream it went to, or what went wrong; may be empty. */
  readonly detail: string;
  readonly providerId: string | null;
}

type Sessions = ReadonlyMap<string, LiveSession>;

/** The newest first. @param at epoch milliseconds of the later look */
export function happeningsBetween(before: Sessions, after: Sessions, at: number): Happening[] {
  const found: Happening[] = [];
  const add = (session: LiveSession, kind: Happening['kind'], detail = ''): void => {
    const channelName = session.channel_name || session.stream_name;
    found.push({ kind, at, channelId: session.channel_id, channelName, detail, providerId: session.provider_id });
  };
  for (const [id, session] of before) if (!after.has(id)) add(session, 'ended');
  for (const [id, session] of after) {
    const known = before.get(id);
    if (!known) add(session, 'started', session.stream_name);
    else addChanges(known, session, add);
  }
  return found;
}

function addChanges(
  before: LiveSession,
  after: LiveSession,
  add: (session: LiveSession, kind: Happening['kind'], detail?: string) => void,
): void {
  const { last_error: fault } = after;
  if (fault && fault.at !== before.last_error?.at) add(after, 'failed', fault.message);
  if (before.stream_id !== null && after.stream_id !== null && before.stream_id !== after.stream_id) {
    add(after, 'moved', after.stream_name);
  } else if (after.retries > before.retries) add(after, 'restarted', after.stream_name);
}
