import type { Question } from '#core/analysis/record/question.ts';
import type { Choices } from '../choices.ts';

/** Adversaries, each at least as strong as the one before it, with the same honest agents; null is the plain one. */
interface Ladder {
  readonly name: string;
  readonly rungs: readonly (readonly string[] | null)[];
}

const ladders: readonly Ladder[] = [
  { name: 'nothing', rungs: [null, ['adversary active'], null] },
  { name: 'what everybody knows', rungs: [null, ['leak L'], null] },
  { name: 'listening', rungs: [['adversary passive'], null] },
  { name: 'listening with a key', rungs: [['adversary passive', 'leak K'], ['leak K']] },
  { name: 'a key', rungs: [null, ['leak K'], ['leak K, Z'], ['leak K, Z, X', 'leak sk(KP)']] },
  { name: 'a password', rungs: [null, ['leak PW'], ['leak PW', 'leak Y']] },
  { name: 'private halves', rungs: [null, ['leak sk(KP)'], ['leak sk(KP), sk(KQ)']] },
  { name: 'untyped', rungs: [null, ['untyped'], ['untyped', 'leak Z']] },
  { name: 'an entity', rungs: [null, ['compromise B'], ['compromise B', 'leak K']] },
  { name: 'two entities', rungs: [null, ['compromise A'], ['compromise A, B']] },
  { name: 'a cipher', rungs: [null, ['weak enc'], ['weak enc', 'malleable enc'], ['weak enc', 'weak aead']] },
  { name: 'codes', rungs: [null, ['forgeable mac'], ['forgeable mac', 'forgeable sign']] },
  { name: 'a malleable cipher', rungs: [null, ['malleable enc'], ['malleable enc', 'forgeable aead']] },
  { name: 'hashes', rungs: [null, ['weak kdf'], ['weak kdf', 'weak penc']] },
  {
    name: 'channels',
    rungs: [['channel A, B secure'], ['channel A, B authentic'], ['channel A, B public']],
  },
  {
    name: 'other channels',
    rungs: [['channel A, B secure'], ['channel A, B confidential'], ['channel A, B public', 'leak X']],
  },
];

/** Ladders that need a second phase: the same from a later phase on, and from the start. */
const laterLadders: readonly Ladder[] = [
  { name: 'a key, earlier', rungs: [null, ['leak K from two'], ['leak K from one'], ['leak K']] },
  { name: 'another key, earlier', rungs: [null, ['leak X, Z from two'], ['leak X, Z']] },
  { name: 'an entity, earlier', rungs: [null, ['compromise A from two'], ['compromise A from one']] },
  { name: 'a cipher, earlier', rungs: [null, ['weak aead from two'], ['weak aead']] },
  { name: 'what one run has', rungs: [['leak K'], ['leak K', 'leak X from two'], ['leak K, X']] },
  { name: 'what another run has', rungs: [['leak sk(KP)'], ['leak sk(KP)', 'leak NA, D from two']] },
  { name: 'codes, earlier', rungs: [null, ['forgeable mac from two'], ['forgeable mac from one']] },
];

/** Kinds of question, each at least as much violated as the one before it where they ask about the same. */
const stronger: readonly (readonly Question['kind'][])[] = [
  ['aliveness', 'weak-agreement', 'entity-agreement', 'injective-entity-agreement'],
  ['agreement', 'injective-agreement'],
  ['secrecy', 'forward-secrecy'],
];

/** A text with more asked of it, and a rank for some of what is asked: of the same, more is never better. */
export interface Ranked {
  readonly name: string;
  readonly text: string;
  /** Questions with an equal `of` are compared; whatever ranks higher is at least as much violated. */
  readonly rank: (question: Question) => { readonly of: string; readonly rank: number } | null;
  /** The ranks that say the same. */
  readonly equal: readonly (readonly [number, number])[];
}

/** Asks of a text under adversaries of growing strength. */
export function underLadder(text: string, choices: Choices): Ranked {
  const [first, ...others] = text.includes('\nphase two') ? [...ladders, ...laterLadders] : ladders;
  if (first === undefined) throw new RangeError('there are ladders');
  const { name, rungs } = choices.one([first, ...others]);
  const plain = rungs.flatMap((rung, index) => (rung === null ? [index] : []));
  const attacks = rungs.flatMap((rung, index) =>
    rung === null ? [] : [`attack x${index} {\n${rung.map((line) => `  ${line}\n`).join('')}}`],
  );
  const [one, other] = plain;
  return {
    name,
    text: [text, ...attacks].join('\n'),
    rank: ({ attack, key }) => {
      const number = attack === null ? one : Number(attack.slice(1));
      return number === undefined ? null : { of: key, rank: number };
    },
    equal: one === undefined || other === undefined ? [] : [[one, other]],
  };
}

/** Asks of a text for every level of authentication, and for forward secrecy beside secrecy. */
export function atEveryLevel(text: string, choices: Choices): Ranked {
  const [from, to] = choices.chance(50) ? (['A', 'B'] as const) : (['B', 'A'] as const);
  const data = from === 'A' ? 'D' : 'E';
  const kept = text.split('\n').filter((line) => !/^(?:authentication|forward-secrecy) /u.test(line));
  const levels = ['aliveness', 'weak-agreement', `agreement on ${data}`, `injective-agreement on ${data}`];
  const claims = levels.map((level) => `authentication ${from} to ${to}: ${level}`);
  return {
    name: 'levels',
    text: [...kept, ...claims, 'forward-secrecy D', 'forward-secrecy E'].join('\n'),
    rank: ({ kind, originator, entity, element }) => {
      const kinds = stronger.find((each) => each.includes(kind));
      if (kinds === undefined) return null;
      return { of: JSON.stringify([kinds[0], element, originator, entity]), rank: kinds.indexOf(kind) };
    },
    equal: [],
  };
}
