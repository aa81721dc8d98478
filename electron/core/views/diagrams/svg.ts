import type { Scene, Shape, Tone } from './scene.ts';
import { textWidth } from './text-width.ts';

/** A colour for each tone, in a notation that SVG knows. */
export type Palette = Readonly<Record<Tone, string>>;

/** The colours of printed reports. */
export const paperPalette: Palette = {
  ink: '#1b1f24',
  muted: '#5d6670',
  faint: '#e6edf5',
  accent: '#1f4e79',
  danger: '#b3261e',
  warning: '#b26a00',
  good: '#1e7d3c',
  surface: '#ffffff',
  'risk-very-low': '#cfe8d8',
  'risk-low': '#e3efc4',
  'risk-moderate': '#ffe9a8',
  'risk-high': '#ffcc9c',
  'risk-very-high': '#f4aaa3',
};

/** The names of the fonts that text is drawn in. */
interface Families {
  readonly sans: string;
  readonly mono: string;
}

const ownFamilies: Families = { sans: 'Inter', mono: 'JetBrains Mono' };

/** The fonts of a file that is looked at where ours may not be. */
export const portableFamilies: Families = {
  sans: 'Inter, sans-serif',
  mono: 'JetBrains Mono, monospace',
};

/** Writes a drawing as SVG. Text is escaped; fonts are named by family. */
export function sceneToSvg(scene: Scene, palette: Palette, families = ownFamilies): string {
  const size = `width="${number(scene.width)}" height="${number(scene.height)}"`;
  const box = `viewBox="0 0 ${number(scene.width)} ${number(scene.height)}"`;
  const body = scene.shapes.map((shape) => shapeToSvg(shape, palette, families)).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${box}>${body}</svg>`;
}

function shapeToSvg(shape: Shape, palette: Palette, families: Families): string {
  switch (shape.kind) {
    case 'line': {
      const ends = `x1="${number(shape.from.x)}" y1="${number(shape.from.y)}" x2="${number(shape.to.x)}" y2="${number(shape.to.y)}"`;
      const dash = shape.dashed ? ' stroke-dasharray="4 2.5"' : '';
      return `<line ${ends} stroke="${palette[shape.tone]}" stroke-width="${number(shape.width)}"${dash}/>`;
    }
    case 'rectangle': {
      const fill = shape.fill === null ? 'none' : palette[shape.fill];
      const stroke = shape.stroke === null ? '' : ` stroke="${palette[shape.stroke]}" stroke-width="0.8"`;
      const place = `x="${number(shape.at.x)}" y="${number(shape.at.y)}" width="${number(shape.width)}" height="${number(shape.height)}"`;
      return `<rect ${place} rx="${number(shape.radius)}" ry="${number(shape.radius)}" fill="${fill}"${stroke}/>`;
    }
    case 'polygon': {
      const points = shape.points.map(({ x, y }) => `${number(x)},${number(y)}`).join(' ');
      return `<polygon points="${points}" fill="${palette[shape.fill]}"/>`;
    }
    case 'text':
      return (shape.font === 'mono' && shape.upwards !== true ? ligatureFree(shape) : [shape])
        .map((piece) => textToSvg(piece, palette, families))
        .join('');
  }
}

type TextShape = Extract<Shape, { readonly kind: 'text' }>;

function textToSvg(shape: TextShape, palette: Palette, families: Families): string {
  const weight = shape.bold ? ' font-weight="bold"' : '';
  const font = `font-family="${families[shape.font]}" font-size="${number(shape.size)}"${weight}`;
  const place = `x="${number(shape.at.x)}" y="${number(shape.at.y)}" text-anchor="${shape.anchor}"`;
  const turned =
    shape.upwards === true ? ` transform="rotate(-90 ${number(shape.at.x)} ${number(shape.at.y)})"` : '';
  return `<text ${place}${turned} ${font} fill="${palette[shape.tone]}" xml:space="preserve">${escapeText(shape.text)}</text>`;
}

/** Between two signs, within `www`, and around the x of a hexadecimal number the font has ligatures. */
const ligatureSeams = /(?<=[^\p{L}\p{N}\s_])(?=[^\p{L}\p{N}\s_])|(?<=w)(?=w)|(?<=\p{N})(?=x)/gu;

/**
 * Cuts a text in the programmer's font where it would draw several characters as one sign: a term must be
 * printed character by character, and the PDF's font reader fails on such signs.
 */
function ligatureFree(shape: TextShape): readonly TextShape[] {
  const whole = textWidth(shape.text, shape.size, 'mono');
  const shift = { start: 0, middle: whole / 2, end: whole }[shape.anchor];
  let x = shape.at.x - shift;
  return shape.text.split(ligatureSeams).map((text) => {
    const piece: TextShape = { ...shape, text, anchor: 'start', at: { x, y: shape.at.y } };
    x += textWidth(text, shape.size, 'mono');
    return piece;
  });
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Escapes what XML gives a meaning, and drops the control characters that XML cannot hold. */
function escapeText(text: string): string {
  return text
    .replaceAll(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
