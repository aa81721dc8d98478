import { dishonestAgent } from '#core/interchange/scyther/dishonest.ts';
import type { Failures } from '#core/interchange/scyther/failure.ts';
import { optionEffect } from '#core/interchange/scyther/options.ts';
import { agentSort, Scope, type Entity } from '#core/interchange/scyther/scope.ts';
import type { Declaration, Model, ProtocolScript, RoleScript } from '#core/interchange/scyther/syntax.ts';
import type { Name } from '#core/interchange/scyther/tokens.ts';
import { adversaryConstant, anySort, type Message, type Sort } from '#core/protocol/message.ts';

/** A role with the names that hold in it. */
export interface ResolvedRole {
  readonly script: RoleScript;
  readonly scope: Scope;
  /** The sorts of its variables, those of sort `any` left out. */
  readonly sorts: ReadonlyMap<string, Sort>;
}

export interface ResolvedProtocol {
  readonly script: ProtocolScript;
  readonly roles: readonly ResolvedRole[];
}

/** A model with all its names resolved; every constant and fresh value has a name of its own. */
export interface ResolvedModel {
  readonly scope: Scope;
  readonly protocols: readonly ResolvedProtocol[];
  readonly sorts: ReadonlyMap<string, Sort>;
  readonly secrets: ReadonlySet<string>;
}

/** Resolves the names of a model. */
export function resolveModel(model: Model, failures: Failures): ResolvedModel {
  return new Resolver(model, failures).resolved();
}

class Resolver {
  readonly #model: Model;
  readonly #failures: Failures;
  readonly #scope: Scope;
  readonly #sorts = new Map<string, Sort>();
  readonly #secrets = new Set<string>();
  readonly #taken = new Set<string>();
  readonly #untyped: boolean;
  readonly #dishonest: string;

