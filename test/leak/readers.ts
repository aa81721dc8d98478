import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** The text of a file as poppler reads it, invisible text included. */
export function popplerText(bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'segl-leak-'));
  const file = join(folder, 'report.pdf');
  writeFileSync(file, bytes, { mode: 0o600 });
  try {
    return execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What pdf.js finds in a file: its text, and everything that it has beside its pages. */
export interface PdfjsFindings {
  readonly text: string;
  readonly beside: readonly string[];
}

/** Reads a file with pdf.js. */
export async function pdfjsFindings(bytes: Uint8Array): Promise<PdfjsFindings> {
  const loading = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 });
  const document = await loading.promise;
  const texts: string[] = [];
  const annotations: unknown[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const content = await page.getTextContent();
    texts.push(content.items.map((item) => ('str' in item ? item.str : '')).join(' '));
    const found: readonly unknown[] = await page.getAnnotations();
    annotations.push(...found);
  }
  const beside: Readonly<Record<string, unknown>> = {
    annotations: annotations.length > 0 ? annotations : null,
    attachments: await document.getAttachments(),
    outline: await document.getOutline(),
    fields: await document.getFieldObjects(),
    actions: await document.getJSActions(),
    openAction: await document.getOpenAction(),
    labels: await document.getPageLabels(),
    destinations: emptyAsNull(await document.getDestinations()),
  };
  await loading.destroy();
  return {
    text: texts.join('\n'),
    beside: Object.entries(beside).flatMap(([name, value]) => (value === null ? [] : [name])),
  };
}

function emptyAsNull(destinations: object): object | null {
  return Object.keys(destinations).length === 0 ? null : destinations;
}
