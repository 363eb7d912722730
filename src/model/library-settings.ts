// What a person chooses for movies and series.

import * as z from 'zod';

const meta = (label: string, unit?: string): Record<string, unknown> => ({ label, ...(unit && { unit }) });

export const librarySettings = z.strictObject({
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}$/, 'a code of two or three letters'))
    .max(20)
    .default([])
    .meta(meta('Languages of movies and series, the preferred first')),
  episodes_per_minute: z
    .int()
    .min(0)
    .max(600)
    .default(20)
    .meta(meta('Series whose episodes are asked for in the background', '/min')),
  tmdb_api_key: z
    .string()
    .max(512)
    .regex(/^(?:[\w.-]*|\*{3})$/, 'letters, digits, dots and dashes') // *** is how it is shown
    .default('')
    .meta(meta('Your own key of The Movie Database')),
  tmdb_language: z
    .string()
    .regex(/^[a-z]{2}(?:-[A-Z]{2})?$/, 'such as de or de-DE')
    .default('en-US')
    .meta(meta('Language of what The Movie Database says')),
});
