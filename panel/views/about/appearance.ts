// How the panel looks to this person: language and theme, kept in this browser.

import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { chooseLocale, currentLocale, LOCALE_NAMES, LOCALES, t, type Locale } from '../../locale/locale.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import { chooseTheme, isThemedByHost, THEME_CHOICES, themeChoice, type ThemeChoice } from '../../theme/theme.ts';

@customElement('mh-appearance')
export class Appearance extends LitElement {
  static override styles = [
    shared,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: var(--mh-space-4);
      }
      @media (max-width: 599px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    return html`${this.#language()} ${this.#theme()}`;
  }

  #language(): TemplateResult {
    return html`<label class="above"
      >${t('about.language')}<select @change=${this.#chooseLanguage}>
        ${LOCALES.map(
          (locale) =>
            html`<option value=${locale} lang=${locale} ?selected=${locale === currentLocale()}>
              ${LOCALE_NAMES[locale]}
            </option>`,
        )}
      </select></label
    >`;
  }

  #theme(): TemplateResult {
    if (isThemedByHost()) return html`<p class="soft">${t('about.theme-host')}</p>`;
    return html`<label class="above"
      >${t('about.theme')}<select @change=${this.#chooseTheme}>
        ${THEME_CHOICES.map(
          (choice) =>
            html`<option value=${choice} ?selected=${choice === themeChoice()}>${t(`theme.${choice}`)}</option>`,
        )}
      </select></label
    >`;
  }

  #chooseLanguage(event: Event): void {
    void chooseLocale((event.target as HTMLSelectElement).value as Locale);
  }

  #chooseTheme(event: Event): void {
    chooseTheme((event.target as HTMLSelectElement).value as ThemeChoice);
  }
}
