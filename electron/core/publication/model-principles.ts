import { ModelTerms } from '#core/structure/model-terms.ts';
import type { Model } from '#core/language/model.ts';
import type { ElementKind } from '#core/language/kinds.ts';
import { keyHierarchy } from '#core/structure/key-hierarchy.ts';
import { holdersByDesign } from './holders-by-design.ts';
import { confirmsKey, relayKinds, separatesKeys, type RelayKinds } from './key-practice.ts';
import { protectionsIn, sentMessages, type SentMessage } from './sent-message.ts';
import { principles, type Principle } from '#core/dossier/principle.ts';
import { allSubterms, type Application, type Term } from '#core/terms/term.ts';
import { theory, type PrimitiveName } from '#core/terms/theory.ts';

/**
 * The principles that a model applies by itself. Conservative: each follows from something that is there in the text,
 * and none from an analysis of it, so that neither its presence nor its absence is a finding. `manual-procedures`
 * never follows from a model.
 */
export function modelPrinciples(model: Model): ReadonlySet<Principle> {
  const design = designOf(model);
  return new Set(principles.filter((principle) => applies[principle](design)));
}

interface Design {
  readonly model: Model;
  readonly vocabulary: ModelTerms;
  readonly messages: readonly SentMessage[];
  readonly transported: ReadonlySet<string>;
  readonly levels: number;
  readonly relayed: RelayKinds;
}

function designOf(model: Model): Design {
  const vocabulary = new ModelTerms(model);
  const { edges, levels } = keyHierarchy(model, vocabulary);
  const messages = sentMessages(model, vocabulary);
  return {
    model,
    vocabulary,
    messages,
    transported: new Set(edges.filter(({ kind }) => kind === 'transports').map(({ lower }) => lower)),
    levels,
    relayed: relayKinds(messages, vocabulary, holdersByDesign(model, messages, vocabulary)),
  };
}

const applies: Readonly<Record<Principle, (design: Design) => boolean>> = {
  'end-to-end-protection': ({ relayed }) => relayed.endToEnd,
  'hop-by-hop-protection': ({ relayed }) => relayed.hopByHop,
  'authenticated-encryption': (design) => isSent(design, 'aead'),
  'message-authentication-codes': (design) => isSent(design, 'mac'),
  'digital-signatures': (design) => isSent(design, 'sign'),
  'public-key-encryption': (design) => isSent(design, 'penc'),
  'key-agreement': (design) =>
    isDerivedWith(design, 'dh') || keysIn(design.messages).some((term) => isMadeWith(term, 'dh')),
  'key-transport': ({ transported }) => transported.size > 0,
  'key-derivation': (design) => isDerivedWith(design, 'kdf'),
  'key-hierarchy': ({ levels }) => levels > 1,
  'key-separation': ({ model, messages, vocabulary }) => separatesKeys(model, messages, vocabulary),
  'key-renewal': ({ model }) => {
    const established = new Set(stepElements(model, ['make', 'derive', 'install']));
    return model.elements.some(
      (element) => isKey(element.kind) && element.replaces !== null && established.has(element.name),
    );
  },
  'key-confirmation': ({ messages, vocabulary }) => confirmsKey(messages, vocabulary),
  'key-erasure': ({ model }) => {
    const erased = new Set(stepElements(model, ['erase']));
    return model.elements.some(({ name, kind }) => isKey(kind) && erased.has(name));
  },
  'counters-against-replay': (design) => isChecked(design, 'counter'),
  'nonces-against-replay': ({ model, messages, vocabulary }) =>
    model.elements
      .filter(({ kind, name }) => kind === 'nonce' && !vocabulary.isDerived(name))
      .some(({ name, holders }) => isAnswered(vocabulary.name(name), holders[0], messages)),
  'timestamps-against-replay': (design) => isChecked(design, 'timestamp'),
  'identities-in-messages': ({ model, messages, vocabulary }) => {
    const names = new Set(model.entities.map(({ name }) => vocabulary.name(name)));
    return authenticated(messages).some((term) => [...allSubterms(term)].some((part) => names.has(part)));
  },
  'pre-shared-keys': ({ model, transported }) => {
    const established = new Set(stepElements(model, ['make', 'derive']));
    return model.elements.some(
      ({ name, kind, holders }) =>
        kind === 'symmetric-key' && holders.length > 1 && !established.has(name) && !transported.has(name),
    );
  },
  'trusted-production': ({ model }) => {
    const keys = new Set(model.elements.filter(({ kind }) => isKey(kind)).map(({ name }) => name));
    return model.phases
      .filter(({ adversaryPresent }) => !adversaryPresent)
      .some((phase) => stepElements({ ...model, phases: [phase] }, ['make']).some((name) => keys.has(name)));
  },
  'manual-procedures': () => false,
};

