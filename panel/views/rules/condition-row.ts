// A row of a condition: which field, how it is compared, with what.

import { mdiClose } from '@mdi/js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { icon } from '../../elements/icon.ts';
import { t } from '../../locale/locale.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import {
  isTextField,
  joinList,
  newRow,
  ROW_FIELDS,
  splitList,
  TEXT_OPERATORS,
  type ConditionRow,
  type RowField,
  type TextOperator,
} from './condition-rows.ts';
import { fieldLabel, operatorLabel, valueLabel } from './words.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What can be chosen from. */
export interface Choices {
  readonly providers: readonly Choice[];
  /** Names of patterns. */
  readonly patterns: readonly string[];
  /** Offered while a group is typed. */
  readonly groups: readonly string[];
}

export const noChoices: Choices = { providers: [], patterns: [], groups: [] };

const WORDS: Readonly<Partial<Record<RowField, readonly string[]>>> = {
  quality: ['sd', 'hd', 'fhd', 'uhd', '8k', 'hevc', 'hdr', 'raw', 'unsaid'],
  kind: ['live', 'radio', 'adult', '24-7', 'event', 'heading'],
  variant: ['main', 'time-shift', 'east', 'west', 'central', 'mountain', 'station', 'plus', 'extra', 'kids'],
};

/** Fires `row` with the new one, `typed` with one that is still being typed (the field itself is left alone), and `removed`. */
@customElement('mh-condition-row')
export class ConditionRowForm extends LitElement {
  @property({ attribute: false }) row!: ConditionRow;
  @property({ attribute: false }) choices: Choices = noChoices;

  static override styles = [
    shared,
    controls,
    css`
      :host {
        display: block;
      }
      .condition {
        display: grid;
        grid-template-columns: 150px 170px minmax(0, 1fr) auto;
        gap: var(--mh-space-2);
        align-items: start;
        padding-block-end: var(--mh-space-3);
        border-block-end: 1px solid var(--mh-line);
      }
      .condition > :is(input, select) {
        width: 100%;
        min-width: 0;
      }
      .words {
        display: flex;
        flex-wrap: wrap;
        gap: var(--mh-space-1) var(--mh-space-3);
        grid-column: 2 / 4;
      }
      .words.after-is {
        grid-column: 3;
      }
      .range {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: var(--mh-space-2);
      }
      .range input {
        width: 100%;
        min-width: 0;
      }
      @media (max-width: 719px) {
        .condition {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) var(--mh-touch);
        }
        .condition > .value,
        .condition > .words {
          grid-column: 1 / -1;
          grid-row: 2;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const { row } = this;
    const isGroupTyped = row.field === 'group' && row.operator !== 'matches';
    return html`<div class="condition" role="group" aria-label=${fieldLabel(row.field)}>
        <select
          aria-label=${t('rules.field')}
          .value=${live(row.field)}
          @change=${(event: Event) => this.#emit('row', newRow(valueIn(event) as RowField))}
        >
          ${ROW_FIELDS.map((field) => html`<option value=${field} ?selected=${field === row.field}>${fieldLabel(field)}</option>`)}
        </select>
        ${this.#comparison(row)} ${this.#value(row)}
        <button
          class="icon"
          type="button"
          aria-label=${`${t('action.remove')}: ${fieldLabel(row.field)}`}
          title=${t('action.remove')}
          @click=${() => this.dispatchEvent(new CustomEvent('removed'))}
        >
          ${icon(mdiClose)}
        </button>
      </div>
      ${
        isGroupTyped
          ? html`<datalist id="groups">
              ${this.choices.groups.map((group) => html`<option value=${group}></option>`)}
            </datalist>`
          : nothing
      }`;
  }

  #comparison(row: ConditionRow): TemplateResult {
    const operators: readonly string[] = isTextField(row.field) ? TEXT_OPERATORS : ['is'];
    const chosen = isTextField(row.field) ? row.operator : 'is';
    const onChange = (event: Event): void => {
      const [not, operator = ''] = valueIn(event).split(' ');
      const isSame = isTextField(row.field) && operator !== 'matches' && row.operator !== 'matches';
      const values = isSame || !isTextField(row.field) ? row.values : [row.values.join(' ')];
      this.#emit('row', { ...row, isNot: not === 'not', operator: operator as TextOperator, values });
    };
    return html`<select aria-label=${t('rules.comparison')} @change=${onChange}>
      ${['', 'not'].flatMap((not) =>
        operators.map(
          (operator) =>
            html`<option value="${not} ${operator}" ?selected=${operator === chosen && (not === 'not') === row.isNot}>
              ${not === '' ? operatorLabel(operator) : `${t('rules.not')}: ${operatorLabel(operator)}`}
            </option>`,
        ),
      )}
    </select>`;
  }

  #value(row: ConditionRow): TemplateResult {
    const words = this.#choices(row.field);
    if (words) return this.#words(row, words);
    const put = (values: readonly string[]): void => this.#emit('row', { ...row, values });
    if (row.field === 'number') {
      const [from = '', to = ''] = row.values;
      return html`<span class="range value">
        <input
          type="number"
          min="0"
          placeholder=${t('rules.from')}
          aria-label=${t('rules.from')}
          .value=${from}
          @input=${(event: Event) => put([valueIn(event), to])}
        />
        <input
          type="number"
          min="0"
          placeholder=${t('rules.to')}
          aria-label=${t('rules.to')}
          .value=${to}
          @input=${(event: Event) => put([from, valueIn(event)])}
        />
      </span>`;
    }
    const isExpression = isTextField(row.field) && row.operator === 'matches';
    const split = (event: Event): string[] => (isExpression ? [valueIn(event)] : splitList(valueIn(event)));
    const isCode = row.field === 'market' || row.field === 'language';
    return html`<input
      class="value ${isExpression ? 'mono' : ''}"
      aria-label=${t('rules.value')}
      placeholder=${isCode ? 'uk; de' : isExpression ? '^UK: (.+)$' : t('rules.value-hint')}
      list=${row.field === 'group' && !isExpression ? 'groups' : nothing}
      maxlength="500"
      spellcheck="false"
      autocapitalize="off"
      .value=${joinList(row.values)}
      @change=${(event: Event) => put(split(event))}
      @input=${(event: Event) => this.#emit('typed', { ...row, values: split(event) })}
    />`;
  }

  #choices(field: RowField): readonly Choice[] | undefined {
    if (field === 'provider') return this.choices.providers;
    if (field === 'pattern') return this.choices.patterns.map((name) => ({ value: name, label: name }));
    return WORDS[field]?.map((value) => ({ value, label: valueLabel(field, value) }));
  }

  #words(row: ConditionRow, words: readonly Choice[]): TemplateResult {
    const toggle = (value: string): void => {
      const isOn = row.values.includes(value);
      const rest = row.values.filter((other) => other !== value);
      const only = row.field === 'pattern' ? [value] : [...rest, value];
      this.#emit('row', { ...row, values: isOn ? rest : only });
    };
    if (words.length === 0) return html`<p class="soft value">${t('rules.none-yet')}</p>`;
    return html`<div class="words after-is value">
      ${words.map(
        ({ value, label }) =>
          html`<label class="beside"
            ><input type="checkbox" .checked=${live(row.values.includes(value))} @change=${() => toggle(value)} />
            ${label}</label
          >`,
      )}
    </div>`;
  }

  #emit(kind: 'row' | 'typed', row: ConditionRow): void {
    this.dispatchEvent(new CustomEvent<ConditionRow>(kind, { detail: row }));
  }
}

const valueIn = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;
