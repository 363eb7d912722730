// Movies and episodes that were left in the middle, the newest first: gone on with, or begun anew.

import { mdiClose } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ask } from '../../api/client.ts';
import { optimistically } from '../../api/optimistic.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { styled } from '../../elements/styled.ts';
import { duration } from '../../locale/format.ts';
import { t } from '../../locale/locale.ts';
import { playFile } from '../../play.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import { mineStyles } from './mine-styles.ts';

type Page = Answer<'GET /resume'>;
type Place = Page['items'][number];

const SHOWN = 12;
const EVERY_MS = 15_000;
const SECOND_MS = 1_000;

/** Those that can be gone on with: of a title that has gone there is only the name left. */
const playable = (items: readonly Place[]): readonly Place[] =>
  items.filter(({ path, is_finished: isOver }) => path !== null && !isOver).slice(0, SHOWN);

@customElement('mh-resume-list')
export class ResumeList extends LitElement {
  readonly #places: Query<Page> = new Query(this, {
    load: (signal) => ask('GET /resume', {}, signal),
    everyMs: EVERY_MS,
  });

  static override styles = [
    shared,
    viewStyles,
    mineStyles,
    css`
      section {
        margin: 0 0 var(--mh-space-6);
      }
      .part {
        display: block;
        height: 4px;
        margin-block-start: var(--mh-space-1);
        border-radius: 2px;
        overflow: hidden;
        background: color-mix(in srgb, var(--mh-text) 12%, transparent);
      }
      .part i {
        display: block;
        height: 100%;
        background: var(--mh-primary);
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult | typeof nothing {
    const items = playable(this.#places.data?.items ?? []);
    if (items.length === 0) return nothing;
    return html`<section aria-label=${t('mine.continue')}>
      <h2>${t('mine.continue')}</h2>
      <ol class="grid">
        ${repeat(
          items,
          ({ id }) => id,
          (place) => this.#card(place),
        )}
      </ol>
    </section>`;
  }

  #card(place: Place): TemplateResult {
    const { id, name, path, title_id: title, position_seconds: at, duration_seconds: whole } = place;
    return html`<li class="card tile">
      <button class="bare watch" @click=${() => path !== null && playFile(path, name, id)}>
        <span class="read-out">${t('action.play')}: </span>
        <mh-logo src=${title === null ? '' : `logo/${title}`} name=${name}></mh-logo>
        <span class="what grow">
          <b class="cut">${name}</b>
          ${
            whole === null || whole <= 0
              ? nothing
              : html`<span class="small soft cut">${t('mine.left', { time: duration((whole - at) * SECOND_MS) })}</span>
                  <span class="part" aria-hidden="true"
                    ><i ${styled({ width: `${Math.min(100, (at / whole) * 100)}%` })}></i
                  ></span>`
          }
        </span>
      </button>
      <button
        class="icon"
        title=${t('mine.forget-place')}
        aria-label=${`${t('mine.forget-place')}: ${name}`}
        @click=${() => this.#forget(id)}
      >
        ${icon(mdiClose)}
      </button>
    </li>`;
  }

  #forget(id: string): void {
    void optimistically(this.#places, {
      show: (page) => ({ ...page, items: page.items.filter((one) => one.id !== id) }),
      act: () => ask('DELETE /resume/{id}', { params: { id } }),
    });
  }
}
