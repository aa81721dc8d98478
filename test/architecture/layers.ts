import type { Source } from './sources.ts';

/** The dependency law: which layers each layer may import, itself included. */
const law: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  contract: ['core', 'contract'],
  vault: ['core', 'contract', 'vault'],
  report: ['core', 'contract', 'report'],
  engine: ['core', 'contract', 'engine'],
  preload: ['core', 'contract', 'preload'],
  main: ['core', 'contract', 'vault', 'report', 'engine', 'main'],
  cli: ['core', 'contract', 'vault', 'report', 'engine', 'cli'],
  renderer: ['core', 'contract', 'renderer'],
};

/** Every layer of the law. */
export const layers: readonly string[] = Object.keys(law);

/** The layer of a path from the top folder; undefined for packages, resources and anything else. */
export function layerOf(path: string): string | undefined {
  const match = /^(?:electron\/(\w+)|(renderer))\//.exec(path);
  const layer = match?.[1] ?? match?.[2];
  return layer !== undefined && layer in law ? layer : undefined;
}

/** Every import of a source that breaks the law, as a sentence. */
export function layerBreaches(source: Source): readonly string[] {
  const layer = layerOf(source.path);
  if (layer === undefined) return [];
  const breaches = source.imports.filter(({ target, typeOnly }) => {
    if (target.startsWith('electron/setup/') || target.startsWith('test/')) return true;
    const other = layerOf(target);
    if (other === undefined) return false;
    if (layer === 'renderer' && other === 'contract') return !typeOnly;
    return !(law[layer] ?? []).includes(other);
  });
  return breaches.map(({ target }) => `${source.path} imports ${target}`);
}

/**
 * Every import of a source in `renderer/features/<domain>/` or `renderer/shared/` that reaches into a domain
 * that is not its own.
 */
export function featureBreaches(source: Source): readonly string[] {
  const own = domainOf(source.path);
  if (own === undefined) return [];
  return source.imports
    .filter(({ target }) => {
      if (target.startsWith('renderer/workbench/')) return true;
      const other = domainOf(target);
      return other !== undefined && other !== 'shared' && other !== own;
    })
    .map(({ target }) => `${source.path} imports ${target}`);
}

/** The domain of the window that a path belongs to: a feature's folder or `shared`; undefined elsewhere. */
export function domainOf(path: string): string | undefined {
  if (path.startsWith('renderer/shared/')) return 'shared';
  return /^renderer\/features\/([^/]+)\//.exec(path)?.[1];
}
