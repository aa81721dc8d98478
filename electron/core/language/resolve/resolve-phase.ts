import { errorAt, replaceAt, type Diagnostic, type Fix } from '#core/language/diagnostic.ts';
import type { ChannelLink, MessageStep, Phase, Step } from '#core/language/model.ts';
import { isElementKind, type ChannelTrust } from '#core/language/kinds.ts';
import type { Declared, NameTable } from '#core/language/names.ts';
import { resolveTerm } from './resolve-term.ts';
import { sourceReferences } from '#core/language/source-reference.ts';
import type {
  ActionStatement,
  ActionVerb,
  Identifier,
  MessageStatement,
  PhaseItem,
  PhaseStatement,
  RepeatClause,
} from '#core/language/syntax.ts';
import { isPrimitiveName } from '#core/terms/theory.ts';

/** Resolves a phase: its channels, and its steps in order. */
export function resolvePhase(statement: PhaseStatement, names: NameTable, diagnostics: Diagnostic[]): Phase {
  const trust = statement.trust ?? 'public';
  const whole: ChannelGift = { trust, repeats: mayRepeat(trust, statement.repeats, diagnostics) };
  const links = statement.items.flatMap((item) => resolveLink(item, names, diagnostics));
  const steps = statement.items.flatMap((item) => resolveStep(item, whole, links, names, diagnostics));
  return {
    name: statement.name.name,
    label: statement.label?.text ?? statement.name.name,
    ...whole,
    adversaryPresent: statement.adversaryPresent ?? true,
    links,
    steps,
    sources: sourceReferences(statement.sources),
    span: statement.name.span,
  };
}

/** What a channel gives by itself. */
type ChannelGift = Pick<ChannelLink, 'trust' | 'repeats'>;

function mayRepeat(trust: ChannelTrust, repeats: RepeatClause | null, diagnostics: Diagnostic[]): boolean {
  if (repeats !== null && trust === 'public') {
    diagnostics.push({ ...errorAt(repeats.span, 'public-repeats'), fix: replaceAt(repeats.span, 'public') });
  }
  return repeats !== null && trust !== 'public';
}

function resolveLink(item: PhaseItem, names: NameTable, diagnostics: Diagnostic[]): readonly ChannelLink[] {
  if (item.kind !== 'channel') return [];
  const [left, right] = [names.entity(item.ends[0]), names.entity(item.ends[1])];
  if (left === null || right === null) return [];
  if (left === right) diagnostics.push(errorAt(item.ends[1].span, 'channel-to-itself'));
  const repeats = mayRepeat(item.trust, item.repeats, diagnostics);
  return [{ ends: [left, right], trust: item.trust, repeats }];
}

function resolveStep(
  item: PhaseItem,
  phaseGift: ChannelGift,
  links: readonly ChannelLink[],
  names: NameTable,
  diagnostics: Diagnostic[],
): readonly Step[] {
  switch (item.kind) {
    case 'channel':
      return [];
    case 'message':
      return resolveMessage(item, phaseGift, links, names, diagnostics);
    case 'derive': {
      const entities = names.entities(item.entities);
      const element = names.derivable(item.element);
      resolveTerm(item.content, names, diagnostics);
      if (element === null) return [];
      return [{ kind: 'derive', entities, element, content: item.content, span: item.span }];
    }
    case 'action':
      return resolveAction(item, names, diagnostics);
  }
}

function resolveMessage(
  item: MessageStatement,
  phaseGift: ChannelGift,
  links: readonly ChannelLink[],
  names: NameTable,
  diagnostics: Diagnostic[],
): readonly MessageStep[] {
  const [sender, receiver] = [names.entity(item.sender), names.entity(item.receiver)];
  resolveTerm(item.content, names, diagnostics);
  if (sender === null || receiver === null) return [];
  if (sender === receiver) diagnostics.push(errorAt(item.receiver.span, 'message-to-itself'));
  // The last statement about a link counts, as it would for a reader.
  const link = links.findLast((each) => each.ends.includes(sender) && each.ends.includes(receiver));
  const { over } = item;
  const own: ChannelGift | null =
    over === null ? null : { trust: over, repeats: mayRepeat(over, item.repeats, diagnostics) };
  const { trust, repeats } = own ?? link ?? phaseGift;
  return [
    {
      kind: 'message',
      name: item.name.name,
      label: item.label?.text ?? item.name.name,
      sender,
      receiver,
      content: item.content,
      trust,
      repeats,
      sources: sourceReferences(item.sources),
      span: item.span,
    },
  ];
}

