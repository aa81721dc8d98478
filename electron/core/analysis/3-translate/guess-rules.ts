import { placeSymbol, type GuessWays } from './guess-ways.ts';
import { viewsOf, type View } from './guess-views.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Deduction } from '#core/protocol/theory.ts';
import type { Application, Term } from '#core/terms/term.ts';
import { theory as primitives } from '#core/terms/theory.ts';

/** A deduction that has no name yet. */
export type GuessRule = Pick<Deduction, 'premises' | 'conclusion' | 'differ'>;

/** What tells that a guess was right, and what notes what it opens. */
export interface FoundRules {
  readonly confirmed: readonly GuessRule[];
  readonly opened: readonly GuessRule[];
}

/**
 * What a term tells whoever tries a guess, where it was seen. `isShown` tells of the terms that a guess may open: they need
 * not have been seen.
 */
export function rulesFor(
  term: Term,
  ways: GuessWays,
  isShown: (term: Term) => boolean,
): FoundRules {
  const made = term.kind === 'key-half' || (term.kind === 'apply' && isOneWay(term));
  const confirmed = made ? madeAgain(term, ways, isShown(term)) : [];
  if (term.kind !== 'apply' || term.key === null) return { confirmed, opened: [] };
  const { confirmed: more, opened } = unlocked(term, ways);
  return { confirmed: [...confirmed, ...more], opened };
}

function isOneWay({ primitive }: Application): boolean {
  const { opens } = primitives[primitive];
  return opens === 'nobody' || opens === 'other-half';
}

// The right guess, and no other, gives the same again. Public-key encryption counts as deterministic, which makes the
// adversary stronger.
function madeAgain(term: Term, ways: GuessWays, isShown: boolean): readonly GuessRule[] {
  return ways.composed(term).flatMap(({ message, needs }) => {
    const seen = { premises: [message, ...needs], conclusion: ways.guess };
    return isShown ? [seen, { ...seen, premises: [ways.tried(message), ...needs] }] : [seen];
  });
}

function unlocked(
  term: Application,
  ways: GuessWays,
): FoundRules {
  const { primitive, key, content } = term;
  const none = { confirmed: [], opened: [] };
  if (key === null) return none;
  const confirms = (whole: Message, needs: readonly Message[]): GuessRule => ({
    premises: [whole, ...needs],
    conclusion: ways.guess,
  });
  const put = (args: readonly Message[]): Message => ({ kind: 'apply', symbol: primitive, args });
  switch (primitives[primitive].opens) {
    case 'same-key': {
      const keys = ways.byGuess(key);
      if (primitive === 'aead') {
        const rules = keys.map(({ message, needs }) =>
          confirms(put([message, ways.any(), ways.any()]), needs),
        );
        return { confirmed: rules, opened: [] };
      }
      return opening(content, ways, keys.map((way) => ({ ...way, whole: (inner) => put([way.message, inner]) })));
    }
    case 'other-half': {
      if (key.kind !== 'key-half') return none;
      const locks = ways.byGuess(ways.privateHalf(key.pair)).map((way) => ({
        ...way,
        whole: (inner: Message) => put([ways.composition.publicHalf(key.pair, way.message), inner]),
      }));
      return opening(content, ways, locks);
    }
    case 'anybody': {
      // Who has the private half can tell that the signature was made with it.
      const rules = ways.byGuess(key).map(({ message, needs }) => confirms(put([message, ways.any()]), needs));
      return { confirmed: rules, opened: [] };
    }
    case 'nobody':
      return none;
  }
}

interface Lock {
  readonly needs: readonly Message[];
  /** The cipher with this content. */
  readonly whole: (inner: Message) => Message;
}

function opening(
  content: Term,
  ways: GuessWays,
  locks: readonly Lock[],
): FoundRules {
  const confirmed: GuessRule[] = [];
  const opened: GuessRule[] = [];
  for (const { needs, whole } of locks) {
    for (const view of viewsOf(content, ways)) {
      const cipher = whole(view.pattern);
      const premises = [cipher, ...needs, ...view.needs];
      if (view.shown === null) confirmed.push({ premises, conclusion: ways.guess });
      else opened.push({ premises, conclusion: noted(ways, cipher, view, view.shown) });
    }
  }
  return { confirmed, opened };
}

function noted(ways: GuessWays, cipher: Message, { path }: View, shown: Message): Message {
  const place: Message = {
    kind: 'apply',
    symbol: placeSymbol,
    args: [{ kind: 'constant', name: `place${path}` }, cipher],
  };
  const note = ways.tried(shown);
  return note.kind === 'apply' ? { ...note, args: note.args.with(2, place) } : note;
}
