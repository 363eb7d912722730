// How the panel looks to this person: language and theme, kept in this browser.

import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { chooseLocale, currentLocale, LOCALE_NAMES, LOCALES, t, type Locale } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';
import { chooseTheme, isThemedByHost, THEME_CHOICES, themeChoice, type ThemeChoice } from '../../theme/theme.ts';

@customElement('mh-appearance')
export class Appearance extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--mh-space-4);
      }
      @media (max-width: 599px) {
        :host {
          grid-template-columns: 1fr;
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
    return html`<wa-select label=${t('about.language')} .value=${currentLocale()} @change=${this.#chooseLanguage}>
      ${LOCALES.map((locale) => html`<wa-option value=${locale} lang=${locale}>${LOCALE_NAMES[locale]}</wa-option>`)}
    </wa-select>`;
  }

  #theme(): TemplateResult {
    if (isThemedByHost()) return html`<p class="soft">${t('about.theme-host')}</p>`;
    return html`<wa-select label=${t('about.theme')} .value=${themeChoice()} @change=${this.#chooseTheme}>
      ${THEME_CHOICES.map((choice) => html`<wa-option value=${choice}>${t(`theme.${choice}`)}</wa-option>`)}
    </wa-select>`;
  }

  #chooseLanguage(event: Event): void {
    void chooseLocale((event.target as HTMLSelectElement).value as Locale);
  }

  #chooseTheme(event: Event): void {
    chooseTheme((event.target as HTMLSelectElement).value as ThemeChoice);
  }
}
