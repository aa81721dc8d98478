import { existsSync } from 'node:fs';
import type { CommandFailure } from '#cli/console/console.ts';
import { failure, type Result } from '#core/result.ts';
import { longestCard, parseCard, type Card } from '#exchange/card/card.ts';
import { readBounded } from '#project/files/read-bounded.ts';
import { realPath } from '#vault/opening/exclusive-opening.ts';

/** Reads the file of a card. `file-unreadable` where there is none, else as `parseCard` fails. */
export function readCardFile(path: string): Result<Card, CommandFailure> {
  const bytes = readBounded(realPath(path), longestCard);
  if (bytes !== null) return parseCard(bytes);
  return failure({ code: existsSync(path) ? 'card-not-a-card' : 'file-unreadable' });
}
