import type { CallFailure } from '#contract/failures.ts';
import type { shareWarnings } from '#contract/exchange-calls.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { KeyKind } from '#exchange/age/recipients.ts';
import type { Card } from '#exchange/card/card.ts';
import type { Keyring } from '#exchange/keyring/keyring.ts';
import { nextSequence, noteSent } from '#exchange/keyring/notes.ts';
import type { SharedProject } from '#exchange/sealed/shared-project.ts';
import { writeSealed } from '#exchange/sealed/write.ts';
import { cardOf } from '#project/access/access.ts';
import { sharedProject, type ShareChoice } from '#project/exchange/shared-project.ts';
import { sha256Of } from '#vault/files/sha256.ts';
import { isCompared } from '#project/keyring/cards.ts';
import { keyringLocked, type KeyringSession } from '#project/keyring/keyring-session.ts';
import { personOf, type Person } from '#project/keyring/keyring-state.ts';
import { notOpen, type OpenProject } from '#project/session/open-project.ts';

/** For whom a project is to be sealed, what for, and what of it. */
export interface ShareOrder extends ShareChoice {
  /** Fingerprints of cards in the keyring; the analyst's own is not added by itself. */
  readonly recipients: readonly string[];
  readonly purpose: string;
  readonly encryption: KeyKind;
}

/** The kinds of what must be answered before a project is shared. */
export type ShareWarningKind = (typeof shareWarnings)[number];

/** What must be answered before a project is shared, and whom it is about, where it is about somebody. */
export interface ShareWarning {
  readonly kind: ShareWarningKind;
  readonly about: Person | null;
}

/** A sealed file that was put together; it has left nothing yet. */
export interface PreparedShare {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly shared: SharedProject;
  readonly recipients: readonly Person[];
  readonly purpose: string;
  readonly sequence: number;
  readonly createdAt: string;
  readonly warnings: readonly ShareWarning[];
}

/**
 * Seals an open project for others, in memory: nothing leaves, and nothing is noted yet. `keyring-locked`, `card-unknown` where
 * the keyring has no card of a recipient, `project-not-open` where it was locked meanwhile; else as `writeSealed` fails.
 */
export async function prepareShare(
  project: OpenProject,
  keyring: KeyringSession,
  order: ShareOrder,
  createdAt: string,
): Promise<Result<PreparedShare, CallFailure>> {
  const { open } = keyring;
  const content = open?.content ?? null;
  if (open === null || content === null) return keyringLocked;
  const cards = [...new Set(order.recipients)].map((fingerprint) => cardOf(keyring, fingerprint));
  const known = cards.filter((card) => card !== null);
  if (known.length < cards.length) return failure({ code: 'card-unknown' });
  const shared = sharedProject(project, order);
  if (!shared.ok) return shared;
  const { purpose, encryption: keys } = order;
  const sequence = nextSequence(content, shared.value.project.id);
  const sealing = { identity: open.identity, recipients: known, keys, purpose, createdAt, sequence };
  const written = await project.whileOpen(writeSealed(shared.value, sealing));
  if (!written.ok) return written;
  const bytes = written.value;
  return success({
    bytes,
    sha256: sha256Of(bytes),
    shared: shared.value,
    recipients: known.map(personOf),
    purpose,
    sequence,
    createdAt,
    warnings: warningsOf(open, known, keys),
  });
}

/** The hash of a sealed file that is about to leave, and the warnings that somebody has said yes to. */
export interface LeavingShare {
  readonly fileHash: string;
  readonly answered: readonly ShareWarningKind[];
}

/**
 * Notes that a sealed file leaves an open project: its number in the keyring; the share in the ledger and in the audit log, with
 * the state that stays as a base from then on. Before the file is written: of two with one number nobody could tell which is
 * the later one. `sealed-unanswered` where a warning was not answered, `keyring-locked`, `share-not-prepared` where another
 * file got this number meanwhile.
 */
export function noteShare(
  { vault, isOpen }: OpenProject,
  keyring: KeyringSession,
  { warnings, shared, recipients, purpose, sequence, createdAt }: PreparedShare,
  { fileHash, answered }: LeavingShare,
): Result<null, CallFailure> {
  if (!isOpen) return notOpen;
  const { open } = keyring;
  if (open === null) return keyringLocked;
  if (warnings.some(({ kind }) => !answered.includes(kind))) return failure({ code: 'sealed-unanswered' });
  const { name, fingerprint } = open.identity.card;
  const sent = keyring.change((content) =>
    nextSequence(content, shared.project.id) === sequence
      ? noteSent(content, {
          project: shared.project.id,
          sequence,
          head: shared.head,
          recipients: recipients.map((each) => each.fingerprint),
          sentAt: createdAt,
        })
      : failure({ code: 'share-not-prepared' }),
  );
  if (!sent.ok) return sent;
  const author = { name, fingerprint };
  return vault.ledger.addShare({ fileHash, state: shared.head, purpose, author, recipients });
}

function warningsOf(keyring: Keyring, cards: readonly Card[], keys: KeyKind): readonly ShareWarning[] {
  const unverified = cards.filter(({ fingerprint }) => !isCompared(keyring, fingerprint));
  return [
    ...unverified.map((card): ShareWarning => ({ kind: 'recipient-unverified', about: personOf(card) })),
    ...(keys === 'x25519' ? [{ kind: 'plain-encryption', about: null } as const] : []),
  ];
}
