// What a condition can name: providers, groups, named patterns; asked for once a form.

import type { ReactiveControllerHost } from 'lit';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import type { RulePattern } from '../../api/routes.ts';
import type { Choices } from './condition-row.ts';

export class KnownChoices {
  readonly #providers;
  readonly #groups;

  constructor(host: ReactiveControllerHost) {
    this.#providers = new Query(host, { load: (signal) => ask('GET /providers', {}, signal) });
    this.#groups = new Query(host, { load: (signal) => ask('GET /groups', {}, signal) });
  }

  of(patterns: readonly RulePattern[]): Choices {
    return {
      providers: (this.#providers.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
      groups: (this.#groups.data?.items ?? []).map(({ name }) => name).filter(Boolean),
      patterns: patterns.map(({ name }) => name),
    };
  }
}
