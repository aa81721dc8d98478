import { Cursor } from '#core/interchange/scyther/cursor.ts';
import type { ScytherFailure } from '#core/interchange/scyther/failure.ts';
import { TermParser } from '#core/interchange/scyther/parse-term.ts';
import {
  tupleOf,
  type Communication,
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
): { readonly ok: true; readonly model: Model } | { readonly ok: false; readonly failure: ScytherFailure } {
  const read = tokenize(text);
  if (!read.ok) return read;
  const cursor = new Cursor(read.tokens);
  const { declarations, protocols } = new Parser(cursor).model();
  if (cursor.failure !== null) return { ok: false, failure: cursor.failure };
  const words = new Set(read.tokens.filter(({ kind }) => kind === 'word').map(({ text: word }) => word));
  return { ok: true, model: { declarations, protocols, words } };
}

class Parser {
  readonly #cursor: Cursor;
  readonly #terms: TermParser;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
    this.#terms = new TermParser(cursor);
  }

  model(): Omit<Model, 'words'> {
    const declarations: Declaration[] = [];
    const protocols: ProtocolScript[] = [];
    while (!this.#cursor.done) {
      if (this.#cursor.take('protocol')) protocols.push(this.#protocol());
      else if (this.#cursor.take('untrusted')) {
        declarations.push({ kind: 'untrusted', names: this.#names() });
      } else if (this.#cursor.take('usertype')) declarations.push({ kind: 'type', names: this.#names() });
      else if (this.#cursor.is('option')) declarations.push(this.#option());
      else for (const each of this.#declaration()) declarations.push(each);
    }
    return { declarations, protocols };
  }

  #option(): Declaration {
    const { line } = this.#cursor;
    this.#cursor.expect('option');
    const text = this.#cursor.text();
    this.#cursor.take(';');
    return { kind: 'option', text, line };
  }

  // Names up to a semicolon.
  #names(): readonly Name[] {
    const names = this.#cursor.list(() => this.#cursor.name());
    this.#cursor.expect(';');
    return names;
  }

  #protocol(): ProtocolScript {
    const name = this.#cursor.name();
    this.#cursor.expect('(');
    const parties = this.#cursor.list(() => this.#cursor.name());
    this.#cursor.expect(')');
    this.#cursor.expect('{');
    const declarations: Declaration[] = [];
    const roles: RoleScript[] = [];
    while (!this.#cursor.done && !this.#cursor.is('}')) {
      if (this.#cursor.is('role') || this.#cursor.is('singular')) roles.push(this.#role());
      else for (const each of this.#declaration()) declarations.push(each);
    }
    this.#close();
    return { name, parties, declarations, roles };
  }

  #role(): RoleScript {
    const singular = this.#cursor.take('singular');
    this.#cursor.expect('role');
    const name = this.#cursor.name();
    this.#cursor.expect('{');
    const declarations: Declaration[] = [];
    const events: RoleEvent[] = [];
    while (!this.#cursor.done && !this.#cursor.is('}')) {
      const event = this.#event();
      if (event !== null) events.push(event);
      // What a role knows at first only helps Scyther to warn of scripts that nobody could execute.
      else if (this.#cursor.take('knows')) this.#ended(this.#terms.terms());
      else for (const each of this.#declaration()) declarations.push(each);
    }
    this.#close();
    return { name, singular, declarations, events };
  }

  #close(): void {
    this.#cursor.expect('}');
    this.#cursor.take(';');
  }

  #ended<Value>(value: Value): Value {
    this.#cursor.expect(';');
    return value;
  }

  #event(): RoleEvent | null {
    const { line } = this.#cursor;
    if (this.#cursor.take('send')) return this.#communication('send', line);
    if (this.#cursor.take('recv') || this.#cursor.take('read')) return this.#communication('receive', line);
    if (this.#cursor.take('match')) return this.#comparison(true, line);
    if (this.#cursor.take('not')) {
      this.#cursor.expect('match');
      return this.#comparison(false, line);
    }
    return this.#cursor.take('claim') ? this.#claim(line) : null;
  }

  #label(): string {
    this.#cursor.expect('_');
    return this.#cursor.name().name;
  }

  #communication(kind: 'send' | 'receive', line: number): RoleEvent {
    const label = this.#label();
    const [from, to, ...contents] = this.#ended(this.#terms.enclosed());
    const nothing = { kind: 'name', name: '', line } as const;
    const event = (message: Communication['message']): Communication => {
      return { kind, label, from: from ?? nothing, to: to ?? nothing, message, line };
    };
    if (contents.length > 0) return event(tupleOf(contents, line));
    this.#cursor.fail('too-few-terms', label, line);
    return event(nothing);
  }

  #comparison(equal: boolean, line: number): RoleEvent {
    this.#cursor.expect('(');
    const pattern = this.#terms.term();
    this.#cursor.expect(',');
    const value = this.#terms.term();
    this.#cursor.expect(')');
    return this.#ended({ kind: 'match', equal, pattern, value, line });
  }

  #claim(line: number): RoleEvent {
    const label = this.#cursor.is('_') ? this.#label() : null;
    this.#cursor.expect('(');
    const by = this.#terms.term();
    this.#cursor.expect(',');
    const claim = this.#cursor.name();
    const parameter = this.#cursor.take(',') ? tupleOf(this.#terms.terms(), line) : null;
    this.#cursor.expect(')');
    return this.#ended({ kind: 'claim', label, by, claim, parameter, line });
  }

  // None for a macro.
  #declaration(): readonly Declaration[] {
    const { line } = this.#cursor;
    if (this.#cursor.take('macro')) {
      this.#terms.define();
      return [];
    }
    if (this.#cursor.take('compromised')) {
      return [{ kind: 'compromised', terms: this.#ended(this.#terms.terms()) }];
    }
    if (this.#cursor.take('inversekeys')) return [this.#inverse('inverse-keys')];
    if (this.#cursor.take('inversekeyfunctions')) return [this.#inverse('inverse-functions')];
    if (this.#cursor.take('fresh')) return [this.#typed('fresh', false)];
    const secret = this.#cursor.take('secret');
    if (this.#cursor.take('const')) return [this.#typed('constant', secret)];
    if (this.#cursor.take('var')) return [this.#variables()];
    if (this.#cursor.take('hashfunction') || this.#cursor.take('function')) {
      return [{ kind: 'function', names: this.#names(), secret }];
    }
    if (secret) return [this.#typed('constant', true)];
    this.#cursor.fail(isConstruct(this.#cursor.current.text) ? 'unsupported' : 'unexpected', undefined, line);
    return [];
  }

  #inverse(kind: 'inverse-keys' | 'inverse-functions'): Declaration {
    this.#cursor.expect('(');
    const left = this.#terms.term();
    this.#cursor.expect(',');
    const right = this.#terms.term();
    this.#cursor.expect(')');
    return this.#ended({ kind, left, right });
  }

  #typed(kind: 'constant' | 'fresh', secret: boolean): Declaration {
    const names = this.#cursor.list(() => this.#cursor.name());
    const type = this.#cursor.take(':') ? this.#cursor.name() : null;
    return this.#ended({ kind, names, type, secret });
  }

  #variables(): Declaration {
    const names = this.#cursor.list(() => this.#cursor.name());
    const types = this.#cursor.take(':') ? this.#cursor.list(() => this.#cursor.name()) : [];
    return this.#ended({ kind: 'variable', names, types });
  }
}

/** Constructs of Scyther, or of its relatives, that have no counterpart in a protocol. */
function isConstruct(word: string): boolean {
  return ['run', 'include', 'trusted', 'symmetric-role', 'option', 'usertype', 'untrusted'].includes(word);
}
