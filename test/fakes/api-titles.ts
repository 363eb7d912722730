// What the API is told of titles that nobody has identified, in memory.

import type { ApiPorts } from '../../src/http/api/ports.ts';
import { AppError } from '../../src/kernel/errors.ts';
import type { Title } from '../../src/model/title.ts';

const unknown = (): Promise<never> => Promise.reject(new AppError('title.unknown', 'no such title'));

export function titleReviewOf(title: Title): ApiPorts['titleReview'] {
  const named = { name: 'The Sea', originalName: 'Das Meer', year: 2010, plot: '', posterUrl: '', voteCount: 3 };
  return {
    list: () =>
      Promise.resolve({
        items: [{ title, state: 'unsure', suggestedTmdbId: 7, names: ['Sea (2010)'] }],
        next: null,
        total: 1,
      }),
    search: (id, { search }) => {
      if (id !== title.id) return unknown();
      if (search === 'nokey') return Promise.reject(new AppError('request.conflict', 'TMDB asks for a key'));
      if (search === 'badkey') return Promise.reject(new AppError('provider.unauthorised', 'the key is wrong'));
      return Promise.resolve([{ tmdbId: 7, ...named }]);
    },
    decide: (wanted) => (wanted.some(({ id }) => id !== title.id) ? unknown() : Promise.resolve(wanted.length)),
  };
}
