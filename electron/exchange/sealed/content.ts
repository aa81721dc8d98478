import { dossierSchema } from '#contract/dossier/dossier-schema.ts';
import { activeRecordSchema } from '#contract/verdict-schema.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import { canonicalBytes } from '#exchange/json/canonical-json.ts';
import { readCanonicalJson, utf8Text } from '#exchange/json/read-json.ts';
import type { ForeignState } from '#vault/history/foreign-history.ts';
import { eventId, type AuditEvent } from '#vault/repositories/audit-event.ts';
import { ledgerId, ledgerText, type LedgerEntry } from '#vault/repositories/ledger-entry.ts';
import {
  auditSchema,
  historySchema,
  ledgerSchema,
  type ContentNote,
  type StateNote,
} from './content-schema.ts';
import { sha256Of } from '#vault/files/sha256.ts';
import type { Manifest } from './manifest.ts';
import type { HashedFolder, Member } from './members.ts';
import type { SharedProject } from './shared-project.ts';

/** The longest text of a model, in UTF-16 code units: as long as the window hands over. */
const longestText = 4_000_000;

/** Everything of a project as members, in their order, but for manifest, signature and card. Throws where it has no head. */
export function contentMembers(shared: SharedProject): readonly Member[] {
  const head = shared.states.find(({ id }) => id === shared.head)?.content ?? null;
  if (head === null) throw new Error('the head has no content');
  // States have texts and dossiers in common: each is written once.
  const texts = new Map<string, WrittenObject>();
  const dossiers = new Map<Dossier, WrittenObject>();
  const textOf = (text: string): WrittenObject =>
    remembered(texts, text, () => written(new TextEncoder().encode(text)));
  const dossierOf = (dossier: Dossier): WrittenObject =>
    remembered(dossiers, dossier, () => written(canonicalBytes(dossier)));
  const objects = new Map<string, Uint8Array>();
  const states = shared.states.map(({ content, ...state }): StateNote => {
    if (content === null) return { ...state, content };
    const [text, dossier] = [textOf(content.text), dossierOf(content.dossier)];
    objects.set(text.hash, text.bytes).set(dossier.hash, dossier.bytes);
    return { ...state, content: { text: text.hash, dossier: dossier.hash } };
  });
  const [text, dossier] = [textOf(head.text), dossierOf(head.dossier)];
  for (const { hash } of [text, dossier]) objects.delete(hash);
  return [
    { name: 'model.segl', bytes: text.bytes },
    { name: 'dossier.json', bytes: dossier.bytes },
    { name: 'history.json', bytes: canonicalBytes({ states }) },
    { name: 'ledger.json', bytes: canonicalBytes({ entries: shared.ledger }) },
    { name: 'audit.json', bytes: canonicalBytes({ events: shared.audit }) },
    ...(shared.verdicts === null ? [] : [{ name: 'verdicts.json', bytes: canonicalBytes(shared.verdicts) }]),
    ...hashedMembers('objects', objects),
    ...hashedMembers('documents', shared.documents),
  ];
}

/** A text or a dossier as it is written, and its SHA-256. */
interface WrittenObject {
  readonly bytes: Uint8Array;
  readonly hash: string;
}

function written(bytes: Uint8Array): WrittenObject {
  return { bytes, hash: sha256Of(bytes) };
}

