import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

// What Linux tells of running processes. A process may end while it is asked about: then nothing is told.

function told<Value>(read: () => Value, otherwise: Value): Value {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

const place = (id: number, ...parts: readonly string[]): string => join('/proc', String(id), ...parts);

/** A process and everything that it started, as far as it still runs. */
export function processTree(id: number): readonly number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(Number(name))] as const);
  const tree = new Set([id]);
  for (let size = 0; size < tree.size;) {
    size = tree.size;
    for (const [child, parent] of parents) if (parent !== undefined && tree.has(parent)) tree.add(child);
  }
  return [...tree];
}

function parentOf(id: number): number | undefined {
  const status = told(() => readFileSync(place(id, 'status'), 'utf8'), '');
  const parent = /^PPid:\s+(\d+)$/m.exec(status)?.[1];
  return parent === undefined ? undefined : Number(parent);
}

/** The pages of windows among the processes: each has a process of its own. */
export function renderersIn(processes: readonly number[]): readonly number[] {
  return processes.filter((id) =>
    told(() => readFileSync(place(id, 'cmdline'), 'utf8'), '').includes('--type=renderer'),
  );
}

/** Whether a process is held by a filter of system calls, as Chromium's sandbox holds pages. */
export function isSandboxed(id: number): boolean {
  return /^Seccomp:\s+2$/m.test(told(() => readFileSync(place(id, 'status'), 'utf8'), ''));
}

/** The TCP ports of this machine that the processes listen on. */
export function listeningPorts(processes: readonly number[]): readonly number[] {
  const sockets = new Set(
    processes.flatMap((id) =>
      told(() => readdirSync(place(id, 'fd')), []).map((name) =>
        told(() => readlinkSync(place(id, 'fd', name)), ''),
      ),
    ),
  );
  return ['tcp', 'tcp6']
    .flatMap((protocol) => told(() => readFileSync(join('/proc/net', protocol), 'utf8'), '').split('\n'))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , socket]) => state === '0A' && sockets.has(`socket:[${socket ?? ''}]`))
    .map(([, address]) => Number.parseInt(address?.split(':')[1] ?? '', 16));
}
