import { success, type Result } from '#core/result.ts';
import { nothingDropped, rewrap, slotsOpenedBy, type Dropped, type Rewrapped } from '#vault/access/rewrap.ts';
import {
  checkNewPassphrase,
  wrapUnderPassphrase,
  type Passphrase,
} from '#vault/container/passphrase-slot.ts';
import { sealForRecipient } from '#vault/container/recipient-slot.ts';
import { recoveryKeyLength, wrapUnderRecoveryKey, type ShareCount } from '#vault/container/recovery-slot.ts';
import { slotBounds, type KeySlot } from '#vault/container/slots.ts';
import { isNamed, type OpeningKey, type SlotName } from '#vault/container/unlock.ts';
import { refuse, type VaultFailure, type VaultFailureCode } from '#vault/files/failure.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import type { RecipientCard, StoredRecipient } from '#vault/repositories/recipients.ts';
import type { Sealing } from '#vault/sealing/sealing.ts';
import type { Change } from '#vault/store/change.ts';
import type { Store } from '#vault/store/store.ts';

/** A slot for a recipient: whose it is as the project has it, or null where the project does not say. */
export interface ProjectRecipient {
  readonly slot: string;
  readonly card: Omit<StoredRecipient, 'slot'> | null;
}

/** The keys of those who are present when somebody loses access. Each that is given must open the project. */
export interface KeysAtHand {
  /** Needed where the project has a passphrase and keeps it. */
  readonly passphrase?: Passphrase;
  /** The secret of an identity. */
  readonly identity?: string;
  /** Without it there are no recovery shares any more. */
  readonly recovery?: Buffer;
}

/** Everything that the recipients need of an open project. */
export interface OpenAccess {
  readonly sealing: Sealing;
  readonly store: Store;
  readonly platform: VaultPlatform;
  /** The slot that the project was opened with. */
  readonly openedWith: SlotName;
  /** The reason why nothing can be changed, or null. */
  readonly refusal: () => VaultFailureCode | null;
}

/** A change of who opens a project: slots under a data key, which is null where it stays, and what is noted with them. */
interface Plan extends Rewrapped {
  readonly dataKey: Buffer | null;
  readonly note: (change: Change) => void;
}

/**
 * Who opens a project: the passphrase, recipients, recovery shares. Every change is in the container when it returns, with
 * what is noted of it, or nothing is changed. Whoever loses access cannot read what is saved from then on: the project
 * gets a new data key. Copies from before stay as they are. `vault-last-slot` where nobody present could open the project
 * after a change; `vault-closed` where it was closed meanwhile; else as {@link Sealing.seal} fails.
 */
