// Movies and series: a wall of posters, one title with its versions and episodes, and what was exported as files.

import { mdiArrowLeft } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isFor } from '../../api/me.ts';
import { icon } from '../../elements/icon.ts';
import { tabs, tabStyles } from '../../elements/tabs.ts';
import { t } from '../../locale/locale.ts';
import { linkTo, type Place } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import './doubt-list.ts';
import './export-state.ts';
import './poster-wall.ts';
import './title-page.ts';

/** Places beside the wall, for who may look. */
const BESIDE: Readonly<Record<string, () => TemplateResult>> = {
  unidentified: () => html`<mh-title-doubts></mh-title-doubts>`,
  files: () => html`<mh-export-state></mh-export-state>`,
};

@customElement('mh-library')
export class Library extends LitElement {
  @property({ attribute: false }) place!: Place;

  static override styles = [
    shared,
    viewStyles,
    tabStyles,
    css`
      :host {
        height: 100%;
      }
      .view {
        box-sizing: border-box;
        display: flex;
        flex-direction: column;
        height: 100%;
        padding-block-end: 0;
      }
      .view.page {
        display: block;
        height: auto;
        padding-block-end: var(--mh-space-8);
      }
      .beside {
        flex: 1;
        min-height: 0;
        overflow: auto;
      }
      mh-poster-wall {
        flex: 1;
        min-height: 0;
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const { id } = this.place;
    const beside = BESIDE[id];
    const isTitle = id !== '' && !beside;
    return html`<div class=${isTitle ? 'view page' : 'view'}>
      ${
        isTitle
          ? html`<a class="row back" href=${linkTo('library')}>${icon(mdiArrowLeft, 18)} ${t('nav.library')}</a>
              <mh-title-page titleId=${id}></mh-title-page>`
          : html`<header><h1>${t('nav.library')}</h1></header>
              ${tabs({
                view: 'library',
                label: t('nav.library'),
                here: id,
                items: [
                  { id: '', label: t('library.titles') },
                  ...(isFor('look')
                    ? [
                        { id: 'unidentified', label: t('library.doubts') },
                        { id: 'files', label: t('library.files') },
                      ]
                    : []),
                ],
              })}
              ${beside && isFor('look') ? html`<div class="beside">${beside()}</div>` : html`<mh-poster-wall></mh-poster-wall>`}`
      }
    </div>`;
  }
}
