import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { ReportDocument } from '#core/report/document/document.ts';

/** The text of each page, as pdf.js reads it, with single spaces. */
export async function pdfjsPages(bytes: Uint8Array): Promise<readonly string[]> {
  const document = await getDocument({ data: bytes.slice(), useSystemFonts: false, verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const content = await (await document.getPage(number)).getTextContent();
    pages.push(plain(content.items.map((item) => ('str' in item ? item.str : '')).join(' ')));
  }
  return pages;
}

/** A text with every run of white space as one space. */
export function plain(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

/** The headings that the contents of a report list. */
export function listedHeadings({ blocks }: ReportDocument): readonly string[] {
  return blocks.flatMap((block) => (block.kind === 'heading' && block.level < 3 ? [block.text] : []));
}

/** The page that the contents give for a heading, as they stand in the text of the pages. */
export function listedPage(heading: string, pages: readonly string[]): number {
  const lines = pages.flatMap((page) => page.split('\n')).map(plain);
  const found = lines.find(
    (line) => line.startsWith(`${heading} `) && /^\d+$/u.test(line.slice(heading.length + 1)),
  );
  if (found === undefined) throw new Error(`the contents do not list: ${heading}`);
  return Number(found.slice(heading.length + 1));
}
