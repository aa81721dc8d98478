import { ScytherCursor, ScytherRefusal } from '#core/interchange/scyther/cursor.ts';
import type { PlacedFailure } from '#core/interchange/scyther/failure.ts';
import { TermParser } from '#core/interchange/scyther/parse-term.ts';
import {
  tupleOf,
  type Declaration,
  type Model,
  type ProtocolScript,
  type RoleEvent,
  type RoleScript,
} from '#core/interchange/scyther/syntax.ts';
import { tokenize, type Name } from '#core/interchange/scyther/tokens.ts';

/** Reads the language of Scyther 1.1; fails at the first word that cannot stand where it does. */
export function parseScyther(
  text: string,
): { readonly ok: true; readonly model: Model } | { readonly ok: false; readonly failure: PlacedFailure } {
  const read = tokenize(text);
  if (!read.ok) return read;
  const words = new Set(read.tokens.filter(({ kind }) => kind === 'word').map(({ text: word }) => word));
  try {
    return { ok: true, model: { ...new Parser(new ScytherCursor(read.tokens)).model(), words } };
  } catch (refusal) {
    if (!(refusal instanceof ScytherRefusal)) throw refusal;
    return { ok: false, failure: refusal.failure };
  }
}

class Parser {
  readonly #cursor: ScytherCursor;
  readonly #terms: TermParser;

  constructor(cursor: ScytherCursor) {
    this.#cursor = cursor;
    this.#terms = new TermParser(cursor);
  }

