// Whether a channel can be seen now: it is joined as a viewer would, and left as soon as there is a picture.

import type { ChannelCheck } from '../home-assistant/ports.ts';
import type { Clock } from '../kernel/clock.ts';
import { toAppError } from '../kernel/errors.ts';
import { redactText } from '../kernel/redact.ts';
import type { ChannelId } from '../model/ids.ts';
import type { Hub } from '../streaming/hub.ts';
import type { Sink } from '../streaming/sink.ts';

const VIEWER = { address: '', userAgent: 'Masthead check', via: 'check', wantsPicture: true };

/** Wants nothing: the picture is there before anything is written. */
const nowhere: Sink = { write: () => false, cork() {}, uncork: () => false, end() {} };

/** Takes a slot like any viewer, and never one that a viewer has. */
export async function checkChannel(
  { hub, clock }: { readonly hub: Pick<Hub, 'join' | 'sessions'>; readonly clock: Clock },
  id: ChannelId,
): Promise<ChannelCheck> {
  const beganMs = clock.monotonicMs();
  const tookMs = (): number => Math.round(clock.monotonicMs() - beganMs);
  try {
    const subscription = await hub.join(id, VIEWER, nowhere);
    const view = hub.sessions().find(({ channel_id }) => channel_id === id);
    subscription.close();
    return { is_alive: true, took_ms: tookMs(), stream: view?.stream_name ?? '', codecs: view?.codecs ?? [] };
  } catch (error) {
    const { code, message } = toAppError(error);
    return { is_alive: false, took_ms: tookMs(), code, detail: redactText(message) };
  }
}
