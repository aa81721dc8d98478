import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult, type IModule } from 'dependency-cruiser';
import house from './rooms.mjs';

/** One import that breaks a rule of the house. */
export interface Violation {
  /** The rule's name. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** The graph of imports below a folder that has `electron/` or `renderer/`, and what in it breaks a rule. */
export async function cruiseHouse(
  folder: string,
): Promise<{ readonly modules: readonly IModule[]; readonly violations: readonly Violation[] }> {
  const tops = ['electron', 'renderer'].filter((top) => existsSync(join(folder, top)));
  const { options, forbidden } = house;
  const { output } = await cruise(
    tops,
    { ...options, baseDir: folder, validate: true, ruleSet: { forbidden } },
    options.enhancedResolveOptions,
  );
  const result = output as ICruiseResult;
  return {
    modules: result.modules,
    violations: result.summary.violations.map(({ rule, from, to }) => ({ name: rule.name, from, to })),
  };
}

/** Which folders the files of each folder import from, itself left out. A file lies in the folder that it stands in. */
export function foldersOf(modules: readonly IModule[]): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules) {
    const own = dirname(source);
    const imported = folders.get(own) ?? new Set();
    folders.set(own, imported);
    for (const { resolved, coreModule } of dependencies) {
      const other = dirname(resolved);
      if (!coreModule && !resolved.includes('node_modules') && other !== own) imported.add(other);
    }
  }
  return folders;
}

/** The folders that can be come back to from themselves, sorted, those of one circle together. */
export function circlesOf(folders: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const reached = new Map([...folders.keys()].map((folder) => [folder, reachableFrom(folder, folders)]));
  const isRound = (one: string, other: string): boolean =>
    reached.get(one)?.has(other) === true && reached.get(other)?.has(one) === true;
  const round = [...folders.keys()].filter((folder) => isRound(folder, folder)).toSorted();
  const first = round.filter((folder) => folder === round.find((other) => isRound(other, folder)));
  return first.map((folder) => round.filter((other) => isRound(folder, other)));
}

function reachableFrom(
  folder: string,
  folders: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...(folders.get(folder) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(folders.get(next) ?? []));
  }
  return found;
}
