import { endEvents } from '#core/analysis/4-prove/goal.ts';
import type { NodePosition } from './order.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/** The start of a search: runs of roles, by their numbers, that come to the ends. */
export interface StartConfiguration {
  readonly runs: readonly number[];
  readonly ends: readonly NodePosition[];
  /** The adversary has the ends' secret. */
  readonly secret: boolean;
}

interface EventNode {
  readonly role: number;
  readonly node: number;
}

/**
 * The start configurations that together cover every violation of a query with at most so many runs of each role: one
 * end, two where two are compared, and up to that many where each end needs a partner of its own.
 */
export function startConfigurations(
  protocol: Protocol,
  query: Query,
  runs: number,
): readonly StartConfiguration[] {
  return every(protocol, query, runs).filter(({ runs: roles }) =>
    roles.every((role) => {
      const most = Math.min(runs, protocol.roles[role]?.runs ?? runs);
      return roles.filter((each) => each === role).length <= most;
    }),
  );
}

function every(protocol: Protocol, query: Query, runs: number): readonly StartConfiguration[] {
  const nodesOf = (event: string): readonly EventNode[] =>
    protocol.roles.flatMap(({ steps }, role) =>
      steps.flatMap((step, node) => (step.kind === 'event' && step.event === event ? [{ role, node }] : [])),
    );
  const secret = query.kind === 'secrecy';
  const ends = endEvents(query).map(nodesOf);
  switch (query.kind) {
    case 'secrecy':
    case 'unreachable':
    case 'fresh':
      return (ends[0] ?? []).map((node) => together([node], secret));
    case 'unique': {
      const pairs = selections(ends[0] ?? [], 2);
      return [...pairs.map((each) => together(each, false)), ...pairs.filter(isInOneRun).map(inOneRun)];
    }
    case 'equal':
      return (ends[0] ?? []).flatMap((left) =>
        (ends[1] ?? []).map((right) =>
          left.role === right.role ? inOneRun([left, right]) : together([left, right], false),
        ),
      );
    case 'correspondence': {
      const sizes = query.injective ? Array.from({ length: runs }, (_, index) => index + 1) : [1];
      const twice = query.injective ? selections(ends[0] ?? [], 2).filter(isInOneRun) : [];
      return [
        ...sizes.flatMap((size) => selections(ends[0] ?? [], size).map((each) => together(each, false))),
        ...twice.map(inOneRun),
      ];
    }
  }
}

function together(nodes: readonly EventNode[], secret: boolean): StartConfiguration {
  return {
    runs: nodes.map(({ role }) => role),
    ends: nodes.map(({ node }, run) => ({ run, node })),
    secret,
  };
}

// Two ends that one run can come to.
function isInOneRun([one, other]: readonly EventNode[]): boolean {
  return one?.role === other?.role && one?.node !== other?.node;
}

function inOneRun(nodes: readonly EventNode[]): StartConfiguration {
  return { runs: [nodes[0]?.role ?? 0], ends: nodes.map(({ node }) => ({ run: 0, node })), secret: false };
}

// The ways to take so many, the same more than once but in no particular order.
function selections<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) =>
    selections(items.slice(index), size - 1).map((rest) => [item, ...rest]),
  );
}