function isKey(kind: ElementKind): boolean {
  return kind === 'symmetric-key' || kind === 'key-pair';
}

function applications(messages: readonly SentMessage[]): readonly Application[] {
  return messages.flatMap(({ content }) => protectionsIn(content));
}

/** Whatever proves where its content comes from (Table 3). */
function authenticated(messages: readonly SentMessage[]): readonly Application[] {
  return applications(messages).filter(({ primitive }) => theory[primitive].table3.origin);
}

function isSent({ messages }: Design, primitive: PrimitiveName): boolean {
  return applications(messages).some((term) => term.primitive === primitive);
}

function isDerivedWith({ model, vocabulary }: Design, primitive: PrimitiveName): boolean {
  return model.elements
    .filter(({ kind, name }) => isKey(kind) && vocabulary.isDerived(name))
    .some(({ name }) => isMadeWith(vocabulary.name(name), primitive));
}

function isMadeWith(term: Term, primitive: PrimitiveName): boolean {
  return [...allSubterms(term)].some((part) => part.kind === 'apply' && part.primitive === primitive);
}

function keysIn(messages: readonly SentMessage[]): readonly Term[] {
  return applications(messages)
    .map(({ key }) => key)
    .filter((key) => key !== null);
}

/**
 * True where some entity checks a counter or timestamp right after it came under a protection that proves where it is
 * from.
 */
function isChecked({ messages, model, vocabulary }: Design, kind: 'counter' | 'timestamp'): boolean {
  const elements = new Map(model.elements.map((element) => [element.name, element]));
  return messages.some((message) =>
    message.checkedByReceiver.some(
      (name) =>
        elements.get(name)?.kind === kind &&
        authenticated([message]).some((term) => allSubterms(term).has(vocabulary.name(name))),
    ),
  );
}

/** True where a nonce that its owner sent comes back to the owner under a protection that proves where it is from. */
function isAnswered(nonce: Term, owner: string | undefined, messages: readonly SentMessage[]): boolean {
  const asked = messages.findIndex(
    ({ sender, content }) => sender === owner && allSubterms(content).has(nonce),
  );
  if (asked === -1) return false;
  return messages
    .slice(asked + 1)
    .filter(({ receiver }) => receiver === owner)
    .some((message) => authenticated([message]).some((term) => allSubterms(term).has(nonce)));
}

function stepElements(
  model: Pick<Model, 'phases'>,
  kinds: readonly ('make' | 'derive' | 'install' | 'erase')[],
): readonly string[] {
  return model.phases
    .flatMap(({ steps }) => steps)
    .flatMap((step) => {
      switch (step.kind) {
        case 'make':
        case 'install':
        case 'erase':
          return kinds.includes(step.kind) ? step.elements : [];
        case 'derive':
          return kinds.includes('derive') ? [step.element] : [];
        case 'message':
        case 'advance':
        case 'check':
        case 'skip':
        case 'accept':
          return [];
      }
    });
}
