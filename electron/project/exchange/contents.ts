import type { SharedContent } from '#contract/exchange-calls.ts';
import type { SharedProject } from '#exchange/sealed/shared-project.ts';

/** What a sealed file holds, part by part: how many of each, and how large they are in bytes. What it does not hold is left out. */
export function contentsOf(shared: SharedProject): readonly SharedContent[] {
  const { states, ledger, audit, verdicts, documents } = shared;
  const head = states.find(({ id }) => id === shared.head)?.content ?? null;
  const earlier = states.filter(({ id, content }) => id !== shared.head && content !== null);
  // What several states say is in the file once.
  const said = new Set(
    earlier.flatMap(({ content }) => (content === null ? [] : [content.text, content.dossier])),
  );
  const parts: readonly SharedContent[] = [
    { part: 'model', count: head === null ? 0 : 1, bytes: Buffer.byteLength(head?.text ?? '') },
    { part: 'dossier', count: head === null ? 0 : 1, bytes: head === null ? 0 : sizeOf(head.dossier) },
    {
      part: 'history',
      count: earlier.length,
      bytes: [...said].reduce((sum, each) => sum + sizeOf(each), 0),
    },
    { part: 'ledger', count: ledger.length, bytes: sizeOf(ledger) },
    { part: 'audit', count: audit.length, bytes: sizeOf(audit) },
    {
      part: 'verdicts',
      count: verdicts?.verdicts.length ?? 0,
      bytes: verdicts === null ? 0 : sizeOf(verdicts),
    },
    {
      part: 'documents',
      count: documents.size,
      bytes: [...documents.values()].reduce((sum, { length }) => sum + length, 0),
    },
  ];
  return parts.filter(({ count }) => count > 0);
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
