import { placeAt, type GuessWays, type Way } from './guess-ways.ts';
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
  /** What it opens in the honest run. */
  readonly shown: readonly Term[];
}

/**
 * What a term tells whoever tries a guess, where it was seen. `isShown` tells of the terms that a guess may open: they need
 * not have been seen.
 */
export function rulesFor(term: Term, ways: GuessWays, isShown: (term: Term) => boolean): FoundRules {
  const made = term.kind === 'key-half' || (term.kind === 'apply' && isOneWay(term));
  const confirmed = made ? madeAgain(term, ways, isShown(term)) : [];
  if (term.kind !== 'apply' || term.key === null) return { ...nothing, confirmed };
  const { confirmed: more, ...others } = unlocked(term, ways);
  return { ...others, confirmed: [...confirmed, ...more] };
}

const nothing: FoundRules = { confirmed: [], opened: [], shown: [] };

function isOneWay({ primitive }: Application): boolean {
  const { opens } = primitives[primitive];
  return opens === 'nobody' || opens === 'other-half';
}

// The right guess, and no other, gives the same again. Public-key encryption counts as deterministic, which makes the
// adversary stronger.
function madeAgain(term: Term, ways: GuessWays, isShown: boolean): readonly GuessRule[] {
  return ways.composed(term).flatMap(({ message, needs, differ }) => {
    const seen = { premises: [message, ...needs], conclusion: ways.guess, differ };
    return isShown ? [seen, { ...seen, premises: [ways.tried(message), ...needs] }] : [seen];
  });
}

function unlocked(term: Application, ways: GuessWays): FoundRules {
  const { primitive, key, content } = term;
  if (key === null) return nothing;
  const confirms = (whole: Message, { needs, differ }: Way): GuessRule => ({
    premises: [whole, ...needs],
    conclusion: ways.guess,
    differ,
  });
  const put = (args: readonly Message[]): Message => ({ kind: 'apply', symbol: primitive, args });
  switch (primitives[primitive].opens) {
    case 'same-key': {
      const keys = ways.byGuess(key);
      if (primitive === 'aead') {
        const rules = keys.map((way) => confirms(put([way.message, ways.any(), ways.any()]), way));
        return { ...nothing, confirmed: rules };
      }
      return opening(
        content,
        ways,
        keys.map((way) => ({ ...way, whole: (inner) => put([way.message, inner]) })),
      );
    }
    case 'other-half': {
      if (key.kind !== 'key-half') return nothing;
      const locks = ways.byGuess(ways.privateHalf(key.pair)).map((way) => ({
        ...way,
        whole: (inner: Message) => put([ways.composition.publicHalf(key.pair, way.message), inner]),
      }));
      return opening(content, ways, locks);
    }
    case 'anybody': {
      // Who has the private half can tell that the signature was made with it, and so can who has the public one.
      const rules = ways.byGuess(key).map((way) => confirms(put([way.message, ways.any()]), way));
      if (key.kind !== 'key-half') return { ...nothing, confirmed: rules };
      const signer = ways.any();
      const verified = ways.openedHalf(key.pair, signer).map((half): GuessRule => ({
        premises: [put([signer, ways.any()]), half],
        conclusion: ways.guess,
      }));
      return { ...nothing, confirmed: [...rules, ...verified] };
    }
    case 'nobody':
      return nothing;
  }
}

interface Lock extends Pick<Way, 'needs' | 'differ'> {
  /** The cipher with this content. */
  readonly whole: (inner: Message) => Message;
}

function opening(content: Term, ways: GuessWays, locks: readonly Lock[]): FoundRules {
  const confirmed: GuessRule[] = [];
  const opened: GuessRule[] = [];
  const shown: Term[] = [];
  for (const { needs, differ, whole } of locks) {
    for (const view of viewsOf(content, ways)) {
      const cipher = whole(view.pattern);
      const found = {
        premises: [cipher, ...needs, ...view.needs],
        differ: [...differ, ...view.differ],
      };
      if (view.shown === null) {
        confirmed.push({ ...found, conclusion: ways.guess });
        continue;
      }
      opened.push({ ...found, conclusion: noted(ways, cipher, view, view.shown.value) });
      shown.push(view.shown.term);
    }
  }
  return { confirmed, opened, shown };
}

function noted(ways: GuessWays, cipher: Message, { path }: View, shown: Message): Message {
  const note = ways.tried(shown);
  return note.kind === 'apply' ? { ...note, args: note.args.with(2, placeAt(path, cipher)) } : note;
}
