import type { ModelTerms } from '#core/structure/model-terms.ts';
import type { Element, Model } from '#core/language/model.ts';
import { protectionsIn, type SentMessage } from './sent-message.ts';
import { allSubterms, subterms, type Application, type Term } from '#core/terms/term.ts';
import { theory } from '#core/terms/theory.ts';

/** How what is protected gets through entities in between. */
export interface RelayKinds {
  /** Somebody passes on what it has not the key for. */
  readonly endToEnd: boolean;
  /** Somebody takes something out of one protection and passes it on under another key. */
  readonly hopByHop: boolean;
}

/** Looks at what entities pass on; `holds` says whether an entity is to have an element. */
export function relayKinds(
  messages: readonly SentMessage[],
  vocabulary: ModelTerms,
  holds: (entity: string, element: string) => boolean,
): RelayKinds {
  const looked = messages.map((message) => ({ ...message, encrypted: encryptions(message) }));
  const pairs = looked.flatMap((first, index) =>
    looked
      .slice(index + 1)
      .filter(({ phase, sender }) => phase === first.phase && sender === first.receiver)
      .map((second) => ({ relay: first.receiver, first: first.encrypted, second: second.encrypted })),
  );
  const key = (term: Application): string | undefined => nameOf(term.key, vocabulary);
  return {
    endToEnd: pairs.some(({ relay, first, second }) =>
      first.some((term) => {
        const name = key(term);
        return name !== undefined && second.includes(term) && !holds(relay, name);
      }),
    ),
    hopByHop: pairs.some(({ relay, first, second }) =>
      first.some((inward) =>
        second.some((outward) => {
          const names = [key(inward), key(outward)];
          return (
            inward.key !== outward.key &&
            names.every((name) => name !== undefined && holds(relay, name)) &&
            directParts(inward).some(
              (part) => isPayload(part, vocabulary) && directParts(outward).includes(part),
            )
          );
        }),
      ),
    ),
  };
}

/** True if the same entities share one key that only carries keys and another that carries none. */
export function separatesKeys(
  model: Model,
  messages: readonly SentMessage[],
  vocabulary: ModelTerms,
): boolean {
  const keys = new Map(
    model.elements.filter(isSymmetric).map((element) => [vocabulary.secret(element), element]),
  );
  const uses = new Map<Element, { keys: boolean; other: boolean }>();
  for (const term of messages.flatMap(encryptions)) {
    const element = term.key === null ? undefined : keys.get(term.key);
    if (element === undefined) continue;
    const use = uses.get(element) ?? { keys: false, other: false };
    const carries = directParts(term).some((part) => keys.has(part));
    uses.set(element, { keys: use.keys || carries, other: use.other || !carries });
  }
  const holders = (test: (use: { keys: boolean; other: boolean }) => boolean): readonly string[] =>
    [...uses].filter(([, use]) => test(use)).map(([element]) => element.holders.toSorted().join(' '));
  const carrying = new Set(holders((use) => use.keys && !use.other));
  return holders((use) => use.other && !use.keys).some((shared) => carrying.has(shared));
}

/**
 * True if somebody that received a key under encryption shows in the same phase that it has it, in something made with
 * the key that carries no data and no key of its own.
 */
export function confirmsKey(messages: readonly SentMessage[], vocabulary: ModelTerms): boolean {
  return messages.some((message, index) => {
    const received = new Set(
      encryptions(message)
        .flatMap(directParts)
        .filter((part) => {
          const name = nameOf(part, vocabulary);
          return name !== undefined && isSymmetric(vocabulary.element(name));
        }),
    );
    return messages
      .slice(index + 1)
      .some(
        ({ phase, sender, content }) =>
          phase === message.phase &&
          sender === message.receiver &&
          protectionsIn(content).some(
            (term) =>
              term.key !== null &&
              received.has(term.key) &&
              theory[term.primitive].table3.origin &&
              [...allSubterms(term.content)].every((part) => isMereSign(part, vocabulary)),
          ),
      );
  });
}

function isMereSign(part: Term, vocabulary: ModelTerms): boolean {
  if (part.kind === 'tuple') return true;
  if (part.kind !== 'atom') return false;
  const kind = vocabulary.element(part.name)?.kind;
  return kind !== 'data' && kind !== 'symmetric-key';
}

/** True for an element that is a symmetric key. */
export function isSymmetric(element: Element | undefined): element is Element {
  return element?.kind === 'symmetric-key';
}

/** The element that a key is or belongs to, or undefined. */
export function nameOf(term: Term | null, vocabulary: ModelTerms): string | undefined {
  if (term === null) return undefined;
  if (term.kind === 'key-half') return term.pair;
  const name = vocabulary.format(term);
  return vocabulary.element(name) === undefined ? undefined : name;
}

/** The parts of a message that somebody with the key can open. */
export function encryptions({ content }: SentMessage): readonly Application[] {
  return protectionsIn(content).filter(({ primitive }) => {
    const { opens } = theory[primitive];
    return opens === 'same-key' || opens === 'other-half';
  });
}

/** The parts directly under a protection. */
export function directParts({ content }: Application): readonly Term[] {
  return content.kind === 'tuple' ? subterms(content) : [content];
}

// A name or a counter may stand in two messages without having been passed on, and a key is handed out.
function isPayload(part: Term, vocabulary: ModelTerms): boolean {
  return part.kind === 'apply' || (part.kind === 'atom' && vocabulary.element(part.name)?.kind === 'data');
}
