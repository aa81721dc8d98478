/** Bounds of the length that pieces are cut to on average, in characters. */
const usual = { least: 256, most: 2_048 } as const;

/** About so long is a line. */
const lineLength = 64;

/**
 * Cuts a text into pieces, at ends of lines that are told by what stands in the line and by nothing before it: texts that
 * differ in one place have all other pieces in common. `end` is the character that ends a line.
 *
 * The longer a text, the longer its pieces: a state costs its list of pieces and those that are new.
 */
export function cut(text: string, end = '\n'): readonly string[] {
  const average = averageFor(text.length);
  const [least, most] = [average / 4, average * 4];
  const mask = average / lineLength - 1;
  const pieces: string[] = [];
  let start = 0;
  let position = 0;
  while (position < text.length) {
    const found = text.indexOf(end, position);
    const after = found === -1 ? text.length : found + 1;
    if (after - start > most) {
      // A line that is too long is cut wherever that may be.
      const middle = position > start ? position : wholeCharacters(text, start + most);
      pieces.push(text.slice(start, middle));
      start = middle;
      position = middle;
      continue;
    }
    if (after - start >= least && (hashOf(text, position, after) & mask) === 0) {
      pieces.push(text.slice(start, after));
      start = after;
    }
    position = after;
  }
  if (start < text.length) pieces.push(text.slice(start));
  return pieces;
}

// The power of two next to the length at which list and new pieces cost the same.
function averageFor(length: number): number {
  const best = 2 ** Math.round(Math.log2(Math.sqrt(5 * Math.max(length, 1))));
  return Math.min(usual.most, Math.max(usual.least, best));
}

function wholeCharacters(text: string, position: number): number {
  const unit = text.charCodeAt(position - 1);
  const next = text.charCodeAt(position);
  const splits = unit >= 0xd800 && unit <= 0xdbff && next >= 0xdc00 && next <= 0xdfff;
  return splits ? position - 1 : position;
}

// FNV-1a, over UTF-16 units, its upper half folded into the lower.
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash ^ (hash >>> 16)) & 0xffff;
}
