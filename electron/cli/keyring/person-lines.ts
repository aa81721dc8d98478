import type { Person } from '#project/keyring/keyring-state.ts';
import { spokenFingerprint } from '#exchange/card/fingerprint.ts';
import type { Card } from '#exchange/card/card.ts';

/** Somebody in a line: name, organisation, and the fingerprint as it is read aloud. */
export function personLine({ name, organisation, fingerprint }: Person): string {
  return `${spokenFingerprint(fingerprint)}  ${name}, ${organisation}`;
}

/** A card for programs; its keys are in its file. */
export function cardAsJson({ fingerprint, name, organisation, madeOn }: Card): object {
  return { fingerprint, name, organisation, madeOn };
}
