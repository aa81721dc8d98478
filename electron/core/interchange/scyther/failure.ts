import { positionAt, type Position } from '#core/language/source.ts';

/**
 * Why a model is not imported, with its place and the name of what stands in the way.
 *
 * Not of the language:
 * - `unexpected`: this word or character cannot stand here.
 * - `unexpected-end`: the text ends too early.
 * - `unclosed`: the text ends, and this bracket is open.
 * - `unfinished`: a comment or a text has no end.
 * - `too-deep`: terms are nested too deeply.
 * - `too-large`: macros make a term too large.
 *
 * Names and their use:
 * - `undeclared`: nothing declares the name.
 * - `declared-twice`: the name is declared already, as something else.
 * - `not-a-type`, `not-a-function`, `not-a-term`: the name is declared as something else than is used here.
 * - `not-a-role`: no role of the protocol has this name.
 * - `repeated-protocol`, `repeated-role`: a protocol or role of this name exists.
 * - `missing-role`: the role is named in the head of the protocol and has no script.
 * - `wrong-party`: a sender or receiver that is not the role, or a claim in another's name.
 * - `too-few-terms`: a message without sender, receiver and content.
 * - `repeated-label`: the label is that of another message already.
 * - `fresh-outside-role`, `variable-outside-role`, `function-inside-role`: declared at the wrong place.
 * - `unbound`: the variable is used before anything is received in it.
 * - `unknown-claim`, `claim-arguments`: the claim does not exist, or has the wrong arguments.
 *
 * Of the language, but beyond a {@link Protocol}:
 * - `unsupported`: the construct as a whole.
 * - `option`: a command-line option inside the model that changes its meaning.
 * - `several-types`: a variable that takes values of several types.
 * - `second-untrusted`: more than one dishonest agent.
 * - `inverse-of-term`: inverse keys that are not two constants, or inverse key functions that are not two names.
 * - `key-of-any-sort`: the key of an encryption is a variable that may take the value of an asymmetric key.
 * - `fresh-compromised`: a compromised term that is not made of constants.
 */
export type ScytherFailureCode =
  | 'unexpected'
  | 'unexpected-end'
  | 'unclosed'
  | 'unfinished'
  | 'too-deep'
  | 'too-large'
  | 'undeclared'
  | 'declared-twice'
  | 'not-a-type'
  | 'not-a-function'
  | 'not-a-term'
  | 'not-a-role'
  | 'repeated-protocol'
  | 'repeated-role'
  | 'missing-role'
  | 'wrong-party'
  | 'too-few-terms'
  | 'repeated-label'
  | 'fresh-outside-role'
  | 'variable-outside-role'
  | 'function-inside-role'
  | 'unbound'
  | 'unknown-claim'
  | 'claim-arguments'
  | 'unsupported'
  | 'option'
  | 'several-types'
  | 'second-untrusted'
  | 'inverse-of-term'
  | 'key-of-any-sort'
  | 'fresh-compromised';

/** A failure with what its sentence needs: line and column count from 1, `name` is as the model writes it. */
export interface ScytherFailure extends Position {
  readonly code: ScytherFailureCode;
  readonly name: string;
}

/** A failure where it is in the text: at an offset in UTF-16 units. */
export interface PlacedFailure {
  readonly code: ScytherFailureCode;
  readonly offset: number;
  readonly name: string;
}

/** The failure as people look for it in the text. */
export function positioned(text: string, { code, offset, name }: PlacedFailure): ScytherFailure {
  return { code, ...positionAt(text, offset), name };
}

/** Collects the failures of an import, each once. */
export class Failures {
  readonly #found = new Map<string, PlacedFailure>();

  add(code: ScytherFailureCode, at: { readonly offset: number; readonly name: string }): void {
    const key = `${code} ${at.offset} ${at.name}`;
    if (!this.#found.has(key)) this.#found.set(key, { code, offset: at.offset, name: at.name });
  }

  get all(): readonly PlacedFailure[] {
    return [...this.#found.values()].sort((one, other) => one.offset - other.offset);
  }
}
