import type { ConstructName } from '#core/language/reference.ts';
import type { Span } from '#core/language/source.ts';

/** A part of the model's text that is shown and selected. */
interface Passage {
  readonly span: Span;
  /** True where the editor gets the focus, too. */
  readonly focus: boolean;
}

/** The text of the model, and the view beside it. */
interface ModelViewState {
  pane: PaneName;
  passage: Passage | null;
  /** True where the list of what is wrong with the text is open. */
  problems: boolean;
  /** True where long lines are broken at the edge. */
  wrap: boolean;
}

/**
 * The activities on the rail, and what each of them shows. Every activity adds its own line, in the file `view-state.ts` of
 * its folder.
 */
export interface ActivityStates {
  readonly model: ModelViewState;
}

/** The views beside the text of the model, and what each of them shows. Every view adds its own line. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface PaneStates {}

/** The state of a view that is always shown whole. */
// eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type
export type NoViewState = Readonly<Record<never, never>>;

export type ActivityName = keyof ActivityStates;
export type PaneName = keyof PaneStates;

/** The states of all views: what each of them shows. They stay while the analyst looks something up in another. */
export type ViewStates = ActivityStates & PaneStates;

/** A file that was dropped on the window, whose path it never learns. */
export interface Dropped {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A dialog over whatever else is shown. */
export type DialogDestination =
  | { readonly dialog: 'settings' }
  /** Where everything is found and done; `start` stands in its field first. */
  | { readonly dialog: 'palette'; readonly start: '' | '>' | '@' }
  | { readonly dialog: 'passphrase' }
  /** The library of protocols. */
  | { readonly dialog: 'library' }
  /** The analyst's own identity and the cards of colleagues. */
  | { readonly dialog: 'keyring' }
  /** A sealed file: one that was dropped, or (null) the one that the main process has, or one to be chosen. */
  | { readonly dialog: 'sealed'; readonly dropped: Dropped | null }
  /** The reference of the language, beginning with a construct, or with the first. */
  | { readonly dialog: 'help'; readonly construct: ConstructName | null };

type ViewDestination = {
  readonly [Name in keyof ViewStates]: { readonly view: Name } & Readonly<Partial<ViewStates[Name]>>;
}[keyof ViewStates];

/** Where one can go: a view and what in it is to be shown, where that is not what it showed last; or a dialog. */
export type Destination = ViewDestination | DialogDestination;

/** A part of the model's text. Without one (null) the text is shown where it was left. */
export function passageOf(span: Span | null, { focus } = { focus: true }): Destination {
  return { view: 'model', passage: span === null ? null : { span, focus } };
}
