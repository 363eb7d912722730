// What automations can ask for beyond switches and buttons: each a topic that takes JSON and answers on `…/result`.

import * as z from 'zod';
import { toAppError } from '../../kernel/errors.ts';
import { redactText } from '../../kernel/redact.ts';
import { describeIssues } from '../../storage/issues.ts';

export interface Action {
  readonly input: z.ZodType;
  /** @returns what is added to the answer. @throws AppError */
  readonly run: (input: never) => Promise<object | void> | object | void;
}

/** An action with its input's type, checked before it runs. */
export function action<Schema extends z.ZodType>(
  input: Schema,
  run: (input: z.output<Schema>) => Promise<object | void> | object | void,
): Action {
  return { input, run };
}

export interface ActionResult {
  readonly ok: boolean;
  /** As it was sent, so that who asked knows its answer. */
  readonly id?: string;
  readonly code?: string;
  readonly detail?: string;
}

const withId = z.object({
  id: z
    .union([z.string().max(100), z.number()])
    .transform(String)
    .optional(),
});

/** Never throws: what went wrong is in the answer. @param payload JSON, or nothing for `{}` */
export async function callAction({ input, run }: Action, payload: string): Promise<ActionResult> {
  const parsed = parse(payload);
  const id = withId.safeParse(parsed).data?.id;
  const named = id === undefined ? {} : { id };
  if (parsed === undefined) return { ok: false, code: 'request.invalid', detail: 'Send a JSON object.' };
  const { id: _, ...asked } = parsed;
  const checked = input.safeParse(asked);
  if (!checked.success) {
    return { ok: false, ...named, code: 'request.invalid', detail: describeIssues(checked.error) };
  }
  try {
    const more = await run(checked.data as never);
    return { ok: true, ...named, ...more };
  } catch (error) {
    const { code, message } = toAppError(error);
    return { ok: false, ...named, code, detail: redactText(message) };
  }
}

function parse(payload: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(payload.trim() || '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
