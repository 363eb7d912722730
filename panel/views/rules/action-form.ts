// What a rule does: its kind, and what that kind wants to know. A table of fields, so that a new kind is a line.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RuleAction } from '../../api/routes.ts';
import { t, type MessageKey } from '../../locale/locale.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import { kindLabel } from './words.ts';

const ACTION_KINDS = [
  'hide',
  'keep_only',
  'keep',
  'rename',
  'regroup',
  'number',
  'logo',
  'guide_shift',
  'enable',
  'disable',
] as const satisfies readonly RuleAction['kind'][];

interface ActionField {
  readonly name: string;
  readonly label: MessageKey;
  readonly hint?: MessageKey;
  readonly type: 'check' | 'choice' | 'number' | 'ranges' | 'table' | 'template' | 'text';
  readonly isRequired?: boolean;
  /** Of a choice, the first what it is at first. */
  readonly choices?: readonly { readonly value: string; readonly label: MessageKey }[];
}

const number = (name: string, label: MessageKey, hint?: MessageKey): ActionField => ({
  name,
  label,
  type: 'number',
  ...(hint && { hint }),
});

const NEW_NUMBERS = [
  { value: 'fill_gaps', label: 'rules.fill-gaps' },
  { value: 'after_highest', label: 'rules.after-highest' },
] as const satisfies readonly { value: Extract<RuleAction, { kind: 'number' }>['new_numbers']; label: MessageKey }[];

const FIELDS: Readonly<Record<RuleAction['kind'], readonly ActionField[]>> = {
  hide: [],
  keep: [],
  keep_only: [],
  enable: [],
  disable: [],
  rename: [
    { name: 'find', label: 'rules.find', hint: 'rules.find-hint', type: 'text' },
    { name: 'to', label: 'rules.new-name', type: 'template' },
  ],
  regroup: [
    { name: 'to', label: 'rules.new-group', type: 'template' },
    { name: 'table', label: 'rules.table', hint: 'rules.table-hint', type: 'table' },
  ],
  number: [
    { ...number('start', 'rules.start'), isRequired: true },
    number('step', 'rules.step'),
    number('end', 'rules.end', 'rules.end-hint'),
    number('block', 'rules.block', 'rules.block-hint'),
    { name: 'ranges', label: 'rules.ranges', hint: 'rules.ranges-hint', type: 'ranges' },
    { name: 'keep_provider_numbers', label: 'rules.keep-numbers', type: 'check' },
    {
      name: 'new_numbers',
      label: 'rules.new-numbers',
      hint: 'rules.new-numbers-hint',
      type: 'choice',
      choices: NEW_NUMBERS,
    },
  ],
  logo: [
    { name: 'url', label: 'rules.logo-url', type: 'template' },
    { name: 'file', label: 'rules.logo-file', hint: 'rules.logo-file-hint', type: 'text' },
  ],
  guide_shift: [{ ...number('minutes', 'rules.minutes'), isRequired: true }],
};

const PLACEHOLDERS = ['{title}', '{name}', '{group}', '{MARKET}', '{quality}', '{provider}', '{tvg_id}', '{1}'];
const FIRST: Readonly<Partial<Record<RuleAction['kind'], object>>> = {
  rename: { to: '{title}' },
  regroup: { to: '', table: [] },
  number: { start: 100, step: 1, ranges: [], keep_provider_numbers: false, new_numbers: 'fill_gaps' },
  logo: { url: 'https://' },
  guide_shift: { minutes: 60 },
};

export const newAction = (kind: RuleAction['kind']): RuleAction => ({ kind, ...FIRST[kind] }) as RuleAction;

const OTHER_LOGO: Readonly<Record<string, string>> = { url: 'file', file: 'url' };

type Values = Readonly<Record<string, unknown>>;

/** Fires `action` with the new one. */
@customElement('mh-action-form')
export class ActionForm extends LitElement {
  @property({ attribute: false }) action!: RuleAction;

  /** Lines as they are being typed: what they say so far may be shorter. */
  readonly #typed = new Map<string, string>();

  static override styles = [
    shared,
    controls,
    css`
      :host {
        display: grid;
        gap: var(--mh-space-4);
      }
      .field {
        display: grid;
        gap: 4px;
      }
      .field small {
        font-weight: 400;
      }
      .placeholders {
        display: flex;
        flex-wrap: wrap;
        gap: var(--mh-space-1);
      }
      .placeholders button {
        min-height: 28px;
        padding: 2px 8px;
        border-radius: 14px;
        background: var(--mh-sunken);
      }
      textarea {
        min-height: 96px;
      }
    `,
  ];

