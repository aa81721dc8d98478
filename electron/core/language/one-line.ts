/** A text with a single space wherever it goes on in another line. */
export function onOneLine(text: string): string {
  const lines = text.split(/[\n\r]/);
  const last = lines.length - 1;
  if (last === 0) return text;
  return lines
    .map((line, index) => {
      if (index === 0) return line.trimEnd();
      return index === last ? line.trimStart() : line.trim();
    })
    .filter((line, index) => index === 0 || index === last || line !== '')
    .join(' ');
}
