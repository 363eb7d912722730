// The part of a person's form that says from where it may come.

import { html, type TemplateResult } from 'lit';
import '../../elements/pick-list.ts';
import { countryName, sortedCountries } from '../../locale/countries.ts';
import { t } from '../../locale/locale.ts';

export interface Countries {
  /** Null for all. */
  readonly allowed: readonly string[] | null;
  readonly blocked: readonly string[];
}

export interface Whereabouts extends Countries {
  /** As they stand in the form's field `networks`, null for all. */
  readonly networks: readonly string[] | null;
}

export function whereaboutsFields(
  { networks, allowed, blocked }: Whereabouts,
  onPicked: (countries: Countries) => void,
): TemplateResult {
  const items = sortedCountries();
  return html`<details ?open=${networks !== null || allowed !== null || blocked.length > 0}>
    <summary>${t('people.whereabouts')}</summary>
    <div>
      <label class="above"
        >${t('people.networks')}<textarea
          name="networks"
          rows="2"
          dir="ltr"
          autocomplete="off"
          spellcheck="false"
          placeholder="203.0.113.0/24"
          .value=${(networks ?? []).join('\n')}
        ></textarea>
        <span class="hint small soft">${t('people.networks-hint')}</span></label
      >
      <mh-pick-list
        label=${t('people.allowed-countries')}
        all=${t('people.all-countries')}
        .items=${items}
        .nameOf=${countryName}
        .chosen=${allowed}
        @picked=${({ detail }: CustomEvent<readonly string[] | null>) => onPicked({ allowed: detail, blocked })}
      ></mh-pick-list>
      <mh-pick-list
        label=${t('people.blocked-countries')}
        all=${t('people.no-countries')}
        .items=${items}
        .nameOf=${countryName}
        .chosen=${blocked.length === 0 ? null : blocked}
        @picked=${({ detail }: CustomEvent<readonly string[] | null>) => onPicked({ allowed, blocked: detail ?? [] })}
      ></mh-pick-list>
      <p class="small soft">${t('people.countries-hint')}</p>
    </div>
  </details>`;
}
