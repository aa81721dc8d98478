import type { BrowserWindow } from 'electron';
import { basename } from 'node:path';
import type { CallFailure } from '#contract/failures.ts';
import type { KeyringState, ReadCard } from '#contract/keyring-calls.ts';
import { failure, success, type Result } from '#core/result.ts';
import { longestCard, parseCard, type Card } from '#exchange/card/card.ts';
import type { KeyringContent } from '#exchange/keyring/content.ts';
import type { HandlersOf } from '#main/ipc/ipc.ts';
import type { SettingsStore } from '#main/settings/settings.ts';
import { askWhatToOpen, cardFile } from '#main/window/dialogs.ts';
import { askForPlace, cancelled, type WrittenFile } from '#main/handlers/ask-and-export.ts';
import { zeroed } from '#main/handlers/zeroed.ts';
import { writeTarget } from '#project/export/target.ts';
import { readBounded } from '#project/files/read-bounded.ts';
import { forgetCard, judgeCard, noteVerified, takeCard } from '#project/keyring/cards.ts';
import { keyringLocked, type KeyringSession } from '#project/keyring/keyring-session.ts';
import { keyringState, personOf } from '#project/keyring/keyring-state.ts';
import { sha256Of } from '#vault/files/sha256.ts';
import type { Clock } from '#vault/files/clock.ts';

/** Everything that the calls on the keyring need. */
export interface KeyringContext {
  readonly keyring: KeyringSession;
  readonly settings: SettingsStore;
  readonly window: BrowserWindow;
  readonly clock: Clock;
}

type Answer = Result<KeyringState, CallFailure>;

/** Calls about the analyst's keyring. */
export function keyringHandlers(context: KeyringContext): HandlersOf<'keyring'> {
  const { keyring, settings, window, clock } = context;
  const now = (): string => clock.now().toISOString();
  const state = (): Answer => success(keyringState(keyring));
  const change = (how: (content: KeyringContent) => Result<KeyringContent, CallFailure>): Answer => {
    const changed = keyring.change(how);
    return changed.ok ? state() : changed;
  };
  const read: { card: Card | null } = { card: null };
  const judge = (bytes: Uint8Array): Result<ReadCard, CallFailure> => {
    const { open } = keyring;
    if (open?.content == null) return keyringLocked;
    const card = parseCard(bytes);
    if (!card.ok) return card;
    read.card = card.value;
    const { relation, earlier } = judgeCard(card.value, open.identity.card, open.content);
    return success({
      card: personOf(card.value),
      relation,
      earlier: earlier === null ? null : personOf(earlier),
    });
  };
  return {
    'keyring.state': state,
    'keyring.create': ({ passphrase, ...names }) =>
      zeroed(passphrase, async () => {
        const created = await keyring.create(names, passphrase);
        return created.ok ? state() : created;
      }),
    'keyring.unlock': ({ passphrase }) =>
      zeroed(passphrase, async () => {
        const unlocked = await keyring.unlock(passphrase);
        return unlocked.ok ? state() : unlocked;
      }),
    'keyring.lock': () => {
      keyring.lock();
      return state();
    },
    'keyring.changePassphrase': ({ current, next }) =>
      zeroed(current, () =>
        zeroed(next, async () => {
          const { open } = keyring;
          if (open === null) return keyringLocked;
          const changed = await open.changePassphrase(current, next);
          return changed.ok ? success({}) : changed;
        }),
      ),
    'keyring.clearRecent': () => change((content) => success({ ...content, recent: [] })),
    'keyring.writeCard': async () => writeCard(context),
    'keyring.readCard': async () => {
      if (keyring.open === null) return keyringLocked;
      const path = await askWhatToOpen(window, settings.current.locale, 'dialog.read-card', cardFile);
      if (path === null) return success(null);
      const bytes = readBounded(path, longestCard);
      return bytes === null ? failure({ code: 'card-not-a-card' }) : judge(bytes);
    },
    'keyring.readGivenCard': ({ bytes }) => judge(bytes),
    'keyring.takeCard': ({ fingerprint, changed }) => {
      const { open } = keyring;
      const { card } = read;
      if (open === null) return keyringLocked;
      if (card?.fingerprint !== fingerprint) return failure({ code: 'card-unknown' });
      return change((content) => takeCard(content, card, open.identity.card, { changed, now: now() }));
    },
    'keyring.verifyColleague': ({ fingerprint, verified }) =>
      change((content) => noteVerified(content, fingerprint, verified ? now() : null)),
    'keyring.removeColleague': ({ fingerprint }) => change((content) => forgetCard(content, fingerprint)),
  };
}

async function writeCard({
  keyring,
  settings,
  window,
}: KeyringContext): Promise<Result<WrittenFile, CallFailure>> {
  const { open } = keyring;
  if (open === null) return keyringLocked;
  const bytes = Buffer.from(open.identity.card.text, 'utf8');
  const { locale } = settings.current;
  const questions = { window, locale, title: 'dialog.save-card', kind: cardFile } as const;
  const place = await askForPlace({ ...questions, suggestedName: 'segl.card' }, null);
  if (!place.ok) return place;
  if (place.value === null) return success(cancelled);
  const { path, mayReplace } = place.value;
  const written = writeTarget(path, bytes, { project: null, mayReplace });
  return written.ok ? success({ fileName: basename(path), sha256: sha256Of(bytes) }) : written;
}