  override render(): TemplateResult {
    const { kind } = this.action;
    const fields = FIELDS[kind];
    return html`<label class="above"
        >${t('rules.do')}
        <select @change=${this.#onKind}>
          ${ACTION_KINDS.map((each) => html`<option value=${each} ?selected=${each === kind}>${kindLabel(each)}</option>`)}
        </select>
      </label>
      <p class="soft small">${t(`rules.about-${kind}`)}</p>
      ${fields.some(({ type }) => type === 'number') ? html`<div class="pair">${this.#all(fields, 'number')}</div>` : nothing}
      ${this.#all(fields)}`;
  }

  #all(fields: readonly ActionField[], only?: 'number'): TemplateResult[] {
    return fields.filter(({ type }) => (type === 'number') === (only === 'number')).map((field) => this.#field(field));
  }

  #field(field: ActionField): TemplateResult {
    const value = (this.action as unknown as Values)[field.name];
    const hint = field.hint ? html`<small class="soft small">${t(field.hint)}</small>` : nothing;
    if (field.type === 'check') {
      return html`<label class="beside"
        ><input
          type="checkbox"
          .checked=${value === true}
          @change=${(event: Event) => this.#put(field, (event.target as HTMLInputElement).checked)}
        />
        ${t(field.label)}</label
      >`;
    }
    if (field.type === 'choice') {
      return html`<label class="above"
        >${t(field.label)}
        <select @change=${(event: Event) => this.#put(field, (event.target as HTMLSelectElement).value)}>
          ${field.choices?.map(({ value: each, label }) => html`<option value=${each} ?selected=${each === value}>${t(label)}</option>`)}
        </select>
        ${hint}</label
      >`;
    }
    if (field.type === 'table' || field.type === 'ranges') {
      return html`<label class="above"
        >${t(field.label)}
        <textarea
          class="mono"
          spellcheck="false"
          placeholder=${field.type === 'table' ? 'UK | Sports = Sport' : 'Sport = 100-199'}
          .value=${this.#typed.get(field.name) ?? linesOf(field, value)}
          @input=${(event: Event) => this.#putLines(field, (event.target as HTMLTextAreaElement).value)}
        ></textarea>
        ${hint}</label
      >`;
    }
    return html`<div class="field">
      <label class="above"
        >${t(field.label)}
        <input
          name=${field.name}
          type=${field.type === 'number' ? 'number' : 'text'}
          class=${field.type === 'number' ? '' : 'mono'}
          ?required=${field.isRequired === true}
          maxlength="500"
          spellcheck="false"
          autocapitalize="off"
          .value=${shownText(value)}
          @input=${(event: Event) => this.#put(field, typed(field, (event.target as HTMLInputElement).value))}
        />
        ${hint}</label
      >
      ${field.type === 'template' ? this.#placeholders(field) : nothing}
    </div>`;
  }

  #placeholders(field: ActionField): TemplateResult {
    const add = (placeholder: string): void => {
      const before = shownText((this.action as unknown as Values)[field.name]);
      this.#put(field, before + placeholder);
    };
    return html`<div class="placeholders">
      ${PLACEHOLDERS.map(
        (placeholder) =>
          html`<button class="bare mono" type="button" @click=${() => add(placeholder)}>${placeholder}</button>`,
      )}
    </div>`;
  }

  #putLines(field: ActionField, text: string): void {
    this.#typed.set(field.name, text);
    this.#put(field, parsedLines(field, text));
  }

  #onKind(event: Event): void {
    this.#typed.clear();
    this.#emit(newAction((event.target as HTMLSelectElement).value as RuleAction['kind']));
  }

  #put({ name }: ActionField, value: unknown): void {
    const { [name]: _before, ...rest } = this.action as unknown as Values;
    // A logo has an address or a file, not both.
    const { [OTHER_LOGO[name] ?? '']: _other, ...left } = rest;
    const kept = value === undefined ? rest : left;
    this.#emit({ ...kept, ...(value !== undefined && { [name]: value }) } as unknown as RuleAction);
  }

  #emit(action: RuleAction): void {
    this.dispatchEvent(new CustomEvent<RuleAction>('action', { detail: action }));
  }
}

const shownText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? `${value}` : '';

/** What is empty is left out, but for what a name becomes: it may become nothing where it is found. */
function typed({ type, name }: ActionField, text: string): unknown {
  if (type === 'number') return text.trim() === '' ? undefined : Number(text);
  return text === '' && name !== 'to' ? undefined : text;
}

function linesOf({ type }: ActionField, value: unknown): string {
  const rows = (value ?? []) as readonly { from: string; to: string; group: string; start: number; end?: number }[];
  return rows
    .map(({ from, to, group, start, end }) =>
      type === 'table' ? `${from} = ${to}` : `${group} = ${start}${end === undefined ? '' : `-${end}`}`,
    )
    .join('\n');
}

/** `from = to` a line; what is no such line yet is passed over. The last sign counts: groups may have one of their own. */
export function parsedLines({ type }: Pick<ActionField, 'type'>, text: string): unknown[] {
  return text.split('\n').flatMap((line): unknown[] => {
    const at = line.lastIndexOf('=');
    const [left, right] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    if (at < 1 || left === '') return [];
    if (type === 'table') return [{ from: left, to: right }];
    const range = /^(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?$/.exec(right);
    if (!range) return [];
    return [{ group: left, start: Number(range[1]), ...(range[2] !== undefined && { end: Number(range[2]) }) }];
  });
}
