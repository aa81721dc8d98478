import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the models. */
export const translatedFolder = join(import.meta.dirname, 'translated');

/** The text of one of them. */
export function translatedText(model: string): string {
  return readFileSync(join(translatedFolder, `${model}.segl`), 'utf8');
}

/** A question of a model in `translated`, and what is right; `on` are the elements agreed on. */
export interface Expectation {
  readonly model: string;
  readonly attack: string | null;
  readonly kind: string;
  readonly element: string | null;
  readonly on: readonly string[];
  /** Null: at whichever entity. */
  readonly entity: string | null;
  readonly right: 'holds' | 'violated';
}

/** Small models that the translation to roles gets wrong, or got: what is right was worked out by hand. */
export const expectations: readonly Expectation[] = [
  secrecy('guess-confirmed-by-what-it-opens', 'PW', null, 'violated'),
  secrecy('guess-confirmed-by-what-it-opens', 'READING', null, 'violated'),
  secrecy('guess-confirmed-by-a-signature', 'PIN', null, 'violated'),
  secrecy('guess-confirmed-by-an-opened-signature', 'PIN', null, 'violated'),
  secrecy('certificate-of-an-earlier-phase', 'D', 'A', 'violated'),
  about('certificate-of-an-earlier-phase', 'aliveness', null, [], 'A', 'holds'),
  about('asked-about-another-phase', 'aliveness', null, [], 'B', 'violated', 'lost'),
  about('leaked-from-another-phase', 'aliveness', null, [], 'B', 'violated', 'lost'),
  secrecy('derived-key-erased', 'D', 'TOK', 'holds', 'taken'),
  secrecy('derived-key-leaked', 'D', 'TOK', 'violated', 'lost'),
  secrecy('derived-key-carried-on', 'D', 'TOK', 'violated'),
  secrecy('derived-key-claimed', 'K1', null, 'violated'),
  secrecy('clock-advanced', 'R', 'B', 'violated'),
  secrecy('counter-echoed', 'D', 'A', 'violated'),
  about('counter-kept-by-both', 'agreement', 'D', [], 'B', 'holds'),
  secrecy('ingredient-erased', 'R', 'B', 'violated'),
  secrecy('derived-in-a-quiet-phase', 'D', 'B', 'violated'),
  secrecy('certified-insider', 'NB', 'B', 'violated'),
  about('certified-insider', 'entity-agreement', null, ['NA', 'NB'], 'B', 'violated'),
  secrecy('derived-key-sent', 'KT', null, 'violated'),
  about('derived-before-checked', 'injective-agreement', 'D', [], 'V', 'holds'),
  secrecy('counters-in-lockstep', 'READING', 'MET', 'violated'),
  secrecy('counter-in-a-quiet-phase', 'Y', 'A', 'violated'),
  secrecy('key-handed-to-a-service', 'D', 'A', 'violated'),
  secrecy('timestamp-advanced', 'COMMAND', 'MET', 'violated'),
  secrecy('derived-key-in-clear', 'D', 'U', 'violated'),
  secrecy('key-of-one-for-many', 'TARIFF', 'HES', 'violated'),
  about('key-installed-by-two-runs', 'key-uniqueness', 'TK', [], 'STA', 'violated'),
  about('key-installed-twice', 'key-uniqueness', 'T', [], 'STA', 'violated'),
  about('one-agent-in-both-roles', 'aliveness', null, [], 'B', 'violated'),
  about('one-agent-in-both-roles', 'injective-entity-agreement', null, ['N'], 'B', 'violated'),
  secrecy('one-key-over-a-secure-channel', 'D', 'S', 'violated'),
  about('told-over-a-secure-channel', 'agreement', 'N', [], 'A', 'violated'),
  about('compromised-on-an-authentic-channel', 'agreement', 'E', [], 'A', 'holds'),
  { ...about('compromised-on-an-authentic-channel', 'agreement', 'E', [], 'A', 'violated'), attack: 'taken' },
  about('both-roles-in-two-phases', 'entity-agreement', null, ['N'], 'B', 'violated'),
  about('skipped-in-a-code', 'injective-agreement', 'D', [], 'B', 'holds'),
  about('shared-with-another-third', 'agreement', 'MASTER', [], 'H', 'violated'),
  about('shared-with-a-named-third', 'agreement', 'MASTER', [], 'H', 'holds'),
  secrecy('leaked-while-idle', 'D', null, 'violated', 'late'),
  about('derived-for-each-receiver', 'agreement', 'D', [], 'B', 'holds'),
  about('skipped-and-never-held', 'agreement', 'D', [], 'B', 'violated'),
  about('code-over-a-secure-channel', 'injective-entity-agreement', null, ['N'], 'B', 'holds'),
];

function secrecy(
  model: string,
  element: string,
  entity: string | null,
  right: Expectation['right'],
  attack: string | null = null,
): Expectation {
  return { model, attack, kind: 'secrecy', element, on: [], entity, right };
}

function about(
  model: string,
  kind: string,
  element: string | null,
  on: readonly string[],
  entity: string,
  right: Expectation['right'],
  attack: string | null = null,
): Expectation {
  return { model, attack, kind, element, on, entity, right };
}
