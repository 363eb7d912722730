// Logos drawn for a test: text and shapes, on anything, in any size.

import sharp from 'sharp';

export interface DrawnLogo {
  readonly text: string;
  readonly ink?: string;
  /** Behind it all; transparent without. */
  readonly background?: string;
  /** A box behind the text. */
  readonly box?: string;
  /** Blank space around, in units of a hundredth. */
  readonly margin?: number;
  readonly width?: number;
}

/** @returns a PNG */
export async function drawLogo(logo: DrawnLogo): Promise<Buffer> {
  const { text, ink = '#204080', background, box, margin = 0, width = 300 } = logo;
  const side = 100 + 2 * margin;
  const letters = Array.from(
    text,
    (letter, at) => `<g transform="translate(${10 + at * 24} 10) scale(2)">${strokesOf(letter)}</g>`,
  ).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" viewBox="${-margin} ${-margin} ${side} ${side / 2 + margin}">
    ${background ? `<rect x="${-margin}" y="${-margin}" width="400" height="400" fill="${background}"/>` : ''}
    ${box ? `<rect width="100" height="50" fill="${box}"/>` : ''}
    <g fill="${ink}">${letters}</g></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** Fonts differ between machines: a letter is the bits of its code, as blocks. */
function strokesOf(letter: string): string {
  const code = Math.imul(letter.charCodeAt(0), 0x9e3779b1) >>> 0;
  const cells = Array.from({ length: 15 }, (_, at) => ((code >>> at) & 1) === 1);
  return cells
    .flatMap((isSet, at) =>
      isSet ? [`<rect x="${(at % 3) * 3.4}" y="${Math.floor(at / 3) * 3}" width="3" height="2.6"/>`] : [],
    )
    .join('');
}
