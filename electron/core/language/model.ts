import type { Span } from '#core/language/source.ts';
import type { TermExpression } from '#core/language/syntax.ts';
import type { PrimitiveFlaw, PrimitiveName } from '#core/terms/theory.ts';
import type {
  CapabilityKind,
  ClaimKind,
  ElementKind,
  ChannelTrust,
  RequirementKind,
  AuthenticationLevel,
  Lifetime,
  Entropy,
} from './kinds.ts';

/** A citation: where something comes from in the vendor's documents. */
export interface SourceReference {
  /** The title of the document. */
  readonly document: string;
  readonly section: string | null;
  /** The page of the file, counted from 1, whatever number is printed on it. */
  readonly page: number | null;
  /** The words that are relied on, as the document has them. */
  readonly quotation: string | null;
}

/** An entity (the literature's principal, Prosa's agent): one generic instance that stands for many. */
export interface Entity {
  readonly name: string;
  readonly label: string;
  readonly sources: readonly SourceReference[];
  readonly span: Span;
}

/**
 * A cryptographic element. `holders` are the entities that `of` or `shared by` name; they hold the element
 * from the start unless somebody makes or derives it in the model. `knownTo` adds entities that hold it from
 * the start without sharing it by design.
 */
export interface Element {
  readonly name: string;
  readonly kind: ElementKind;
  readonly label: string;
  readonly holders: readonly string[];
  readonly knownTo: readonly string[];
  readonly lifetime: Lifetime;
  readonly entropy: Entropy;
  /** The key that this one takes over from, or null. */
  readonly replaces: string | null;
  readonly sources: readonly SourceReference[];
  readonly span: Span;
}

/** The trust of the channel between two entities in one phase, where it differs from the phase's. */
export interface ChannelLink {
  readonly ends: readonly [string, string];
  readonly trust: ChannelTrust;
  /** True if it may deliver a message several times; of a public channel always false, since there it says nothing. */
  readonly repeats: boolean;
}

interface StepPlace {
  readonly span: Span;
}

/**
 * One step of a phase, in the order of the text. A `skip` belongs to the message that its entity received last:
 * of the `elements` the entity does not compare what it holds with what came, what is made with the `primitives` it
 * does not verify, and the names of the `identities`, which are entities, it does not compare with who it believes to
 * deal with, or with its own. An `accept` takes values over as data, an `install` takes keys into use.
 */
export type Step =
  | MessageStep
  | (StepPlace & { readonly kind: 'make'; readonly entity: string; readonly elements: readonly string[] })
  | (StepPlace & {
      readonly kind: 'derive';
      readonly entities: readonly string[];
      readonly element: string;
      readonly content: TermExpression;
    })
  | (StepPlace & { readonly kind: 'advance'; readonly entity: string; readonly elements: readonly string[] })
  | (StepPlace & { readonly kind: 'check'; readonly entity: string; readonly elements: readonly string[] })
  | (StepPlace & {
      readonly kind: 'skip';
      readonly entity: string;
      readonly elements: readonly string[];
      readonly primitives: readonly PrimitiveName[];
      readonly identities: readonly string[];
    })
  | (StepPlace & {
      readonly kind: 'accept';
      readonly entities: readonly string[];
      readonly elements: readonly string[];
    })
  | (StepPlace & {
      readonly kind: 'install';
      readonly entities: readonly string[];
      readonly elements: readonly string[];
    })
  | (StepPlace & {
      readonly kind: 'erase';
      readonly entities: readonly string[];
      readonly elements: readonly string[];
    });

/** A message from one entity to another. */
export interface MessageStep extends StepPlace {
  readonly kind: 'message';
  readonly name: string;
  readonly label: string;
  readonly sender: string;
  readonly receiver: string;
  readonly content: TermExpression;
  /** The trust of the channel it goes over, from the message, the link or the phase, in that order. */
  readonly trust: ChannelTrust;
  /**
   * True if the channel may deliver it several times, as whatever says its trust says; otherwise one that is not public
   * delivers it at most once, to one run. False where the channel is public.
   */
  readonly repeats: boolean;
  readonly sources: readonly SourceReference[];
}