export class Recipients {
  readonly #open: OpenAccess;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(open: OpenAccess) {
    this.#open = open;
  }

  /** Everybody that the project is shared with, in the order of the slots. */
  list(): readonly ProjectRecipient[] {
    const cards = new Map(this.#stored().map(({ slot, ...card }) => [slot, card]));
    return this.#slots.flatMap((slot) =>
      slot.kind === 'recipient' ? [{ slot: slot.id, card: cards.get(slot.id) ?? null }] : [],
    );
  }

  /** True where the project opens with a passphrase. */
  get hasPassphrase(): boolean {
    return this.#slots.some(({ kind }) => kind === 'passphrase');
  }

  /** The number of recovery shares, and of those that are needed; null where there are none. */
  get recovery(): ShareCount | null {
    const slot = this.#slots.find((each) => each.kind === 'recovery');
    return slot === undefined ? null : { threshold: slot.threshold, shares: slot.shares };
  }

  /**
   * Shares the project with somebody: `vault-recipient-refused` where the card has no hybrid recipient,
   * `vault-recipient-known` where the project is shared with it already, `vault-recipients-full`.
   */
  add(card: RecipientCard): Promise<Result<StoredRecipient, VaultFailure>> {
    return this.#inTurn(async () => {
      const { platform, sealing } = this.#open;
      if (this.#stored().some(({ recipient }) => recipient === card.recipient))
        return refuse('vault-recipient-known');
      if (this.list().length >= slotBounds.recipients) return refuse('vault-recipients-full');
      const slot = platform.random(16).toString('hex');
      const sealed = await sealForRecipient(sealing.dataKey, card.recipient, slot);
      if (!sealed.ok) return sealed;
      const { fingerprint, name, organisation, recipient } = card;
      const addedAt = platform.clock.now().toISOString();
      const added = { slot, fingerprint, name, organisation, recipient, addedAt };
      const written = this.#write(this.#under([...this.#slots, sealed.value], 'recipient-added', added));
      return written.ok ? success(added) : written;
    });
  }

  /** Shares the project with somebody no more, by the name of the slot; `vault-recipient-unknown` where there is none. */
  remove(slot: string, keys: KeysAtHand = {}): Promise<Result<Dropped, VaultFailure>> {
    return this.#without({ kind: 'recipient', id: slot }, keys, ({ content, audit }) => {
      content.recipients.remove(slot);
      audit('recipient-removed');
    });
  }

  /**
   * Sets a passphrase, in place of the one there is, or the first. `by` is a key that opens the project: whoever finds it
   * open cannot take it over. With `newDataKey` whoever has an older copy and can open that cannot read what is saved
   * from now on; without the recovery key there are no recovery shares then any more.
   */
  setPassphrase(
    by: OpeningKey,
    next: Passphrase,
    newDataKey = false,
    recovery: Buffer | null = by.kind === 'recovery' ? by.key : null,
  ): Promise<Result<Dropped, VaultFailure>> {
    return this.#inTurn(async () => {
      const judged = checkNewPassphrase(next);
      if (!judged.ok) return judged;
      const keys = recovery === null ? [by] : [by, { kind: 'recovery', key: recovery } as const];
      const proven = await slotsOpenedBy(this.#slots, keys);
      if (!proven.ok) return proven;
      const { sealing, platform } = this.#open;
      const kind = this.hasPassphrase ? 'passphrase-changed' : 'passphrase-added';
      const others = this.#slots.filter((slot) => slot.kind !== 'passphrase');
      if (newDataKey) {
        return this.#renew(others, next, recovery, [{ kind: 'passphrase' }], ({ audit }) => {
          audit(kind);
        });
      }
      const slot = await wrapUnderPassphrase(sealing.dataKey, next, platform);
      return this.#write(this.#under([slot, ...others], kind));
    });
  }

  /** Takes the passphrase away; with it, or with the identity of somebody that the project is shared with. */
  removePassphrase(keys: KeysAtHand): Promise<Result<Dropped, VaultFailure>> {
    return this.#without({ kind: 'passphrase' }, keys, ({ audit }) => {
      audit('passphrase-removed');
    });
  }

  /** Has the project opened by a recovery key, too, which is divided into shares; in place of the one before. */
  setRecovery(key: Buffer, count: ShareCount): Promise<Result<Dropped, VaultFailure>> {
    const { least, most } = slotBounds.shares;
    const { threshold, shares } = count;
    const isCount = [threshold, shares].every(Number.isInteger);
    const isWithin = least <= threshold && threshold <= shares && shares <= most;
    if (key.length !== recoveryKeyLength || !isCount || !isWithin)
      throw new RangeError('a recovery key has 32 bytes, 2 to 255 shares, and needs no more than there are');
    return this.#inTurn(() => {
      const { sealing, platform } = this.#open;
      const others = this.#slots.filter(({ kind }) => kind !== 'recovery');
      const slot = wrapUnderRecoveryKey(sealing.dataKey, key, count, platform);
      return this.#write(this.#under([...others, slot], 'recovery-made'));
    });
  }

  /** Has recovery shares open the project no more; `vault-recovery-refused` where there are none. */
  removeRecovery(keys: KeysAtHand = {}): Promise<Result<Dropped, VaultFailure>> {
    return this.#without({ kind: 'recovery' }, keys, ({ audit }) => {
      audit('recovery-removed');
    });
  }

  get #slots(): readonly KeySlot[] {
    return this.#open.sealing.slots;
  }

  #stored(): readonly StoredRecipient[] {
    return this.#open.store.content.recipients.all();
  }

  /** Slots under the data key there is. */
  #under(slots: readonly KeySlot[], kind: Parameters<Change['audit']>[0], added?: StoredRecipient): Plan {
    const note = ({ content, audit }: Change): void => {
      if (added !== undefined) content.recipients.add(added);
      audit(kind);
    };
    return { slots, dataKey: null, dropped: nothingDropped, note };
  }

  #without(
    name: SlotName,
    keys: KeysAtHand,
    note: (change: Change) => void,
  ): Promise<Result<Dropped, VaultFailure>> {
    return this.#inTurn(async () => {
      const left = this.#slots.filter((slot) => !isNamed(slot, name));
      if (left.length === this.#slots.length) return refuse(missing[name.kind]);
      const { passphrase, recovery } = keys;
      const proven = await slotsOpenedBy(this.#slots, openingKeys(keys));
      if (!proven.ok) return proven;
      const keepsPassphrase = name.kind !== 'passphrase' && this.hasPassphrase;
      const isAsked = keepsPassphrase ? passphrase === undefined : proven.value.length === 0;
      if (isAsked && this.hasPassphrase) return refuse('passphrase-wrong');
      const kept = keepsPassphrase ? (passphrase ?? null) : null;
      const present = [this.#open.openedWith, ...proven.value].filter((each) => !isSame(each, name));
      return this.#renew(left, kept, recovery ?? null, present, note);
    });
  }

  /** Gives the project a new data key, in slots of which somebody present opens one. */
  async #renew(
    before: readonly KeySlot[],
    passphrase: Passphrase | null,
    recovery: Buffer | null,
    present: readonly SlotName[],
    note: (change: Change) => void,
  ): Promise<Result<Dropped, VaultFailure>> {
    const { platform } = this.#open;
    const dataKey = platform.random(32);
    const recipients = new Map(this.#stored().map(({ slot, recipient }) => [slot, recipient]));
    const wrapped = await rewrap(before, dataKey, recovery, (id) => recipients.get(id) ?? null, platform);
    const own = passphrase === null ? [] : [await wrapUnderPassphrase(dataKey, passphrase, platform)];
    const slots = wrapped.ok ? [...own, ...wrapped.value.slots] : [];
    if (wrapped.ok && slots.some((slot) => present.some((name) => isNamed(slot, name))))
      return this.#write({ slots, dropped: wrapped.value.dropped, dataKey, note });
    dataKey.fill(0);
    return wrapped.ok ? refuse('vault-last-slot') : wrapped;
  }

  #write({ slots, dataKey, dropped, note }: Plan): Result<Dropped, VaultFailure> {
    const { sealing, store, refusal } = this.#open;
    // Deriving keys took a while.
    const refused = refusal();
    if (refused !== null) {
      dataKey?.fill(0);
      return refuse(refused);
    }
    const written = sealing.rewrite({
      slots,
      dataKey,
      change: (connection) => {
        store.changeCopy(connection, note);
      },
      goOn: (connection) => {
        store.moveTo(connection);
      },
    });
    return written.ok ? success(dropped) : written;
  }

  /** One change after the other: each begins with the slots that the one before it left. */
  async #inTurn<Value>(
    work: () => Result<Value, VaultFailure> | Promise<Result<Value, VaultFailure>>,
  ): Promise<Result<Value, VaultFailure>> {
    const turn = this.#turn.then(async () => {
      const refused = this.#open.refusal();
      return refused === null ? await work() : refuse(refused);
    });
    this.#turn = turn.catch(() => undefined);
    return await turn;
  }
}

/** Why a slot of each kind that is not there cannot be taken away. */
const missing = {
  passphrase: 'vault-no-passphrase',
  recipient: 'vault-recipient-unknown',
  recovery: 'vault-recovery-refused',
} as const;

function isSame(one: SlotName, other: SlotName): boolean {
  if (one.kind === 'recipient' && other.kind === 'recipient') return one.id === other.id;
  return one.kind === other.kind;
}

function openingKeys({ passphrase, identity, recovery }: KeysAtHand): readonly OpeningKey[] {
  return [
    ...(passphrase === undefined ? [] : [{ kind: 'passphrase', passphrase } as const]),
    ...(identity === undefined ? [] : [{ kind: 'identity', secret: identity } as const]),
    ...(recovery === undefined ? [] : [{ kind: 'recovery', key: recovery } as const]),
  ];
}
