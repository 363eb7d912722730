// One row of the table, as a template: rows come and go with every turn of the wheel, an element for each would be dear.

import {
  mdiAlertCircleOutline,
  mdiDragVertical,
  mdiPencilOutline,
  mdiTelevisionGuide,
  mdiUnfoldLessHorizontal,
  mdiUnfoldMoreHorizontal,
} from '@mdi/js';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { ref } from 'lit/directives/ref.js';
import type { Channel, Programme } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { t, tn } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { healthMark, qualityMark } from '../channel/stream-words.ts';
import { SURE_OF_GUIDE } from './filters.ts';

type Field = 'name' | 'number' | 'group';

export interface RowContext {
  readonly index: number;
  readonly isChosen: boolean;
  readonly isActive: boolean;
  readonly isEditable: boolean;
  /** By hand to another place. */
  readonly isMovable: boolean;
  readonly isNarrow: boolean;
  /** In a folded list: the first of those that are alike, closed or open, or one below it. */
  readonly fold: 'below' | 'closed' | 'open' | undefined;
  readonly editing: Field | undefined;
  readonly now: Programme | undefined;
  /** Undefined when it was given up. */
  readonly onEdited: (field: Field, value: string | undefined) => void;
}

export function channelRow(channel: Channel | undefined, row: RowContext): TemplateResult {
  if (!channel) {
    return html`<div class="row empty" role="row" id=${`row-${row.index}`} aria-rowindex=${row.index + 2}>
      <span role="gridcell"><mh-skeleton></mh-skeleton></span>
    </div>`;
  }
  return html`<div
    class="row ${row.isChosen ? 'chosen' : ''} ${row.isActive ? 'active' : ''} ${channel.enabled ? '' : 'off'} ${row.isEditable ? 'editable' : ''} ${row.fold === 'below' ? 'below' : ''}"
    role="row"
    id=${`row-${row.index}`}
    data-index=${row.index}
    aria-rowindex=${row.index + 2}
    aria-selected=${row.isChosen}
  >
    ${row.isEditable ? acts(channel, row) : nothing}
    <span class="number digits" role="gridcell" data-edit="number">${cell(channel, 'number', row)}</span>
    <span class="logo" role="gridcell"><mh-logo src=${channel.logo_url} name=${channel.name}></mh-logo></span>
    <span class="name" role="gridcell" data-edit="name">${cell(channel, 'name', row)}${below(channel, row)}</span>
    <span class="group soft" role="gridcell" data-edit="group">${cell(channel, 'group', row)}</span>
    <span class="now" role="gridcell">${guide(channel, row)}</span>
    <span class="streams soft digits" role="gridcell">${streams(channel)}</span>
    <span class="switch" role="gridcell">
      <input
        class="switch"
        type="checkbox"
        role="switch"
        tabindex="-1"
        aria-label=${t('channels.enabled', { name: channel.name })}
        .checked=${live(channel.enabled)}
        ?disabled=${!row.isEditable}
      />
    </span>
  </div>`;
}

function acts(channel: Channel, row: RowContext): TemplateResult {
  return html`${
      row.isMovable
        ? html`<span class="handle" role="gridcell" title=${t('channels.drag')}>${icon(mdiDragVertical)}</span>`
        : html`<span class="no-handle" role="gridcell"></span>`
    }
    <span class="check" role="gridcell" data-press>
      <input
        type="checkbox"
        tabindex="-1"
        aria-label=${t('channels.choose', { name: channel.name })}
        .checked=${live(row.isChosen)}
      />
    </span>`;
}

function cell(channel: Channel, field: Field, row: RowContext): TemplateResult {
  if (row.editing === field) return editor(channel, field, row);
  const text = channel[field];
  const pencil = row.isEditable
    ? html`<button class="pencil" tabindex="-1" aria-label=${`${t('action.edit')}: ${text}`}>
        ${icon(mdiPencilOutline, 16)}
      </button>`
    : nothing;
  if (field === 'name') {
    return html`<span class="line"
      ><a class="cut" tabindex="-1" href=${linkTo('channel', channel.id)}>${text}</a
      >${alike(channel, row.fold)}${pencil}</span
    >`;
  }
  return html`<span class="line"><span class="cut">${text}</span>${pencil}</span>`;
}

/** Opens what is alike: numbers, coasts, time shifts of one name; below it in a folded list, alone in another. */
function alike({ family, name }: Channel, fold: RowContext['fold']): TemplateResult | typeof nothing {
  if (family === null || fold === 'below') return nothing;
  const label = t('channels.alike', { name });
  return html`<button
    class="pencil alike"
    tabindex="-1"
    title=${label}
    aria-label=${label}
    aria-expanded=${fold === undefined ? nothing : fold === 'open'}
    data-family=${family}
  >
    ${icon(fold === 'open' ? mdiUnfoldLessHorizontal : mdiUnfoldMoreHorizontal, 16)}
  </button>`;
}

function editor(channel: Channel, field: Field, row: RowContext): TemplateResult {
  const done = (event: Event): void => row.onEdited(field, (event.target as HTMLInputElement).value.trim());
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') done(event);
    if (event.key === 'Escape') row.onEdited(field, undefined);
    event.stopPropagation();
  };
  return html`<input
    class="editor"
    maxlength="200"
    aria-label=${t(`channels.${field}`)}
    .value=${channel[field]}
    @keydown=${onKey}
    @blur=${done}
    ${ref(focusOnce)}
  />`;
}

function below(channel: Channel, row: RowContext): TemplateResult | typeof nothing {
  if (!row.isNarrow) return nothing;
  return html`<span class="small soft cut">${[channel.group, row.now?.title].filter(Boolean).join(' · ')}</span>`;
}

function guide(channel: Channel, row: RowContext): TemplateResult | typeof nothing {
  const score = channel.guide?.score ?? 100;
  const sure =
    score < SURE_OF_GUIDE
      ? html`<span class="small warn cut">${t('channels.guide-unsure', { score })}</span>`
      : nothing;
  if (row.now) return html`<span class="cut">${row.now.title}</span>${sure}`;
  if (!channel.guide) return html`<span class="small soft">${t('channels.no-guide')}</span>`;
  return html`<span class="soft" title=${channel.guide.name}>${icon(mdiTelevisionGuide, 16)}</span>`;
}

function streams(channel: Channel): TemplateResult {
  if (channel.present) return html`${tn('streams', channel.stream_count)}${condition(channel)}`;
  return html`<span class="warn row-mark">${icon(mdiAlertCircleOutline, 16)} ${t('channels.missing-one')}</span>`;
}

/** Its health, and what the picture of the stream that is tried first is, in a few letters. */
function condition(channel: Channel): TemplateResult | typeof nothing {
  if (!channel.picture) return nothing;
  const health = channel.health === null && channel.state !== 'dead' ? undefined : healthMark(channel);
  const quality = qualityMark(channel.picture);
  if (!health && quality.text === '') return nothing;
  return html`<span class="small condition"
    >${health ? html`<span class=${health.tone}>${health.text}</span>` : nothing}${health && quality.text !== '' ? ' · ' : ''}<span
      class=${quality.tone}
      >${quality.text}</span
    ></span
  >`;
}

/** The editor has just come: whoever opened it goes on typing. */
function focusOnce(element: Element | undefined): void {
  if (element instanceof HTMLInputElement) queueMicrotask(() => element.select());
}
