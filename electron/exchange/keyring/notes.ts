import { success, type Result } from '#core/result.ts';
import { refuse, type ExchangeFailure } from '#exchange/failure.ts';
import type { SeenHead } from '#vault/lineage/heads.ts';
import {
  keyringBounds,
  type KeyringContent,
  type RecentProject,
  type SeenShare,
  type SentShare,
} from './content.ts';

/** The head of this project file as it was seen last, or null. */
export function headOf(content: KeyringContent, vault: string): SeenHead | null {
  return content.heads.find((head) => head.vault === vault) ?? null;
}

/** Notes the head of a project file, in place of an earlier one. `keyring-full`: none is forgotten by itself. */
export function noteHead(content: KeyringContent, head: SeenHead): Result<KeyringContent, ExchangeFailure> {
  const others = content.heads.filter(({ vault }) => vault !== head.vault);
  if (others.length >= keyringBounds.heads || head.openings.length > keyringBounds.openings) {
    return refuse('keyring-full');
  }
  return success({ ...content, heads: [...others, head] });
}

/** Notes that a project file was opened; the oldest of more than 20 are forgotten. */
export function noteRecent(content: KeyringContent, project: RecentProject): KeyringContent {
  const others = content.recent.filter(({ path }) => path !== project.path);
  return { ...content, recent: [project, ...others].slice(0, keyringBounds.recent) };
}

/** The number of the next sealed file for a project. */
export function nextSequence(content: KeyringContent, project: string): number {
  const sent = content.sent.filter((share) => share.project === project);
  return 1 + Math.max(0, ...sent.map(({ sequence }) => sequence));
}

/** Notes that a file was sent. When there is no room, the oldest of a project that has a newer one is forgotten. */
export function noteSent(content: KeyringContent, share: SentShare): Result<KeyringContent, ExchangeFailure> {
  const sent = [...content.sent, share];
  if (sent.length <= keyringBounds.sent) return success({ ...content, sent });
  const isSuperseded = ({ project, sequence }: SentShare): boolean =>
    sent.some((other) => other.project === project && other.sequence > sequence);
  const oldest = sent.findIndex(isSuperseded);
  return oldest < 0 ? refuse('keyring-full') : success({ ...content, sent: sent.toSpliced(oldest, 1) });
}

/** The newest sealed file of a signer for a project that was taken over, or null. */
export function seenShareOf(content: KeyringContent, project: string, signer: string): SeenShare | null {
  return content.seen.find((share) => share.project === project && share.signer === signer) ?? null;
}

/** Notes a sealed file that was taken over, unless a newer one was. `keyring-full` for too many. */
export function noteSeen(content: KeyringContent, share: SeenShare): Result<KeyringContent, ExchangeFailure> {
  const before = seenShareOf(content, share.project, share.signer);
  if (before !== null && before.sequence >= share.sequence) return success(content);
  const others = content.seen.filter((each) => each !== before);
  if (others.length >= keyringBounds.seen) return refuse('keyring-full');
  return success({ ...content, seen: [...others, share] });
}
