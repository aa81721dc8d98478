import type { Component } from 'svelte';
import type { MessageKey } from '#core/messages/catalogue.ts';
import type { ViewProperties } from '#renderer/shared/view.ts';

/** A view of the registry: its name on the screen, what it is drawn by, and where it begins. */
export interface ViewRow<Place> {
  readonly label: MessageKey;
  readonly component: Component<ViewProperties>;
  readonly place: () => Place;
}

/** A row for each of the places. */
export type ViewRows<All> = { readonly [Name in keyof All]: ViewRow<All[Name]> };

/** The names of a registry's views, in its order. */
export function namesOf<Rows extends object>(rows: Rows): readonly (keyof Rows)[];
export function namesOf(rows: object): readonly string[] {
  return Object.keys(rows);
}

/** Where each view of a registry begins. */
export function placesOf<All>(rows: ViewRows<All>): All;
export function placesOf(rows: ViewRows<Readonly<Record<string, unknown>>>): unknown {
  return Object.fromEntries(Object.entries(rows).map(([name, { place }]) => [name, place()]));
}
