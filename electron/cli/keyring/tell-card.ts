import { print } from '#cli/console/console.ts';
import { cardAsJson, personLine } from '#cli/keyring/person-lines.ts';
import type { Card } from '#exchange/card/card.ts';
import type { Colleague } from '#exchange/keyring/content.ts';
import type { JudgedCard } from '#project/keyring/cards.ts';

/** Tells whose a card is, how it relates to the keyring, and the card that it changes; null where nobody asked a keyring. */
export function tellRead(file: string, card: Card, judged: JudgedCard | null, json: boolean): void {
  const earlier = judged?.earlier ?? null;
  const relation = judged?.relation ?? null;
  if (json) {
    const changes = earlier === null ? null : cardAsJson(earlier);
    print(JSON.stringify({ file, card: cardAsJson(card), relation, earlier: changes }));
    return;
  }
  print(relation === null ? personLine(card) : `${personLine(card)} (${relation})`);
  if (earlier !== null) print(`  ${personLine(earlier)}`);
}

/** Tells of one colleague of a keyring. */
export function tellColleague(keyring: string, colleague: Colleague, json: boolean): void {
  print(json ? JSON.stringify({ keyring, colleague: colleagueAsJson(colleague) }) : colleagueLine(colleague));
}

/** A colleague in a line, and whether the fingerprint was compared. */
export function colleagueLine({ card, verified }: Colleague): string {
  const compared = verified === null ? 'not compared' : `compared ${verified.slice(0, 10)}`;
  return `${personLine(card)} (${compared})`;
}

/** A colleague for programs. */
export function colleagueAsJson({ card, addedAt, verified }: Colleague): object {
  return { ...cardAsJson(card), addedAt, verifiedAt: verified };
}
