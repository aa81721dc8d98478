import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { basename } from 'node:path';
import type { KeyringState } from '#contract/keyring-calls.ts';
import type { Card } from '#exchange/card/card.ts';
import type { RecentProject } from '#exchange/keyring/content.ts';
import type { KeyringSession } from '#project/keyring/keyring-session.ts';

/** Somebody, as a card says. */
export interface Person {
  readonly fingerprint: string;
  readonly name: string;
  readonly organisation: string;
}

/** What a card says of whose it is. */
export function personOf({ fingerprint, name, organisation }: Card): Person {
  return { fingerprint, name, organisation };
}

/** What the window shows of a keyring. */
export function keyringState({ status, open }: KeyringSession): KeyringState {
  const content = open?.content ?? null;
  if (open === null || content === null) {
    return { status: status === 'open' ? 'locked' : status, identity: null, colleagues: [], recent: [] };
  }
  return {
    status,
    identity: personOf(open.identity.card),
    colleagues: content.colleagues.map(({ card, addedAt, verified }) => ({
      ...personOf(card),
      addedAt,
      verifiedAt: verified,
    })),
    recent: content.recent.map((project) => ({
      id: recentId(project),
      name: project.name,
      fileName: basename(project.path),
      openedAt: project.openedAt,
      missing: lstatSync(project.path, { throwIfNoEntry: false }) === undefined,
    })),
  };
}

/** The path of the recent project that the window knows by this name; null where there is none. */
export function recentPath({ open }: KeyringSession, id: string): string | null {
  return open?.content?.recent.find((project) => recentId(project) === id)?.path ?? null;
}

// The window never learns a path.
function recentId({ path }: RecentProject): string {
  return createHash('sha256').update(path, 'utf8').digest('hex').slice(0, 32);
}
