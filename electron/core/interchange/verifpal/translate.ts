import { Capabilities } from '#core/interchange/verifpal/capabilities.ts';
import { VerifpalFailure } from '#core/interchange/verifpal/failure.ts';
import { Evaluation } from '#core/interchange/verifpal/evaluation.ts';
import { Facts, type Creation } from '#core/interchange/verifpal/facts.ts';
import { messageKey, useKey, type Plan } from '#core/interchange/verifpal/plan.ts';
import { relianceIn } from '#core/interchange/verifpal/reliance.ts';
import { RoleBuilder } from '#core/interchange/verifpal/role-builder.ts';
import type { Expression, MessageSyntax, Model, Name, Statement } from '#core/interchange/verifpal/syntax.ts';
import { constantName, type TermTable } from '#core/interchange/verifpal/term-table.ts';
import { nil, type TheoryBuilder } from '#core/interchange/verifpal/theory.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Channel } from '#core/protocol/protocol.ts';

/** Translates a model's principals to roles, with the events that a plan wants. */
export class Translation {
  readonly facts = new Facts();
  readonly theory: TheoryBuilder;
  readonly capabilities: Capabilities;
  readonly table: TermTable;
  readonly roles = new Map<string, RoleBuilder>();
  readonly #plan: Plan;
  readonly #evaluation: Evaluation;
  readonly #labels = new Map<string, number>();
  readonly #published = new Map<string, Message>();
  #phase = 0;

  /** Throws {@link VerifpalFailure} for a model that cannot be translated. */
  constructor(model: Model, theory: TheoryBuilder, plan: Plan, table: TermTable) {
    this.#plan = plan;
    this.table = table;
    this.theory = theory;
    this.capabilities = new Capabilities(this.theory);
    this.#evaluation = new Evaluation(table, this.theory, this.capabilities);
    for (const part of model.parts) {
      switch (part.kind) {
        case 'principal': {
          const role = this.#role(part.principal.name);
          const reliance = relianceIn(part.statements);
          part.statements.forEach((statement, index) => {
            this.#rely(role, reliance[index]?.before ?? []);
            this.#statement(role, statement);
            this.#rely(role, reliance[index]?.behind ?? []);
          });
          break;
        }
        case 'message':
          this.#message(part);
          break;
        case 'phase':
          if (part.phase !== this.#phase + 1) {
            throw new VerifpalFailure(part.span, 'verifpal-phase-order', String(part.phase));
          }
          this.#phase = part.phase;
          break;
      }
    }
  }

  /** Constants that the attacker does not know at first. */
  get secrets(): ReadonlySet<string> {
    const qualified = [...this.facts.qualifiers].filter(([, qualifier]) => qualifier !== 'public');
    return new Set(qualified.map(([name]) => constantName(name)));
  }

  /** Constants that can be guessed. */
  get passwords(): readonly string[] {
    const qualified = [...this.facts.qualifiers].filter(([, qualifier]) => qualifier === 'password');
    return qualified.map(([name]) => constantName(name));
  }

  /** How many phases the model has. */
  get phases(): number {
    return this.#phase + 1;
  }

  #role(name: string): RoleBuilder {
    const known = this.roles.get(name);
    if (known !== undefined) return known;
    const role = new RoleBuilder(name, this.table, this.#published);
    this.roles.set(name, role);
    // Every principal has it from the beginning.
    this.#create(role, nil.name, this.table.substitute(nil, new Map()), 'known');
    return role;
  }

