import { known } from './locale.ts';

/** What was changed, as a person knows it: a setting is called as among the settings. @param area `settings`, `providers` … */
export const changedName = (area: string, { key, name }: { readonly key: string; readonly name: string }): string =>
  name || (area === 'settings' ? known(`setting.${key}`, key) : key);