  model(): Omit<Model, 'words'> {
    const declarations: Declaration[] = [];
    const protocols: ProtocolScript[] = [];
    while (!this.#cursor.isAtEnd()) {
      if (this.#cursor.accept('protocol')) protocols.push(this.#protocol());
      else if (this.#cursor.accept('untrusted')) {
        declarations.push({ kind: 'untrusted', names: this.#names() });
      } else if (this.#cursor.accept('usertype')) declarations.push({ kind: 'type', names: this.#names() });
      else if (this.#cursor.sees('option')) declarations.push(this.#option());
      else for (const each of this.#declaration()) declarations.push(each);
    }
    return { declarations, protocols };
  }

  #option(): Declaration {
    const { offset } = this.#cursor;
    this.#cursor.take('option');
    const text = this.#cursor.takeText();
    this.#cursor.accept(';');
    return { kind: 'option', text, offset };
  }

  // Names up to a semicolon.
  #names(): readonly Name[] {
    const names = this.#cursor.takeNames();
    this.#cursor.take(';');
    return names;
  }

  #protocol(): ProtocolScript {
    const name = this.#cursor.takeName();
    this.#cursor.take('(');
    const parties = this.#cursor.takeNames();
    this.#cursor.take(')');
    this.#cursor.take('{');
    const declarations: Declaration[] = [];
    const roles: RoleScript[] = [];
    while (!this.#cursor.isAtEnd() && !this.#cursor.sees('}')) {
      if (this.#cursor.sees('role') || this.#cursor.sees('singular')) roles.push(this.#role());
      else for (const each of this.#declaration()) declarations.push(each);
    }
    this.#close();
    return { name, parties, declarations, roles };
  }

  #role(): RoleScript {
    const singular = this.#cursor.accept('singular');
    this.#cursor.take('role');
    const name = this.#cursor.takeName();
    this.#cursor.take('{');
    const declarations: Declaration[] = [];
    const events: RoleEvent[] = [];
    while (!this.#cursor.isAtEnd() && !this.#cursor.sees('}')) {
      const event = this.#event();
      if (event !== null) events.push(event);
      // What a role knows at first only helps Scyther to warn of scripts that nobody could execute.
      else if (this.#cursor.accept('knows')) this.#ended(this.#terms.terms());
      else for (const each of this.#declaration()) declarations.push(each);
    }
    this.#close();
    return { name, singular, declarations, events };
  }

  #close(): void {
    this.#cursor.take('}');
    this.#cursor.accept(';');
  }

  #ended<Value>(value: Value): Value {
    this.#cursor.take(';');
    return value;
  }

  #event(): RoleEvent | null {
    const { offset } = this.#cursor;
    if (this.#cursor.accept('send')) return this.#communication('send', offset);
    if (this.#cursor.accept('recv') || this.#cursor.accept('read'))
      return this.#communication('receive', offset);
    if (this.#cursor.accept('match')) return this.#comparison(true, offset);
    if (this.#cursor.accept('not')) {
      this.#cursor.take('match');
      return this.#comparison(false, offset);
    }
    return this.#cursor.accept('claim') ? this.#claim(offset) : null;
  }

  #label(): string {
    this.#cursor.take('_');
    return this.#cursor.takeName().name;
  }

  #communication(kind: 'send' | 'receive', offset: number): RoleEvent {
    const label = this.#label();
    const [from, to, ...contents] = this.#ended(this.#terms.enclosed());
    if (from === undefined || to === undefined || contents.length === 0) {
      this.#cursor.fail('too-few-terms', label, offset);
    }
    return { kind, label, from, to, message: tupleOf(contents, offset), offset };
  }

  #comparison(equal: boolean, offset: number): RoleEvent {
    this.#cursor.take('(');
    const pattern = this.#terms.term();
    this.#cursor.take(',');
    const value = this.#terms.term();
    this.#cursor.take(')');
    return this.#ended({ kind: 'match', equal, pattern, value, offset });
  }

  #claim(offset: number): RoleEvent {
    const label = this.#cursor.sees('_') ? this.#label() : null;
    this.#cursor.take('(');
    const by = this.#terms.term();
    this.#cursor.take(',');
    const claim = this.#cursor.takeName();
    const parameter = this.#cursor.accept(',') ? tupleOf(this.#terms.terms(), offset) : null;
    this.#cursor.take(')');
    return this.#ended({ kind: 'claim', label, by, claim, parameter, offset });
  }

  // None for a macro.
  #declaration(): readonly Declaration[] {
    const { offset } = this.#cursor;
    if (this.#cursor.accept('macro')) {
      this.#terms.define();
      return [];
    }
    if (this.#cursor.accept('compromised')) {
      return [{ kind: 'compromised', terms: this.#ended(this.#terms.terms()) }];
    }
    if (this.#cursor.accept('inversekeys')) return [this.#inverse('inverse-keys')];
    if (this.#cursor.accept('inversekeyfunctions')) return [this.#inverse('inverse-functions')];
    if (this.#cursor.accept('fresh')) return [this.#typed('fresh', false)];
    const secret = this.#cursor.accept('secret');
    if (this.#cursor.accept('const')) return [this.#typed('constant', secret)];
    if (this.#cursor.accept('var')) return [this.#variables()];
    if (this.#cursor.accept('hashfunction') || this.#cursor.accept('function')) {
      return [{ kind: 'function', names: this.#names(), secret }];
    }
    if (secret) return [this.#typed('constant', true)];
    this.#cursor.fail(
      isConstruct(this.#cursor.peek().text) ? 'unsupported' : 'unexpected',
      undefined,
      offset,
    );
  }

  #inverse(kind: 'inverse-keys' | 'inverse-functions'): Declaration {
    this.#cursor.take('(');
    const left = this.#terms.term();
    this.#cursor.take(',');
    const right = this.#terms.term();
    this.#cursor.take(')');
    return this.#ended({ kind, left, right });
  }

  #typed(kind: 'constant' | 'fresh', secret: boolean): Declaration {
    const names = this.#cursor.takeNames();
    const type = this.#cursor.accept(':') ? this.#cursor.takeName() : null;
    return this.#ended({ kind, names, type, secret });
  }

  #variables(): Declaration {
    const names = this.#cursor.takeNames();
    const types = this.#cursor.accept(':') ? this.#cursor.takeNames() : [];
    return this.#ended({ kind: 'variable', names, types });
  }
}

/** Constructs of Scyther, or of its relatives, that have no counterpart in a protocol. */
function isConstruct(word: string): boolean {
  return ['run', 'include', 'trusted', 'symmetric-role', 'option', 'usertype', 'untrusted'].includes(word);
}