  #statement(role: RoleBuilder, statement: Statement): void {
    switch (statement.kind) {
      case 'knows':
        for (const name of statement.names) {
          const known = this.facts.qualifiers.get(name.name);
          if (known !== undefined && known !== statement.qualifier) {
            throw new VerifpalFailure(name.span, 'verifpal-qualifiers-differ', name.name);
          }
          if (known === undefined) this.#refuseDefined(name);
          this.facts.qualifiers.set(name.name, statement.qualifier);
          // A principal may say twice what it knows.
          if (!role.held.has(name.name)) {
            const message = this.table.leaf('constant', constantName(name.name));
            if (statement.qualifier === 'public') this.#published.set(name.name, message);
            this.#create(role, name.name, message, 'known');
          }
        }
        break;
      case 'generates':
        for (const name of statement.names) {
          this.#refuseDefined(name);
          this.#create(role, name.name, this.table.leaf('fresh', name.name), 'generated');
        }
        break;
      case 'leaks':
        for (const name of statement.names) {
          const message = role.value(name);
          this.facts.observe(role.honestValue(message));
          const label = this.#label(`${role.name} leaks ${name.name}`);
          role.steps.push({
            phase: this.#phase,
            kind: 'send',
            label,
            message,
            channel: { trust: 'public' },
          });
        }
        break;
      case 'assignment':
        this.#assign(role, statement.targets, statement.expression);
        break;
    }
  }

  #assign(role: RoleBuilder, targets: readonly (Name | null)[], expression: Expression): void {
    for (const target of targets) if (target !== null) this.#refuseDefined(target);
    const names = targets.map((target) => target?.name ?? null);
    const results =
      expression.kind === 'constant'
        ? [this.#evaluation.value(role, expression, this.#phase)]
        : this.#evaluation.results(role, expression, names, this.#phase);
    targets.forEach((target, index) => {
      const result = results[index];
      if (target === null || result === undefined) return;
      this.#refuseDefined(target);
      this.#create(role, target.name, role.named(target.name, result, this.#phase), 'computed');
    });
  }

  #refuseDefined({ name, span }: Name): void {
    if (this.facts.creations.has(name)) {
      throw new VerifpalFailure(span, 'verifpal-defined-twice', name);
    }
  }

  #create(role: RoleBuilder, name: string, message: Message, kind: Creation['kind']): void {
    role.held.set(name, message);
    this.facts.creations.add(name, { principal: role.name, kind, message });
    for (const planned of this.#plan.atCreation.get(name)) {
      if (planned.principal === null || planned.principal === role.name) {
        role.event(planned, message, this.#phase);
      }
    }
  }

  // The first block that computes with a constant decides where.
  #rely(role: RoleBuilder, constants: readonly string[]): void {
    for (const name of constants) {
      const value = role.held.get(name);
      if (value === undefined || role.used.has(name)) continue;
      role.used.add(name);
      this.facts.users.add(name, role.name);
      for (const planned of this.#plan.atUse.get(useKey(role.name, name))) {
        role.event(planned, value, this.#phase);
      }
    }
  }

  #message({ from, to, constants }: MessageSyntax): void {
    if (from.name === to.name) {
      throw new VerifpalFailure(to.span, 'verifpal-message-to-itself', to.name);
    }
    const [sender, recipient] = [this.#role(from.name), this.#role(to.name)];
    const phase = this.#phase;
    const keys = constants.map(({ name }) => messageKey(from.name, to.name, name));
    // All events stand before the first send: what is sent first may give away what is sent after it.
    constants.forEach((constant, index) => {
      const message = sender.value(constant);
      for (const event of this.#plan.atSend.get(keys[index] ?? '')) {
        sender.steps.push({ phase, kind: 'event', event, args: [message], honest: [] });
      }
    });
    constants.forEach((constant, index) => {
      const key = keys[index] ?? '';
      const message = sender.value(constant);
      if (recipient.has(constant.name)) {
        throw new VerifpalFailure(constant.span, 'verifpal-known-already', constant.name);
      }
      const label = this.#label(key);
      const channel = channelOf(constant.guarded, from.name, to.name);
      const pattern = this.table.leaf('variable', constant.name);
      sender.steps.push({ phase, kind: 'send', label, message, channel });
      recipient.steps.push({ phase, kind: 'receive', label, pattern, channel });
      const honest = sender.honestValue(message);
      recipient.held.set(constant.name, pattern);
      recipient.honest.set(constant.name, honest);
      this.facts.messages.add(key);
      this.facts.received.add(useKey(to.name, constant.name));
      this.facts.observe(honest);
    });
    sender.noteSent(keys, phase);
  }

  // Labels are unique in the protocol.
  #label(text: string): string {
    const count = (this.#labels.get(text) ?? 0) + 1;
    this.#labels.set(text, count);
    return count === 1 ? text : `${text} (${count})`;
  }
}

function channelOf(guarded: boolean, from: string, to: string): Channel {
  if (!guarded) return { trust: 'public' };
  return {
    trust: 'authentic',
    from: { kind: 'constant', name: `principal ${from}` },
    to: { kind: 'constant', name: `principal ${to}` },
    once: false,
  };
}
