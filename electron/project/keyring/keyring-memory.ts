import type { Author } from '#core/history/state.ts';
import { success } from '#core/result.ts';
import { headOf, noteHead, noteRecent } from '#exchange/keyring/notes.ts';
import type { Keyring } from '#exchange/keyring/keyring.ts';
import { noMemory, type ProjectMemory, type RollbackFinding } from '#project/session/project-memory.ts';
import type { Clock } from '#vault/files/clock.ts';
import { relateHeads } from '#vault/lineage/heads.ts';
import { ed25519PublicKey, openingsSignedBy } from '#vault/lineage/opening.ts';
import type { Vault } from '#vault/vault.ts';

/** What an open keyring remembers of projects; nothing where none is open. */
export function memoryOf(keyring: Keyring | null, clock: Clock): ProjectMemory {
  return keyring === null ? noMemory : new KeyringMemory(keyring, clock);
}

class KeyringMemory implements ProjectMemory {
  readonly #keyring: Keyring;
  readonly #clock: Clock;

  constructor(keyring: Keyring, clock: Clock) {
    this.#keyring = keyring;
    this.#clock = clock;
  }

  get author(): Author {
    const { name, fingerprint } = this.#keyring.identity.card;
    return { name, fingerprint };
  }

  get signOpening(): ProjectMemory['signOpening'] {
    const { identity } = this.#keyring;
    return {
      fingerprint: identity.card.fingerprint,
      sign: (message) => identity.signOpening(message),
    };
  }

  get secret(): string {
    return this.#keyring.identity.secret('hybrid');
  }

  relate(vault: Vault): RollbackFinding {
    const content = this.#keyring.content;
    if (content === null) return 'unseen';
    const file = vault.head();
    const key = ed25519PublicKey(Buffer.from(this.#keyring.identity.card.signingKey, 'hex'));
    const own = new Set(openingsSignedBy(key, file.vault, vault.openings()).map(({ id }) => id));
    const relation = relateHeads(headOf(content, file.vault), file, ({ id }) => own.has(id));
    return relation === 'own-ahead' ? 'same' : relation;
  }

  noteOpened(vault: Vault, path: string): void {
    const opened = { path, name: vault.project.name, openedAt: this.#clock.now().toISOString() };
    // A list of what was opened is no reason not to open.
    this.#keyring.change((content) => success(noteRecent(content, opened)));
  }

  noteHead(vault: Vault): void {
    // Where it cannot be noted, the next opening finds the file ahead of what was seen, and says so.
    this.#keyring.change((content) => noteHead(content, vault.head()));
  }
}
