import { authenticationLevels } from '#core/language/kinds.ts';
import type { ClaimStatement, Identifier, Statement } from '#core/language/syntax.ts';
import {
  entitiesOf,
  name,
  onAttack,
  onMessage,
  onStatement,
  onStep,
  placed,
  quoted,
  type TreeEdit,
} from './tree-edits.ts';

/** Edits after which by construction less is asked, or the adversary can do less. Each says nothing else of the text. */
export const weakenings: Readonly<Record<string, TreeEdit>> = {
  'a row of ticks is gone': onStatement('tick', () => []),
  'one more may obtain an element': tickedMore('confidentiality'),
  'one more may originate an element': tickedMore('integrity'),
  'a claim is gone': onStatement('claim', () => []),
  'a claim demands a lower level': onStatement('claim', lowered),
  'a claim demands agreement on less': onStatement('claim', (claim) =>
    claim.on.length === 0 ? null : [{ ...claim, on: claim.on.slice(1) }],
  ),
  'ticks refine a requirement no more': onStatement('tick', withoutRefinement),
  'a claim refines a requirement no more': onStatement('claim', withoutRefinement),
  'a requirement is gone': (tree, at) => {
    const all = tree.statements.flatMap((each) => (each.kind === 'requirement' ? [each.name.name] : []));
    const gone = all[at % Math.max(1, all.length)];
    if (gone === undefined) return null;
    const left = ({ name: each }: Identifier): boolean => each !== gone;
    return {
      ...tree,
      statements: tree.statements.flatMap((each): readonly Statement[] => {
        if (each.kind === 'tick' || each.kind === 'claim')
          return [{ ...each, refines: each.refines.filter(left) }];
        return each.kind === 'requirement' && each.name.name === gone ? [] : [each];
      }),
    };
  },
  'a requirement has other words': onStatement('requirement', (each) => [
    { ...each, text: quoted(`${each.text.text}, where that is practicable`) },
  ]),
  'a requirement is of another kind': onStatement('requirement', (each) => [
    { ...each, requirementKind: each.requirementKind === 'availability' ? 'integrity' : 'availability' },
  ]),
  'an attack model is gone': onAttack(() => []),
  'an attack model assumes less': onAttack((attack, at) => {
    // Without that it only listens it can do more, and so it can without a channel.
    const given = attack.items.filter(
      (item) => item.kind === 'untyped' || (item.kind === 'capability' && item.capability !== 'channel'),
    );
    const gone = given[at % Math.max(1, given.length)];
    return gone === undefined ? null : [{ ...attack, items: attack.items.filter((item) => item !== gone) }];
  }),
  'an attack model only listens': onAttack((attack) =>
    attack.items.some(({ kind }) => kind === 'adversary')
      ? null
      : [{ ...attack, items: [...attack.items, { ...placed, kind: 'adversary', adversary: 'passive' }] }],
  ),
  'an attack model compromises later': onAttack((attack, _, { statements }) => {
    const last = statements.findLast((each) => each.kind === 'phase');
    if (last?.kind !== 'phase') return null;
    const places = attack.items.findIndex(
      (item) => item.kind === 'capability' && item.capability !== 'channel' && item.phase === null,
    );
    const item = attack.items[places];
    const phases = statements.filter((each) => each.kind === 'phase' && each.adversaryPresent !== false);
    if (item?.kind !== 'capability' || phases.length < 2) return null;
    return [{ ...attack, items: attack.items.with(places, { ...item, phase: last.name }) }];
  }),
  'an attack model trusts a channel': onAttack((attack, at, { statements }) => {
    const messages = statements.flatMap((each) =>
      each.kind === 'phase' && each.adversaryPresent !== false ? each.items : [],
    );
    const open = messages.filter((item) => item.kind === 'message' && item.over === null);
    const message = open[at % Math.max(1, open.length)];
    if (message?.kind !== 'message') return null;
    if (statements.some((each) => each.kind === 'phase' && each.trust !== 'public' && each.trust !== null))
      return null;
    const trusted = {
      ...placed,
      kind: 'capability',
      capability: 'channel',
      word: 'channel',
      entities: [message.sender, message.receiver],
      secrets: [],
      primitive: null,
      trust: 'secure',
      phase: null,
    } as const;
    return [{ ...attack, items: [...attack.items, trusted] }];
  }),
  'a phase has no adversary': onStatement('phase', (phase) =>
    phase.adversaryPresent === false || phase.items.length === 0
      ? null
      : [{ ...phase, adversaryPresent: false }],
  ),
  'a phase trusts its channels': onStatement('phase', (phase) => {
    const isOpen = phase.trust === null || phase.trust === 'public';
    const linked = phase.items.flatMap((item) =>
      item.kind === 'channel' ? [item.ends.map((end) => end.name)] : [],
    );
    const uses = phase.items.some(
      (item) =>
        item.kind === 'message' &&
        item.over === null &&
        !linked.some((ends) => ends.includes(item.sender.name) && ends.includes(item.receiver.name)),
    );
    return isOpen && uses ? [{ ...phase, trust: 'authentic' }] : null;
  }),
  'a message goes over a trusted channel': onMessage((message, phase) =>
    message.over === null && (phase.trust === null || phase.trust === 'public') && !hasLinks(phase)
      ? [{ ...message, over: 'secure' }]
      : null,
  ),
  'a message arrives once': onMessage((message) =>
    message.repeats === null ? null : [{ ...message, repeats: null }],
  ),
  'a link is trusted': onStep((item, phase) => {
    if (item.kind !== 'channel' || item.trust === 'secure') return null;
    const [one, other] = item.ends.map((end) => end.name);
    const used = phase.items.some(
      (each) =>
        each.kind === 'message' &&
        each.over === null &&
        [one, other].every((end) => end === each.sender.name || end === each.receiver.name),
    );
    return used ? [{ ...item, trust: 'secure' }] : null;
  }),
  'a message is gone': onMessage((_, phase) => (phase.adversaryPresent === false ? null : [])),
  'a message is sent before the adversary comes': (tree) => {
    const place = tree.statements.findIndex(
      (each) => each.kind === 'phase' && each.adversaryPresent !== false,
    );
    const phase = tree.statements[place];
    if (phase?.kind !== 'phase') return null;
    const end = phase.items.findIndex(({ kind }) => kind === 'message') + 1;
    if (end === 0 || end === phase.items.length) return null;
    const quiet = {
      ...phase,
      name: name('factory_floor'),
      adversaryPresent: false,
      items: phase.items.slice(0, end),
    };
    return {
      ...tree,
      statements: tree.statements.toSpliced(place, 1, quiet, { ...phase, items: phase.items.slice(end) }),
    };
  },
  'nobody plays two roles': onStatement('coincide', () => []),
  'nobody guesses an element': onStatement('element', (element) =>
    element.entropy === 'low' ? [{ ...element, entropy: null }] : null,
  ),
  'a key is not lost in the end': onStatement('element', (element) => {
    const isKey = element.elementKind === 'symmetric-key' || element.elementKind === 'key-pair';
    return isKey && element.lifetime !== 'session' ? [{ ...element, lifetime: 'session' }] : null;
  }),
  'an element is of another kind': onStatement('element', (element) =>
    element.elementKind === 'data' ? [{ ...element, elementKind: 'nonce' }] : null,
  ),
  'fewer know an element': onStatement('element', (element) =>
    element.known.length === 0 ? null : [{ ...element, known: element.known.slice(1) }],
  ),
  'an element is shared by more': onStatement('element', (element, at, tree) => {
    const { shared } = element;
    const others = entitiesOf(tree).filter((each) => !shared.some((holder) => holder.name === each));
    const other = others[at % Math.max(1, others.length)];
    return shared.length === 0 || other === undefined
      ? null
      : [{ ...element, shared: [...shared, name(other)] }];
  }),
  'an entity erases what it kept': onStatement('phase', (phase, at, { statements }) => {
    const held = statements.flatMap((each) =>
      each.kind === 'element' && each.elementKind === 'symmetric-key'
        ? each.shared.map((entity) => [entity, each.name] as const)
        : [],
    );
    const [entity, element] = held[at % Math.max(1, held.length)] ?? [];
    const isErased = statements.some(
      (each) =>
        each.kind === 'phase' &&
        each.items.some(
          (item) =>
            item.kind === 'action' &&
            item.verb === 'erases' &&
            item.elements.some((erased) => erased.name === element?.name),
        ),
    );
    if (entity === undefined || element === undefined || isErased) return null;
    const erases = {
      ...placed,
      kind: 'action',
      verb: 'erases',
      entities: [entity],
      elements: [element],
    } as const;
    return [{ ...phase, items: [...phase.items, erases] }];
  }),
  'a value is taken over later': onStatement('phase', (phase, _, { statements }) => {
    const first = phase.items.findIndex(({ kind }) => kind === 'message');
    const message = phase.items[first];
    if (message?.kind !== 'message' || message.content.kind !== 'tuple') return null;
    const isLast = !phase.items
      .slice(first + 1)
      .some(
        (item) =>
          item.kind === 'message' && [item.sender.name, item.receiver.name].includes(message.receiver.name),
      );
    const carried = message.content.parts.find((part) => part.kind === 'name');
    const isAsked = statements.some(
      (each) =>
        each.kind === 'tick' &&
        each.property === 'integrity' &&
        carried?.kind === 'name' &&
        each.element.name === carried.name &&
        each.entities.every((entity) => entity.name !== message.receiver.name),
    );
    if (isLast || !isAsked || carried?.kind !== 'name') return null;
    const accepts = {
      ...placed,
      kind: 'action',
      verb: 'accepts',
      entities: [message.receiver],
      elements: [name(carried.name)],
    } as const;
    return [{ ...phase, items: [...phase.items, accepts] }];
  }),
  'a key is installed later': onStatement('phase', (phase) => {
    const place = phase.items.findIndex((item) => item.kind === 'action' && item.verb === 'installs');
    const installs = phase.items[place];
    if (installs?.kind !== 'action') return null;
    const [entity] = installs.entities;
    const follows = phase.items
      .slice(place + 1)
      .some(
        (item) =>
          item.kind === 'message' && [item.sender.name, item.receiver.name].includes(entity?.name ?? ''),
      );
    return follows
      ? [{ ...phase, items: [...phase.items.filter((_, each) => each !== place), installs] }]
      : null;
  }),
};

function tickedMore(property: 'confidentiality' | 'integrity'): TreeEdit {
  return onStatement('tick', (tick, at, tree) => {
    const others = entitiesOf(tree).filter((each) => !tick.entities.some((ticked) => ticked.name === each));
    const other = others[at % Math.max(1, others.length)];
    return tick.property !== property || other === undefined
      ? null
      : [{ ...tick, entities: [...tick.entities, name(other)] }];
  });
}

function lowered(claim: ClaimStatement): readonly Statement[] | null {
  const place = claim.level === null ? 0 : authenticationLevels.indexOf(claim.level.word);
  const word = authenticationLevels[place - 1];
  if (claim.level === null || word === undefined) return null;
  const agrees = word === 'agreement' || word === 'injective-agreement';
  return [{ ...claim, level: { ...claim.level, word }, on: agrees ? claim.on : [] }];
}

function withoutRefinement<Each extends { readonly refines: readonly Identifier[] }>(
  statement: Each,
): readonly Each[] | null {
  return statement.refines.length === 0 ? null : [{ ...statement, refines: statement.refines.slice(1) }];
}

function hasLinks({ items }: { readonly items: readonly { readonly kind: string }[] }): boolean {
  return items.some(({ kind }) => kind === 'channel');
}
