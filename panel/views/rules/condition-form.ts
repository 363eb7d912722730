// The rows of a condition: which field, how it is compared, with what.

import { mdiClose, mdiPlus } from '@mdi/js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { icon } from '../../elements/icon.ts';
import { t } from '../../locale/locale.ts';
import { controls, shared } from '../../theme/shared.ts';
import {
  isTextField,
  joinList,
  newRow,
  ROW_FIELDS,
  splitList,
  TEXT_OPERATORS,
  type ConditionRow,
  type ConditionRows,
  type RowField,
  type TextOperator,
} from './condition-rows.ts';
import { fieldLabel, operatorLabel, valueLabel } from './words.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

const WORDS: Readonly<Partial<Record<RowField, readonly string[]>>> = {
  quality: ['sd', 'hd', 'fhd', 'uhd', '8k', 'hevc', 'hdr', 'raw', 'unsaid'],
  kind: ['live', 'radio', 'adult', '24-7', 'event', 'heading'],
  variant: ['main', 'time-shift', 'east', 'west', 'central', 'mountain', 'station', 'plus', 'extra', 'kids'],
};

/** Fires `rows` with the new ones. */
@customElement('mh-condition-form')
export class ConditionForm extends LitElement {
  @property({ attribute: false }) rows!: ConditionRows;
  @property({ attribute: false }) providers: readonly Choice[] = [];
  /** Names of patterns. */
  @property({ attribute: false }) patterns: readonly string[] = [];
  /** Offered while a group is typed. */
  @property({ attribute: false }) groups: readonly string[] = [];

  static override styles = [
    shared,
    controls,
    css`
      :host {
        display: grid;
        gap: var(--mh-space-3);
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
        grid-template-columns: 1fr 1fr;
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
    const { join, rows } = this.rows;
    return html`${
        rows.length > 1
          ? html`<label class="beside"
              >${t('rules.match')}
              <select @change=${this.#onJoin}>
                <option value="all" ?selected=${join === 'all'}>${t('rules.match-all')}</option>
                <option value="any" ?selected=${join === 'any'}>${t('rules.match-any')}</option>
              </select></label
            >`
          : nothing
      }
      ${rows.length === 0 ? html`<p class="soft">${t('rules.everything')}</p>` : nothing}
      ${rows.map((row, index) => this.#row(row, index))}
      <datalist id="groups">${this.groups.map((group) => html`<option value=${group}></option>`)}</datalist>
      <div>
        <wa-button size="s" appearance="outlined" @click=${() => this.#set([...rows, newRow()])}
          ><span slot="start">${icon(mdiPlus)}</span>${t('rules.add-condition')}</wa-button
        >
      </div>`;
  }

  #row(row: ConditionRow, index: number): TemplateResult {
    return html`<div class="condition" role="group" aria-label=${fieldLabel(row.field)}>
      <select
        aria-label=${t('rules.field')}
        .value=${live(row.field)}
        @change=${(event: Event) => this.#change(index, newRow(valueIn(event) as RowField))}
      >
        ${ROW_FIELDS.map((field) => html`<option value=${field} ?selected=${field === row.field}>${fieldLabel(field)}</option>`)}
      </select>
      ${this.#comparison(row, index)} ${this.#value(row, index)}
      <button
        class="icon"
        aria-label=${t('action.remove')}
        title=${t('action.remove')}
        @click=${() => this.#set(this.rows.rows.toSpliced(index, 1))}
      >
        ${icon(mdiClose)}
      </button>
    </div>`;
  }

  #comparison(row: ConditionRow, index: number): TemplateResult {
    const operators: readonly string[] = isTextField(row.field) ? TEXT_OPERATORS : ['is'];
    const chosen = isTextField(row.field) ? row.operator : 'is';
    const onChange = (event: Event): void => {
      const [not, operator = ''] = valueIn(event).split(' ');
      const isSame = isTextField(row.field) && operator !== 'matches' && row.operator !== 'matches';
      const values = isSame || !isTextField(row.field) ? row.values : [row.values.join(' ')];
      this.#change(index, { ...row, isNot: not === 'not', operator: operator as TextOperator, values });
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

  #value(row: ConditionRow, index: number): TemplateResult {
    const words = this.#choices(row.field);
    if (words) return this.#words(row, index, words);
    const put = (values: readonly string[]): void => this.#change(index, { ...row, values });
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
      @input=${(event: Event) => this.#quietly(index, { ...row, values: split(event) })}
    />`;
  }

  #choices(field: RowField): readonly Choice[] | undefined {
    if (field === 'provider') return this.providers;
    if (field === 'pattern') return this.patterns.map((name) => ({ value: name, label: name }));
    return WORDS[field]?.map((value) => ({ value, label: valueLabel(field, value) }));
  }

  #words(row: ConditionRow, index: number, words: readonly Choice[]): TemplateResult {
    const toggle = (value: string): void => {
      const isOn = row.values.includes(value);
      const rest = row.values.filter((other) => other !== value);
      const only = row.field === 'pattern' ? [value] : [...rest, value];
      this.#change(index, { ...row, values: isOn ? rest : only });
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

  #onJoin(event: Event): void {
    this.#emit({ ...this.rows, join: valueIn(event) as 'all' | 'any' });
  }

  #change(index: number, row: ConditionRow): void {
    this.#set(this.rows.rows.with(index, row));
  }

  /** What is being typed: told, but the field itself is left alone. */
  #quietly(index: number, row: ConditionRow): void {
    this.dispatchEvent(
      new CustomEvent<ConditionRows>('typed', { detail: { ...this.rows, rows: this.rows.rows.with(index, row) } }),
    );
  }

  #set(rows: readonly ConditionRow[]): void {
    this.#emit({ ...this.rows, rows });
  }

  #emit(rows: ConditionRows): void {
    this.dispatchEvent(new CustomEvent<ConditionRows>('rows', { detail: rows }));
  }
}

const valueIn = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;