function hashedMembers(folder: HashedFolder, files: ReadonlyMap<string, Uint8Array>): readonly Member[] {
  return [...files]
    .map(([sha256, bytes]) => ({ name: `${folder}/${sha256}`, bytes }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * The project in the members of a sealed file, whose hashes are known to be right. Null where one is not as its schema
 * says, or where they do not fit together: a parent that does not stand before its child, a content that is not there or
 * that nobody names, verdicts on another text, a document that no dossier
 * names, an entry of ledger or log whose identifier is not that of what it says.
 */
export function projectIn(
  manifest: Manifest,
  members: ReadonlyMap<string, Uint8Array>,
): SharedProject | null {
  const member = (name: string): Uint8Array => members.get(name) ?? new Uint8Array();
  const history = readCanonicalJson(member('history.json'), historySchema);
  const ledger = readCanonicalJson(member('ledger.json'), ledgerSchema);
  const audit = readCanonicalJson(member('audit.json'), auditSchema);
  if (history === null || ledger === null || audit === null || !isHistory(history.states)) return null;
  if (!isLedger(ledger.entries) || !isAudit(audit.events, manifest.project.id)) return null;
  const contents = new Contents(members);
  const states = contents.statesOf(history.states);
  const head = history.states.find(({ id }) => id === manifest.head)?.content ?? null;
  if (states === null || head === null || !contents.areExactly(head)) return null;
  const verdicts = members.has('verdicts.json')
    ? readCanonicalJson(member('verdicts.json'), activeRecordSchema)
    : null;
  if (members.has('verdicts.json') && verdicts?.inputHash !== head.text) return null;
  const { project } = manifest;
  const documents = contents.documents();
  const [entries, events] = [ledger.entries, audit.events];
  return { project, head: manifest.head, states, ledger: entries, audit: events, verdicts, documents };
}

function isHistory(states: readonly StateNote[]): boolean {
  const before = new Set<string>();
  return states.every(({ id, parents }) => {
    const fits = !before.has(id) && parents.every((parent) => before.has(parent));
    before.add(id);
    return fits && new Set(parents).size === parents.length;
  });
}

function isLedger(entries: readonly LedgerEntry[]): boolean {
  const ids = new Set(entries.map(({ id }) => id));
  return ids.size === entries.length && entries.every((entry) => ledgerId(ledgerText(entry)) === entry.id);
}

function isAudit(events: readonly AuditEvent[], project: string): boolean {
  const ids = new Set(events.map(({ id }) => id));
  return ids.size === events.length && events.every((event) => eventId(project, event) === event.id);
}

/** The texts, dossiers and documents of a sealed file; each is read once, however many states have it. */
class Contents {
  readonly #members: ReadonlyMap<string, Uint8Array>;
  readonly #standing: ReadonlyMap<string, Uint8Array>;
  readonly #texts = new Map<string, string | null>();
  readonly #dossiers = new Map<string, Dossier | null>();

  constructor(members: ReadonlyMap<string, Uint8Array>) {
    this.#members = members;
    const standing = ['model.segl', 'dossier.json'].map((name) => members.get(name) ?? new Uint8Array());
    this.#standing = new Map(standing.map((bytes) => [sha256Of(bytes), bytes]));
  }

  /** The states with their contents, or null at the first whose content cannot be read. */
  statesOf(notes: readonly StateNote[]): readonly ForeignState[] | null {
    const states: ForeignState[] = [];
    for (const note of notes) {
      const state = this.#stateOf(note);
      if (state === null) return null;
      states.push(state);
    }
    return states;
  }

  #stateOf({ content, ...state }: StateNote): ForeignState | null {
    if (content === null) return { ...state, content };
    const text = remembered(this.#texts, content.text, () => this.#text(content.text));
    const dossier = remembered(this.#dossiers, content.dossier, () => this.#dossier(content.dossier));
    return text === null || dossier === null ? null : { ...state, content: { text, dossier } };
  }

  /** True where the head has what stands by itself, and everything that was read is all that there is. */
  areExactly(head: ContentNote): boolean {
    const [text, dossier] = ['model.segl', 'dossier.json'].map((name) => this.#members.get(name));
    if (text === undefined || dossier === undefined) return false;
    if (sha256Of(text) !== head.text || sha256Of(dossier) !== head.dossier) return false;
    const named = new Set([...this.#texts.keys(), ...this.#dossiers.keys()]);
    const files = new Set(
      [...this.#dossiers.values()].flatMap((each) => each?.sources.map(({ file }) => file?.sha256) ?? []),
    );
    return [...this.#members.keys()].every((name) => {
      const [folder, hash = ''] = name.split('/');
      if (folder === 'objects') return named.has(hash) && !this.#standing.has(hash);
      return folder !== 'documents' || files.has(hash);
    });
  }

  documents(): ReadonlyMap<string, Uint8Array> {
    const start = 'documents/';
    const documents = [...this.#members].filter(([name]) => name.startsWith(start));
    return new Map(documents.map(([name, bytes]) => [name.slice(start.length), bytes]));
  }

  #text(hash: string): string | null {
    const bytes = this.#bytes(hash);
    const text = bytes === undefined ? null : utf8Text(bytes);
    return text === null || text.length > longestText ? null : text;
  }

  #dossier(hash: string): Dossier | null {
    const bytes = this.#bytes(hash);
    return bytes === undefined ? null : readCanonicalJson(bytes, dossierSchema);
  }

  #bytes(hash: string): Uint8Array | undefined {
    return this.#standing.get(hash) ?? this.#members.get(`objects/${hash}`);
  }
}

function remembered<Key, Value>(kept: Map<Key, Value>, key: Key, read: () => Value): Value {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const value = read();
  kept.set(key, value);
  return value;
}
