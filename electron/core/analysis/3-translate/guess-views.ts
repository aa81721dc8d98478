import type { GuessWays, Way } from './guess-ways.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Application, Term } from '#core/terms/term.ts';
import { theory as primitives } from '#core/terms/theory.ts';

/** Something that an opened content shows: the content as a pattern, and what must be had to see it. */
export interface View {
  readonly pattern: Message;
  readonly needs: readonly Message[];
  readonly differ: Way['differ'];
  /** The value that is seen, and what it is in the honest run; null where it shows by itself that the guess was right. */
  readonly shown: { readonly value: Message; readonly term: Term } | null;
  /** Where in the content it stands. */
  readonly path: string;
}

/** How many ciphers within each other are looked into. */
const deepest = 4;

/**
 * All that the content of an opened cipher shows: its parts, what signatures and opened ciphers in it say, and, by
 * signatures that are verified and by authenticated ciphers that open, that it is what it should be.
 */
export function viewsOf(content: Term, ways: GuessWays, path = '', depth = 0): readonly View[] {
  if (content.kind === 'tuple') return partViews(content.parts, ways, path, depth);
  const whole = ways.any();
  const itself: View = {
    pattern: whole,
    needs: [],
    differ: [],
    shown: { value: whole, term: content },
    path,
  };
  if (content.kind !== 'apply' || depth >= deepest) return [itself];
  return [itself, ...inside(content, ways, path, depth)];
}

function partViews(parts: readonly Term[], ways: GuessWays, path: string, depth: number): readonly View[] {
  return parts.flatMap((part, index) =>
    viewsOf(part, ways, `${path}.${String(index)}`, depth).map((view) => {
      const others = parts.map((_, other) => (other === index ? view.pattern : ways.any()));
      return { ...view, pattern: ways.composition.tuple(others) };
    }),
  );
}

function inside(content: Application, ways: GuessWays, path: string, depth: number): readonly View[] {
  const { primitive, key } = content;
  const deeper = (): readonly View[] => viewsOf(content.content, ways, `${path}.in`, depth + 1);
  const put = (args: readonly Message[]): Message => ({ kind: 'apply', symbol: primitive, args });
  const within = (view: View, lock: Message, { needs, differ }: Pick<Way, 'needs' | 'differ'>): View => ({
    ...view,
    pattern: put([lock, view.pattern]),
    needs: [...needs, ...view.needs],
    differ: [...differ, ...view.differ],
  });
  const opened = (keys: readonly Way[], lock: (way: Way) => Message): readonly View[] =>
    keys.flatMap((way) => deeper().map((view) => within(view, lock(way), way)));
  if (key === null) return [];
  switch (primitives[primitive].opens) {
    case 'same-key':
      return primitive === 'aead'
        ? authenticated(content, ways, path)
        : opened(ways.all(key), ({ message }) => message);
    case 'other-half':
      return key.kind === 'key-half'
        ? opened(ways.all(ways.privateHalf(key.pair)), ({ message }) =>
            ways.composition.publicHalf(key.pair, message),
          )
        : [];
    case 'anybody': {
      const signer = ways.any();
      const read = deeper().map((view) => within(view, signer, { needs: [], differ: [] }));
      if (key.kind !== 'key-half') return read;
      const verified = ways.composition.publicHalf(key.pair, signer);
      const keys = [verified, ...ways.openedHalf(key.pair, signer)];
      return [
        ...read,
        ...keys.map((needed): View => {
          const pattern = put([signer, ways.any()]);
          return { pattern, needs: [needed], differ: [], shown: null, path };
        }),
      ];
    }
    case 'nobody':
      return [];
  }
}

// Opened by whatever key, it is what it should be; what it says in the open is read without one.
function authenticated(content: Application, ways: GuessWays, path: string): readonly View[] {
  const put = (args: readonly Message[]): Message => ({ kind: 'apply', symbol: content.primitive, args });
  const confirmed = (content.key === null ? [] : ways.all(content.key)).map(
    ({ message, needs, differ }): View => ({
      pattern: put([message, ways.any(), ways.any()]),
      needs,
      differ,
      shown: null,
      path,
    }),
  );
  if (content.associated === null) return confirmed;
  const beside = viewsOf(content.associated, ways, `${path}.beside`, deepest).map((view) => ({
    ...view,
    pattern: put([ways.any(), ways.any(), view.pattern]),
  }));
  return [...confirmed, ...beside];
}
