import { hash, line, stateId } from './authors.ts';
import { canonical } from './canonical-json.ts';
import { sha256Hex } from './digests.ts';
import { demand } from './refusal.ts';
import { day, instant, listOf, object, oneOf, orNull, text } from './shapes.ts';

const named = text(500, /./su);
const words = text(50_000);

const entryShapes = {
  owner: object({
    before: orNull(line),
    change: oneOf('named', 'renamed', 'removed'),
    organisation: line,
    owner: named,
  }),
  approval: object({
    approver: line,
    day,
    decision: oneOf('approved', 'withdrawn'),
    fileHash: hash,
    organisation: line,
    owner: named,
  }),
  overruling: object({
    approval: orNull(hash),
    fileHash: hash,
    organisation: line,
    owner: named,
    reason: text(50_000, /./su),
  }),
  release: object({
    approvals: listOf(hash, 100_000),
    fileHash: hash,
    language: oneOf('en', 'nb'),
    overrulings: listOf(hash, 100_000),
    record: (value: unknown) => value,
    state: stateId,
  }),
  share: object({
    author: orNull(object({ fingerprint: orNull(text(200)), name: line })),
    fileHash: hash,
    purpose: words,
    recipients: listOf(object({ fingerprint: text(200), name: line, organisation: line }), 64, 1),
    state: stateId,
  }),
};
const entryShape = object({
  fields: (value: unknown) => value,
  id: hash,
  kind: oneOf('owner', 'approval', 'overruling', 'release', 'share'),
  recordedAt: instant,
});
const ledgerShape = object({ entries: listOf(entryShape, 100_000) });
export type LedgerEntry = ReturnType<typeof entryShape>;

/** The entries that an entry names, with the kind that each has to be of. */
function namedBy({ kind, fields }: LedgerEntry): readonly (readonly [kind: string, id: string])[] {
  if (kind === 'overruling') {
    const { approval } = entryShapes.overruling(fields);
    return approval === null ? [] : [['approval', approval]];
  }
  if (kind !== 'release') return [];
  const { approvals, overrulings } = entryShapes.release(fields);
  return [
    ...approvals.map((each) => ['approval', each] as const),
    ...overrulings.map((each) => ['overruling', each] as const),
  ];
}

/** The entries, each named by what it says, and what they name among them. */
export function readLedger(value: unknown): readonly LedgerEntry[] {
  const { entries } = ledgerShape(value);
  for (const { fields, id: name, kind, recordedAt } of entries) {
    entryShapes[kind](fields);
    demand(recordedAt < '2200', 'ledger: instant');
    const written = canonical({ fields, kind, recordedAt });
    demand(sha256Hex('segl ledger entry v1\n', written) === name, 'ledger: identifier');
  }
  const kinds = new Map(entries.map((entry) => [entry.id, entry.kind]));
  demand(kinds.size === entries.length, 'ledger: twice');
  for (const [kind, name] of entries.flatMap(namedBy)) {
    demand(kinds.get(name) === kind, 'ledger: names');
  }
  return entries;
}
