// The headings of the table: each of a column that the list can be sorted by is a button.

import { mdiArrowDown, mdiArrowUp } from '@mdi/js';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../elements/icon.ts';
import { t } from '../../locale/locale.ts';
import type { Sort, Sorting } from './filters.ts';

interface Heads {
  readonly sorting: Sorting;
  readonly isEditable: boolean;
  readonly onSort: (by: Sort) => void;
}

export function tableHeads({ sorting, isEditable, onSort }: Heads): TemplateResult {
  const head = (by: Sort, label: string): TemplateResult => {
    const isSorted = sorting.by === by;
    return html`<span
      class=${`head ${by}`}
      role="columnheader"
      aria-sort=${isSorted ? (sorting.isDown ? 'descending' : 'ascending') : 'none'}
      ><button class="bare" @click=${() => onSort(by)}>
        <span class="cut">${label}</span>${isSorted ? icon(sorting.isDown ? mdiArrowDown : mdiArrowUp, 16) : nothing}
      </button></span
    >`;
  };
  return html`<div class=${`row heads ${isEditable ? 'editable' : ''}`} role="row" aria-rowindex="1">
    ${isEditable ? html`<span role="columnheader" aria-colspan="2" class="head wide"><span class="read-out">${t('channels.chosen-heading')}</span></span>` : nothing}
    ${head('number', t('channels.number-short'))}
    <span class="head" role="columnheader"><span class="read-out">${t('channels.logo')}</span></span>
    ${head('name', t('channels.name'))} ${head('group', t('channels.group'))}
    <span class="head now" role="columnheader">${t('channels.now')}</span>
    ${head('health', t('channels.streams-heading'))}
    <span class="head switch" role="columnheader">${t('channels.on')}</span>
  </div>`;
}