/** A phase of the system's life (production, deployment, operations). */
export interface Phase {
  readonly name: string;
  readonly label: string;
  readonly trust: ChannelTrust;
  /** True if its channels may deliver a message several times, where nothing else is said of one. */
  readonly repeats: boolean;
  readonly adversaryPresent: boolean;
  readonly links: readonly ChannelLink[];
  readonly steps: readonly Step[];
  readonly sources: readonly SourceReference[];
  readonly span: Span;
}

/** A high-level requirement, in words. */
export interface Requirement {
  readonly name: string;
  readonly kind: RequirementKind;
  readonly text: string;
  /** The organisation that owns the requirement, or null. */
  readonly owner: string | null;
  readonly sources: readonly SourceReference[];
  readonly span: Span;
}

/**
 * A row's ticks of the requirement table. For `confidentiality`, `entities` may obtain the element and nobody
 * else; for `integrity`, `entities` originate it.
 */
export interface TickStatement {
  readonly property: 'confidentiality' | 'integrity';
  readonly element: string;
  readonly entities: readonly string[];
  /** High-level requirements that these ticks refine. */
  readonly refines: readonly string[];
  readonly sources: readonly SourceReference[];
  readonly span: Span;
}

/**
 * Something claimed of the protocol beside the ticks of the table. The definition of its kind (`claims/`) says which
 * of these a claim of the kind has; what it has not is null or empty.
 */
export interface Claim {
  readonly kind: ClaimKind;
  /** The element or key that it is about. */
  readonly element: string | null;
  /** Who is claimed to be who it is: the entity that the claimant is assured of. */
  readonly claimed: string | null;
  /** From whose view it is claimed. */
  readonly claimant: string | null;
  readonly level: AuthenticationLevel | null;
  /** The elements that both ends agree on. */
  readonly on: readonly string[];
  /** The phase that it names, at whose end it is claimed; see `claimedPhase`. */
  readonly phase: string | null;
  /** High-level requirements that the claim refines. */
  readonly refines: readonly string[];
  readonly sources: readonly SourceReference[];
  readonly span: Span;
}

/**
 * Something that an attack model assumes beyond the adversary of the plain model. The definition of its kind
 * (`capabilities/`) says which of these it has; what it has not is null or empty.
 */
export interface AttackAssumption {
  readonly kind: CapabilityKind;
  readonly entities: readonly string[];
  /** Of a key pair the private half. */
  readonly elements: readonly string[];
  readonly flaw: PrimitiveFlaw | null;
  readonly primitive: PrimitiveName | null;
  readonly trust: ChannelTrust | null;
  /** The phase from which on it is so, or in which; null: from the start, or in every phase. */
  readonly phase: string | null;
  readonly span: Span;
}

/** A model of attack: the adversary under which the requirements are asked once more. */
export interface AttackModel {
  readonly name: string;
  readonly label: string;
  /** The adversary: `passive` only listens. Active where the text says nothing. */
  readonly adversary: 'passive' | 'active';
  /** True if values of one kind may be taken for another. */
  readonly untyped: boolean;
  readonly assumptions: readonly AttackAssumption[];
  readonly sources: readonly SourceReference[];
  readonly span: Span;
}

/** A protocol as it is analysed: every name resolved. Built only from a text without errors. */
export interface Model {
  readonly name: string;
  readonly label: string;
  readonly entities: readonly Entity[];
  /** Pairs of entities that one agent may play, each pair once. Nobody plays two other roles. */
  readonly coincide: readonly (readonly [string, string])[];
  readonly elements: readonly Element[];
  readonly phases: readonly Phase[];
  readonly requirements: readonly Requirement[];
  readonly ticks: readonly TickStatement[];
  readonly claims: readonly Claim[];
  readonly attacks: readonly AttackModel[];
}
