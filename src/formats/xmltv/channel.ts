// The inside of a `<channel>`: its names and picture.

import type { GuideChannel } from '../../model/programme.ts';
import { StartTag } from './tag.ts';
import { attributeText, elementText } from './text.ts';

const DISPLAY_NAME = /<display-name\b[^>]*?(?:\/>|>([\s\S]*?)(?=<\/display-name|<display-name|$))/g;
const ICON = /<icon\b/;

const tag = new StartTag();

/** @param body the text between `<channel …>` and its end */
export function readChannel(xmltvId: string, body: string): GuideChannel {
  const names = new Set<string>();
  for (const [, inside = ''] of body.matchAll(DISPLAY_NAME)) names.add(elementText(inside));
  names.delete('');
  const icon = ICON.exec(body);
  const hasIcon = icon !== null && tag.read(body, icon.index + icon[0].length);
  return { xmltvId, displayNames: [...names], iconUrl: hasIcon ? attributeText(tag.value('src') ?? '') : '' };
}
