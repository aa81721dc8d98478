import { basename } from 'node:path';
import type { SealedPreview, sealedWarnings } from '#contract/exchange-calls.ts';
import type { CallFailure } from '#contract/failures.ts';
import { relation, type HistoryGraph } from '#core/history/graph.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { Identity } from '#exchange/identity/identity.ts';
import { colleagueOf } from '#exchange/keyring/colleagues.ts';
import type { KeyringContent } from '#exchange/keyring/content.ts';
import { noteSeen } from '#exchange/keyring/notes.ts';
import { verifySealed, type SealedFinding } from '#exchange/sealed/findings.ts';
import { longestSealed } from '#exchange/sealed/members.ts';
import { readSealed, type Opened } from '#exchange/sealed/read.ts';
import { contentsOf } from '#project/exchange/contents.ts';
import { newDecisions } from '#project/exchange/new-decisions.ts';
import { sha256Of } from '#vault/files/sha256.ts';
import { readBounded } from '#project/files/read-bounded.ts';
import { keyringLocked, type KeyringSession } from '#project/keyring/keyring-session.ts';
import { personOf } from '#project/keyring/keyring-state.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import type { ForeignHistory } from '#vault/history/foreign-history.ts';

/** The kinds of what must be answered before anything is done with a sealed file. */
export type SealedWarningKind = (typeof sealedWarnings)[number];

/** A sealed file that was opened, for as long as somebody looks at it. */
export interface ReceivedFile {
  readonly fileName: string;
  /** The SHA-256 of the file. */
  readonly sha256: string;
  readonly opened: Opened;
}

/** Reads a sealed file and opens it with the keyring. `sealed-unreadable`, `sealed-too-large`, and as {@link openReceived}. */
export async function readReceived(
  path: string,
  keyring: KeyringSession,
): Promise<Result<ReceivedFile, CallFailure>> {
  const bytes = readBounded(path, longestSealed);
  if (bytes === null) return failure({ code: 'sealed-unreadable' });
  return openReceived(basename(path), bytes, keyring);
}

/** Opens a sealed file with the keyring. `keyring-locked`, and as `readSealed` fails. */
export async function openReceived(
  fileName: string,
  bytes: Uint8Array,
  { open }: KeyringSession,
): Promise<Result<ReceivedFile, CallFailure>> {
  if (open === null) return keyringLocked;
  const opened = await readSealed(bytes, open.identity);
  return opened.ok ? success({ fileName, sha256: sha256Of(bytes), opened: opened.value }) : opened;
}

/** What there is to say of a sealed file to whoever opened it, beside the project that is open. `keyring-locked`. */
export function previewOf(
  file: ReceivedFile,
  project: OpenProject | null,
  keyring: KeyringSession,
): Result<SealedPreview, CallFailure> {
  const { open } = keyring;
  const content = open?.content ?? null;
  if (open === null || content === null) return keyringLocked;
  const { fileName, opened } = file;
  const { manifest, signer, shared } = opened;
  const head = shared.states.find(({ id }) => id === shared.head);
  if (head === undefined) return failure({ code: 'sealed-content-refused' });
  const known = colleagueOf(content, signer.fingerprint);
  const isOwn = signer.fingerprint === open.identity.card.fingerprint;
  return success({
    fileName,
    signer: {
      ...personOf(signer),
      known: isOwn || known !== null,
      verified: isOwn || (known?.verified ?? null) !== null,
    },
    recipients: manifest.recipients.map((fingerprint) => ({
      fingerprint,
      name: nameOf(fingerprint, open.identity, content),
    })),
    purpose: manifest.purpose,
    createdAt: manifest.createdAt,
    project: { name: shared.project.name, classification: shared.project.classification },
    head: { id: head.id, createdAt: head.createdAt, author: head.author },
    relation: relationOf(file, project),
    contents: contentsOf(shared),
    decisions: newDecisions(file.opened.shared, project),
    warnings: warningsOf(file, project, open.identity, content),
  });
}

/** What a sealed file has, as a project takes it over. */
export function foreignOf({ sha256: fileHash, opened: { shared } }: ReceivedFile): ForeignHistory {
  const { project, head, states, ledger, audit, documents } = shared;
  return { project: project.id, head, states, ledger, audit, documents: [...documents.values()], fileHash };
}

/** The graph of a project's own history and of what a sealed file has. */
export function joinedGraph({ vault }: OpenProject, { opened: { shared } }: ReceivedFile): HistoryGraph {
  const graph = new Map(shared.states.map(({ id, parents }) => [id, parents]));
  for (const { id, parents } of vault.history.states()) {
    graph.set(id, [...new Set([...parents, ...(graph.get(id) ?? [])])]);
  }
  return graph;
}

/** Refuses what was not answered: `sealed-unanswered`, `keyring-locked`. */
export function checkAnswered(
  file: ReceivedFile,
  project: OpenProject | null,
  { open }: KeyringSession,
  answered: readonly SealedWarningKind[],
): Result<null, CallFailure> {
  const content = open?.content ?? null;
  if (open === null || content === null) return keyringLocked;
  const isAnswered = warningsOf(file, project, open.identity, content).every(({ kind }) =>
    answered.includes(kind),
  );
  return isAnswered ? success(null) : failure({ code: 'sealed-unanswered' });
}

/** Notes in the keyring that a sealed file was taken over. Fails as `Keyring.change` does. */
export function noteReceived(
  { opened: { manifest, manifestHash, signer } }: ReceivedFile,
  keyring: KeyringSession,
): Result<null, CallFailure> {
  return keyring.change((content) =>
    noteSeen(content, {
      project: manifest.project.id,
      signer: signer.fingerprint,
      sequence: manifest.sequence,
      manifest: manifestHash,
    }),
  );
}

function warningsOf(
  file: ReceivedFile,
  project: OpenProject | null,
  identity: Identity,
  keyring: KeyringContent,
): SealedPreview['warnings'] {
  const id = project?.vault.project.id ?? null;
  const findings = verifySealed(file.opened, { card: identity.card, keyring, project: id });
  const warnings = findings.map((finding) => ({
    kind: finding.kind,
    about: finding.kind === 'signer-changed' ? firstOf(finding) : null,
  }));
  const bringsDecisions = newDecisions(file.opened.shared, project).length > 0;
  return bringsDecisions ? [...warnings, { kind: 'foreign-decisions', about: null }] : warnings;
}

function firstOf({
  held,
}: Extract<SealedFinding, { kind: 'signer-changed' }>): ReturnType<typeof personOf> | null {
  const [first] = held;
  return first === undefined ? null : personOf(first);
}

function nameOf(fingerprint: string, identity: Identity, content: KeyringContent): string | null {
  if (identity.card.fingerprint === fingerprint) return identity.card.name;
  return colleagueOf(content, fingerprint)?.card.name ?? null;
}

function relationOf(file: ReceivedFile, project: OpenProject | null): SealedPreview['relation'] {
  const { shared } = file.opened;
  if (project === null) return 'no-project';
  if (project.vault.project.id !== shared.project.id) return 'other-project';
  // Said of the file: it is ahead where it came of the project's state.
  return relation(joinedGraph(project, file), shared.head, project.vault.history.head.id);
}
