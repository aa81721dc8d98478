import type { Findings, Format } from '#core/interchange/format/format.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { sarifLog } from './log.ts';

/** Findings in SARIF, which tools that collect the findings of many analyses read. */
export const sarif: Format = {
  id: 'sarif',
  endings: ['.sarif', '.sarif.json'],
  mediaType: 'application/sarif+json',
  reader: null,
  writer: { takes: 'verdicts', write },
};

function write(findings: Findings, translate: Translate): string {
  return `${JSON.stringify(sarifLog(findings, translate), null, 2)}\n`;
}