  constructor(model: Model, failures: Failures) {
    this.#model = model;
    this.#failures = failures;
    this.#scope = new Scope(null, failures);
    this.#untyped = model.declarations.some(
      (each) => each.kind === 'option' && optionEffect(each) === 'untyped',
    );
    this.#dishonest = dishonestAgent(model, failures);
  }

  resolved(): ResolvedModel {
    for (const name of ['Agent', 'Function', 'Nonce', 'Ticket', 'SessionKey', 'Data']) this.#type(name);
    for (const name of ['pk', 'sk', 'k']) this.#constant(this.#scope, name, 'Function', name !== 'pk');
    this.#global(this.#model.declarations);
    const protocols = this.#model.protocols.map((script) => this.#protocol(script));
    return { scope: this.#scope, protocols, sorts: this.#sorts, secrets: this.#secrets };
  }

  #type(name: string): void {
    if (this.#scope.own(name)?.kind === 'type') return;
    const sort = name === 'Ticket' ? anySort : name === anySort ? `${name} ` : name;
    this.#scope.declare({ name, offset: 0 }, { kind: 'type', sort });
  }

  // Types first: a type may stand after its use.
  #global(declarations: readonly Declaration[]): void {
    for (const each of declarations) {
      if (each.kind !== 'type') continue;
      for (const { name, offset } of each.names) {
        const entity = this.#scope.own(name);
        if (entity !== undefined && entity.kind !== 'type')
          this.#failures.add('declared-twice', { name, offset });
        else this.#type(name);
      }
    }
    for (const each of declarations) this.#shared(this.#scope, each, '');
  }

  // Declarations of a model or a protocol.
  #shared(scope: Scope, declaration: Declaration, place: string): void {
    switch (declaration.kind) {
      case 'constant': {
        const sort = scope.sort(declaration.type);
        for (const name of declaration.names) this.#declared(scope, name, sort, declaration.secret, place);
        return;
      }
      case 'function':
        for (const name of declaration.names) {
          this.#declared(scope, name, 'Function', declaration.secret, place);
        }
        return;
      case 'fresh':
        for (const name of declaration.names) this.#failures.add('fresh-outside-role', name);
        return;
      case 'variable':
        for (const name of declaration.names) this.#failures.add('variable-outside-role', name);
        return;
      case 'option': {
        const { text: name, offset } = declaration;
        if (optionEffect(declaration) === 'other') this.#failures.add('option', { name, offset });
        return;
      }
      case 'type':
      case 'inverse-keys':
      case 'inverse-functions':
      case 'compromised':
      case 'untrusted':
        return;
    }
  }

  // The keys that every model has may be declared again; without `secret` they become public.
  #declared(scope: Scope, at: Name, sort: Sort, secret: boolean, place: string): void {
    const before = scope.own(at.name);
    if (before?.kind === 'constant' && before.callable && sort === 'Function') {
      if (!secret) this.#secrets.delete(before.name);
      scope.replace(at.name, { ...before, secret: secret && before.secret });
    } else if (before !== undefined) this.#failures.add('declared-twice', at);
    else this.#constant(scope, at.name, sort, secret, place);
  }

  #constant(scope: Scope, name: string, sort: Sort, secret: boolean, place = ''): void {
    if (sort === agentSort && place === '' && name === this.#dishonest) {
      const message = adversaryConstant(agentSort);
      const { name: own } = message;
      scope.declare(
        { name, offset: 0 },
        { kind: 'constant', message, name: own, callable: false, secret: false },
      );
      return;
    }
    const own = this.#unique(name, place);
    if (sort !== anySort) this.#sorts.set(own, sort);
    if (secret) this.#secrets.add(own);
    const message: Message = { kind: 'constant', name: own };
    const callable = sort === 'Function';
    scope.declare({ name, offset: 0 }, { kind: 'constant', message, name: own, callable, secret });
  }

  #unique(name: string, place: string): string {
    const own = this.#taken.has(name) ? `${place}.${name}` : name;
    this.#taken.add(own);
    return own;
  }

  #protocol(script: ProtocolScript): ResolvedProtocol {
    const scope = new Scope(this.#scope, this.#failures);
    for (const at of script.parties) {
      scope.declare(at, { kind: 'party', message: { kind: 'variable', name: at.name } });
    }
    for (const each of script.declarations) this.#shared(scope, each, script.name.name);
    return { script, roles: script.roles.map((role) => this.#role(role, scope, script.name.name)) };
  }

  #role(script: RoleScript, outer: Scope, protocol: string): ResolvedRole {
    const scope = new Scope(outer, this.#failures);
    const sorts = new Map<string, Sort>();
    const place = `${protocol}.${script.name.name}`;
    for (const declaration of script.declarations) {
      switch (declaration.kind) {
        // A constant of a role is made by each run.
        case 'constant':
        case 'fresh': {
          const sort = scope.sort(declaration.type);
          for (const at of declaration.names) scope.declare(at, this.#fresh(at.name, sort, place));
          break;
        }
        case 'variable': {
          const sort = this.#variableSort(scope, declaration.names, declaration.types);
          for (const at of declaration.names) {
            scope.declare(at, { kind: 'variable', message: { kind: 'variable', name: at.name }, sort });
            if (sort !== anySort) sorts.set(at.name, sort);
          }
          break;
        }
        case 'function':
          for (const at of declaration.names) this.#failures.add('function-inside-role', at);
          break;
        case 'type':
        case 'inverse-keys':
        case 'inverse-functions':
        case 'compromised':
        case 'untrusted':
        case 'option':
          break;
      }
    }
    return { script, scope, sorts };
  }

  #fresh(name: string, sort: Sort, place: string): Entity {
    const own = this.#unique(name, place);
    if (sort !== anySort) this.#sorts.set(own, sort);
    return { kind: 'fresh', message: { kind: 'fresh', name: own }, name: own };
  }

  // Untyped analysis lets a variable take everything, but an agent's name only agents.
  #variableSort(scope: Scope, names: readonly Name[], types: readonly Name[]): Sort {
    const sorts = new Set(types.map((type) => scope.sort(type)));
    if (sorts.has(anySort) || sorts.size === 0) return anySort;
    const [sort = anySort] = sorts;
    if (this.#untyped) return sorts.size === 1 && sort === agentSort ? agentSort : anySort;
    if (sorts.size > 1) for (const at of names) this.#failures.add('several-types', at);
    return sort;
  }
}
