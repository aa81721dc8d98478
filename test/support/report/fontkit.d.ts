/** What tests use of fontkit, which brings no types of its own. */
declare module 'fontkit' {
  interface Glyph {
    readonly advanceWidth: number;
  }

  interface Font {
    readonly unitsPerEm: number;
    /** The code points that the font has, in ascending order. */
    readonly characterSet: readonly number[];
    glyphForCodePoint(codePoint: number): Glyph;
    layout(text: string, features?: Readonly<Record<string, boolean>>): { readonly advanceWidth: number };
  }

  export function create(bytes: Uint8Array): Font;
}
