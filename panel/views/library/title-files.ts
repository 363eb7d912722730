// The files that were written of a title, folded away: where media servers find it.

import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import { t, tn } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';

@customElement('mh-title-files')
export class TitleFiles extends LitElement {
  @property() titleId = '';
  readonly #files = new Query(this, {
    load: (signal) => ask('GET /titles/{id}/files', { params: { id: this.titleId } }, signal),
  });

  static override styles = [
    shared,
    viewStyles,
    css`
      section {
        margin-block-start: var(--mh-space-6);
      }
      li {
        padding-block: 2px;
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has('titleId') && changed.get('titleId') !== '') void this.#files.refresh();
  }

  override render(): TemplateResult | typeof nothing {
    const files = this.#files.data;
    if (!files) return nothing;
    const { items, folder } = files;
    return html`<section>
      <h2>${t('library.title-files')}</h2>
      <div class="card">
        ${
          items.length === 0
            ? html`<p class="soft">
                ${t('library.no-files')} <a href=${linkTo('library', 'files')}>${t('library.files')}</a>
              </p>`
            : html`<details ?open=${items.length < 4}>
                <summary>
                  ${tn('library.file-count', items.length)} <span class="soft small mono" dir="ltr">${folder}</span>
                </summary>
                <ul>
                  ${items.map((path) => html`<li class="mono small wrap" dir="ltr">${path}</li>`)}
                </ul>
              </details>`
        }
      </div>
    </section>`;
  }
}
