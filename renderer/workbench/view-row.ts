import type { Component } from 'svelte';
import type { MessageKey } from '#core/messages/catalogue.ts';
import type { ViewProperties } from '#renderer/shared/view.ts';

/** A view of the registry: its name on the screen, the component that draws it, and its initial state. */
export interface ViewRow<State> {
  readonly label: MessageKey;
  readonly component: Component<ViewProperties>;
  readonly initialState: () => State;
}

/** A row for each view state. */
export type ViewRows<All> = { readonly [Name in keyof All]: ViewRow<All[Name]> };

/** The names of a registry's views, in its order. */
export function namesOf<Rows extends object>(rows: Rows): readonly (keyof Rows)[];
export function namesOf(rows: object): readonly string[] {
  return Object.keys(rows);
}

/** The initial state of each view of a registry. */
export function initialStatesOf<All>(rows: ViewRows<All>): All;
export function initialStatesOf(rows: ViewRows<Readonly<Record<string, unknown>>>): unknown {
  return Object.fromEntries(Object.entries(rows).map(([name, { initialState }]) => [name, initialState()]));
}
