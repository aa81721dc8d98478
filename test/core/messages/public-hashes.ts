// Prints the hashes of the files of a public record, with the runtime's knowledge of languages or without any of it.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { root } from '../../support/places.ts';

const [knowledge, record = ''] = process.argv.slice(2);
if (knowledge === 'without') takeKnowledgeAway();

// Only now: whatever asks for a language when it is loaded asks in vain too.
const { publicRecordSchema } = await import('#contract/release-ledger-schema.ts');
const { publicReport } = await import('#core/report/public/public-report.ts');
const { locales } = await import('#core/messages/texts.ts');
const { renderPdf } = await import('#report/render.ts');
const counted = publicRecordSchema.parse(JSON.parse(record));
const fontFolder = join(root, 'resources', 'fonts');
const hashes: string[] = [];
for (const status of ['draft', 'final'] as const) {
  for (const locale of locales) {
    const { bytes } = await renderPdf(publicReport(counted, status, locale), { fontFolder });
    hashes.push(createHash('sha256').update(bytes).digest('hex'));
  }
}
process.stdout.write(JSON.stringify(hashes));

function takeKnowledgeAway(): void {
  const refuse = (): never => {
    throw new Error('the runtime was asked about languages');
  };
  const asked = new Proxy({}, { get: refuse, has: refuse, ownKeys: refuse });
  Object.defineProperty(globalThis, 'Intl', { value: asked });
  const methods = {
    localeCompare: [String.prototype],
    normalize: [String.prototype],
    toLocaleLowerCase: [String.prototype],
    toLocaleUpperCase: [String.prototype],
    toLocaleString: [Number.prototype, BigInt.prototype, Date.prototype, Array.prototype, Object.prototype],
    toLocaleDateString: [Date.prototype],
    toLocaleTimeString: [Date.prototype],
  };
  for (const [name, owners] of Object.entries(methods)) {
    for (const owner of owners) Object.defineProperty(owner, name, { value: refuse });
  }
}
