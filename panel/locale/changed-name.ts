import { known } from './locale.ts';

/** What was changed, as a person knows it: a setting is called as among the settings. @param area `settings`, `providers` … */
export function changedName(area: string, { key, name }: { readonly key: string; readonly name: string }): string {
  if (area === 'settings') return name || known(`setting.${key}`, key);
  if (area !== 'lineup') return name || key;
  const [kind = '', ...rest] = key.split('.');
  const thing = known(`audit.thing-${kind}`, '');
  const id = kind === 'channels' || kind === 'guides' ? rest.join('.') : ''; // the place of a rule says nothing
  return thing === '' ? name || key : [thing, name || id].filter(Boolean).join(': ');
}