const stepOfVerb = {
  makes: 'make',
  advances: 'advance',
  checks: 'check',
  accepts: 'accept',
  installs: 'install',
  erases: 'erase',
} as const satisfies Record<Exclude<ActionVerb, 'skips'>, Step['kind']>;

function resolveAction(item: ActionStatement, names: NameTable, diagnostics: Diagnostic[]): readonly Step[] {
  if (item.verb === 'skips') return resolveSkip(item, names, diagnostics);
  const entities = names.entities(item.entities);
  const elements = names.elements(item.elements);
  for (const identifier of item.elements) {
    const kind = names.meaning(identifier.name);
    const fits = kind === 'counter' || kind === 'timestamp' || (kind === 'nonce' && item.verb === 'checks');
    if ((item.verb === 'advances' || item.verb === 'checks') && kind !== undefined && !fits) {
      diagnostics.push(errorAt(identifier.span, 'not-fresh-material', { name: identifier.name }));
    }
    if (item.verb === 'makes' && kind === 'constant') {
      diagnostics.push(errorAt(identifier.span, 'constant-made', { name: identifier.name }));
    }
    if (item.verb === 'accepts' || item.verb === 'installs') checkTaken(item, identifier, kind, diagnostics);
  }
  const kind = stepOfVerb[item.verb];
  if (kind === 'accept' || kind === 'install' || kind === 'erase')
    return [{ kind, entities, elements, span: item.span }];
  return entities.map((entity) => ({ kind, entity, elements, span: item.span }));
}

// Keys are installed and data accepted, which the fix writes where nothing else is taken over; a constant nobody takes.
function checkTaken(
  item: ActionStatement,
  { name, span }: Identifier,
  kind: Declared | undefined,
  diagnostics: Diagnostic[],
): void {
  if (kind === undefined || !isElementKind(kind)) return;
  const right = kind === 'symmetric-key' || kind === 'key-pair' ? 'installs' : 'accepts';
  if (kind === 'constant') diagnostics.push(errorAt(span, 'constant-accepted', { name }));
  if (kind === 'constant' || right === item.verb) return;
  const fix = item.elements.length > 1 ? null : withVerb(item, right);
  const code = right === 'installs' ? 'key-accepted' : 'data-installed';
  diagnostics.push({ ...errorAt(span, code, { name }), fix });
}

// The verb stands between the last entity and the first element.
function withVerb({ entities, elements }: ActionStatement, verb: ActionVerb): Fix | null {
  const [start, end] = [entities.at(-1)?.span.end, elements[0]?.span.start];
  if (start === undefined || end === undefined) return null;
  const replacement = entities.length > 1 ? verb.slice(0, -1) : verb;
  return { replacement, edit: { span: { start, end }, insert: ` ${replacement} ` } };
}

// A name that is declared is that element or entity, also where a primitive has the same name.
function resolveSkip(item: ActionStatement, names: NameTable, diagnostics: Diagnostic[]): readonly Step[] {
  const entities = names.entities(item.entities);
  const isPrimitive = ({ name }: Identifier): boolean =>
    names.meaning(name) === undefined && isPrimitiveName(name);
  const isEntity = ({ name }: Identifier): boolean => names.meaning(name) === 'entity';
  const identities = item.elements.filter(isEntity).map(({ name }) => name);
  const elements = names.elements(item.elements.filter((each) => !isPrimitive(each) && !isEntity(each)));
  const primitives = item.elements
    .filter(isPrimitive)
    .map(({ name }) => name)
    .filter(isPrimitiveName);
  for (const { name, span } of item.elements) {
    const kind = names.meaning(name);
    if (kind === 'constant' || kind === 'key-pair') {
      diagnostics.push(errorAt(span, 'not-to-be-skipped', { name }));
    }
  }
  const skipped = { elements, primitives, identities };
  return entities.map((entity) => ({ kind: 'skip', entity, ...skipped, span: item.span }));
}
