import type { Span } from '#core/language/source.ts';
import type { TermExpression } from '#core/language/syntax.ts';

/** Kinds of cryptographic element (the paper, section 2.2). */
export const elementKinds = [
  'symmetric-key',
  'key-pair',
  'counter',
  'nonce',
  'timestamp',
  'data',
  'constant',
] as const;
export type ElementKind = (typeof elementKinds)[number];

/**
 * What a channel gives by itself. `public`: the adversary reads and writes. `authentic`: it reads.
 * `confidential`: it writes. `secure`: neither.
 */
export const channelTrusts = ['public', 'authentic', 'confidential', 'secure'] as const;
export type ChannelTrust = (typeof channelTrusts)[number];

/** Kinds of high-level requirement (the paper, section 4.3). */
export const requirementKinds = [
  'confidentiality',
  'integrity',
  'data-origin-authentication',
  'entity-authentication',
  'forward-secrecy',
] as const;
export type RequirementKind = (typeof requirementKinds)[number];

export type Lifetime = 'long-term' | 'session';
export type Entropy = 'high' | 'low';

/** Where a declaration comes from in the vendor's documents. */
export interface SourceReference {
  readonly document: string;
  readonly section: string | null;
}

/** An entity (the literature's principal, Prosa's agent): one generic instance that stands for many. */
export interface Entity {
  readonly name: string;
  readonly label: string;
  readonly source: SourceReference | null;
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
  readonly source: SourceReference | null;
  readonly span: Span;
}

/** The trust of the channel between two entities in one phase, where it differs from the phase's. */
export interface ChannelLink {
  readonly ends: readonly [string, string];
  readonly trust: ChannelTrust;
}

interface StepPlace {
  readonly span: Span;
}

/** One step of a phase, in the order of the text. */
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
  readonly source: SourceReference | null;
}

/** A phase of the system's life (production, deployment, operations). */
export interface Phase {
  readonly name: string;
  readonly label: string;
  readonly trust: ChannelTrust;
  readonly adversaryPresent: boolean;
  readonly links: readonly ChannelLink[];
  readonly steps: readonly Step[];
  readonly span: Span;
}

/** A high-level requirement, in words. */
export interface Requirement {
  readonly name: string;
  readonly kind: RequirementKind;
  readonly text: string;
  readonly source: SourceReference | null;
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
  readonly span: Span;
}

/** A protocol as it is analysed: every name resolved. Built only from a text without errors. */
export interface Model {
  readonly name: string;
  readonly label: string;
  readonly entities: readonly Entity[];
  readonly elements: readonly Element[];
  readonly phases: readonly Phase[];
  readonly requirements: readonly Requirement[];
  readonly ticks: readonly TickStatement[];
}
