// Readable ids, made once from a name that a person gave.

export interface SlugOptions {
  /** Characters; a number may follow. */
  readonly longest: number;
  /** For a name without a letter or digit of ASCII. */
  readonly fallback: string;
}

/** A slug of the name that none of `taken` is: `sky-uk`, `sky-uk-2` … */
export function uniqueSlug(name: string, taken: readonly string[], options: SlugOptions): string {
  const slug = slugOf(name, options);
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? slug : `${slug}-${count}`;
    if (!taken.includes(id)) return id;
  }
}

function slugOf(name: string, { longest, fallback }: SlugOptions): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replaceAll(/^-+|-+$/g, '');
  return plain || fallback;
}
