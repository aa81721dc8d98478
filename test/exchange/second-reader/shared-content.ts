import type { Member } from './archive.ts';
import { readAudit, type AuditEvent } from './audit.ts';
import { parseCanonical, utf8 } from './canonical-json.ts';
import { sha256Hex } from './digests.ts';
import { readHistory, type SharedState } from './history.ts';
import { readLedger, type LedgerEntry } from './ledger.ts';
import type { Manifest } from './manifest.ts';
import { demand, present } from './refusal.ts';
import { membersOf } from './shapes.ts';

/** What of a project is in a sealed file. */
export interface SharedContent {
  readonly text: string;
  readonly dossier: unknown;
  readonly states: readonly SharedState[];
  readonly ledger: readonly LedgerEntry[];
  readonly audit: readonly AuditEvent[];
  readonly verdicts: unknown;
  readonly objects: ReadonlyMap<string, Uint8Array>;
  readonly documents: ReadonlyMap<string, Uint8Array>;
}

/** The documents that a dossier names. */
function documentsOf(dossier: unknown): readonly string[] {
  const { sources } = membersOf(dossier);
  demand(Array.isArray(sources), 'sealed: dossier');
  return sources.flatMap((source: unknown) => {
    const { file } = membersOf(source);
    if (file === null) return [];
    const { sha256: name } = membersOf(file);
    demand(typeof name === 'string', 'sealed: dossier');
    return [name];
  });
}

function inFolder(members: readonly Member[], folder: string): ReadonlyMap<string, Uint8Array> {
  const here = members.filter(({ name }) => name.startsWith(folder));
  return new Map(here.map(({ name, bytes }) => [name.slice(folder.length), bytes]));
}

function checkModel(bytes: Uint8Array): string {
  const text = utf8(bytes);
  demand(text.length <= 4_000_000, 'sealed: text');
  return text;
}

interface Contents {
  readonly states: readonly SharedState[];
  readonly head: SharedState;
  readonly objects: ReadonlyMap<string, Uint8Array>;
  readonly documents: ReadonlyMap<string, Uint8Array>;
  readonly dossier: unknown;
}

/** Objects are exactly what states name beside the head's content; documents are all named by a dossier. */
function checkContents({ states, head, objects, documents, dossier }: Contents): void {
  const held = states.flatMap(({ content }) => (content === null ? [] : [content]));
  const inHead = new Set([head.content?.text, head.content?.dossier]);
  const named = held.flatMap(({ text, dossier: other }) => [text, other]).filter((hash) => !inHead.has(hash));
  demand([...new Set(named)].sort().join() === [...objects.keys()].join(), 'sealed: objects');
  for (const [hash, bytes] of objects) {
    if (held.some(({ text }) => text === hash)) checkModel(bytes);
  }
  const dossiers = [...new Set(held.map((content) => content.dossier))].flatMap((hash) => {
    const bytes = objects.get(hash);
    return bytes === undefined ? [] : [parseCanonical(bytes)];
  });
  const wanted = new Set([dossier, ...dossiers].flatMap(documentsOf));
  demand(
    [...documents.keys()].every((hash) => wanted.has(hash)),
    'sealed: documents',
  );
}

/** The content of members whose hashes are right: each as its part of the page says, and all of them together. */
export function readContent(members: readonly Member[], manifest: Manifest): SharedContent {
  const bytesOf = (name: string): Uint8Array | undefined => members.find((each) => each.name === name)?.bytes;
  const json = (name: string): unknown => parseCanonical(present(bytesOf(name), 'sealed: members'));
  const model = present(bytesOf('model.segl'), 'sealed: members');
  const text = checkModel(model);
  const dossier = json('dossier.json');
  const states = readHistory(json('history.json'));
  const head = states.find(({ id }) => id === manifest.head);
  demand(head !== undefined, 'sealed: head');
  demand(head.content?.text === sha256Hex(model), 'sealed: head');
  demand(head.content.dossier === sha256Hex(bytesOf('dossier.json') ?? ''), 'sealed: head');
  const objects = inFolder(members, 'objects/');
  const documents = inFolder(members, 'documents/');
  checkContents({ states, head, objects, documents, dossier });
  const verdicts = bytesOf('verdicts.json') === undefined ? null : json('verdicts.json');
  if (verdicts !== null) demand(membersOf(verdicts)['inputHash'] === sha256Hex(model), 'sealed: verdicts');
  const ledger = readLedger(json('ledger.json'));
  const audit = readAudit(json('audit.json'), manifest.project.id);
  return { text, dossier, states, ledger, audit, verdicts, objects, documents };
}
