// Telegram, by a bot: https://core.telegram.org/bots/api#sendmessage. Text without markup, so that nothing in it is taken
// for any.

import * as z from 'zod';
import { SECOND_MS } from '../../kernel/units.ts';
import { cut } from '../message.ts';
import { post, refused, unavailable } from '../post.ts';
import type { AlertTargetKind } from '../target-kind.ts';

/** `text`: 1 to 4096 characters. */
const LONGEST_TEXT = 4_096;

const answer = z.looseObject({
  ok: z.boolean(),
  description: z.string().optional(),
  parameters: z
    .looseObject({ retry_after: z.number().optional(), migrate_to_chat_id: z.number().optional() })
    .optional(),
});

export const telegram: AlertTargetKind<'telegram'> = {
  kind: 'telegram',
  async send({ title, text, severity }, { api_url, bot_token, chat_id }, signal) {
    const { status, text: said } = await post({
      url: `${api_url.replace(/\/$/, '')}/bot${bot_token}/sendMessage`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        chat_id,
        text: cut(`${title}\n${text}`, LONGEST_TEXT),
        disable_notification: severity === 'info',
        link_preview_options: { is_disabled: true },
      }),
      to: 'Telegram',
      signal,
    });
    const { ok, description = `status ${status}`, parameters } = read(said);
    if (status === 200 && ok) return;
    const retryAfter = parameters?.retry_after;
    if (status === 429) {
      throw unavailable('Telegram asks to wait.', {
        retryAfterMs: retryAfter === undefined ? undefined : retryAfter * SECOND_MS,
      });
    }
    if (status >= 500 || status === 200) throw unavailable(`Telegram: ${description}`);
    if (status === 401 || status === 404) throw refused('Telegram does not know this bot: its token is wrong.');
    const movedTo = parameters?.migrate_to_chat_id;
    const advice = movedTo === undefined ? '' : ` Its id is ${movedTo} now: enter that one.`;
    throw refused(`Telegram refused: ${description}${advice}`);
  },
};

function read(text: string): z.output<typeof answer> {
  try {
    return answer.catch({ ok: false }).parse(JSON.parse(text));
  } catch {
    return { ok: false };
  }
}
