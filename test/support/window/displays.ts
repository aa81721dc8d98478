import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The name of the variable that tells the tests' processes which displays there are, divided by spaces. */
const displaysVariable = 'SEGL_TEST_DISPLAYS';

/** Whether the tests need displays of their own: there is none here to show windows on. */
export const needsDisplays =
  process.platform === 'linux' &&
  (process.env['DISPLAY'] ?? '') === '' &&
  (process.env['WAYLAND_DISPLAY'] ?? '') === '';

/** A display that nobody looks at. */
interface Display {
  readonly name: string;
  readonly server: ChildProcess;
}

// The server chooses a free number, and tells it on this descriptor once it listens.
async function startDisplay(): Promise<Display> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const told = server.stdio[3];
  if (told === null || told === undefined) throw new Error('the display has no way to tell its number');
  const [number] = (await Promise.race([once(told, 'data'), once(server, 'error')])) as readonly unknown[];
  if (!Buffer.isBuffer(number)) throw new Error('Xvfb does not start');
  return { name: `:${number.toString('utf8').trim()}`, server };
}

/**
 * Starts so many displays, each with windows of its own and so with a focus of its own, and names them to the processes
 * that are started from now on. What it answers ends them.
 */
export async function startDisplays(count: number): Promise<() => void> {
  const displays = await Promise.all(Array.from({ length: count }, startDisplay));
  process.env[displaysVariable] = displays.map(({ name }) => name).join(' ');
  return () => {
    for (const { server } of displays) server.kill();
  };
}

/** Shows what this process opens on its own display, where there are any. `place` counts the processes from 0. */
export function useOwnDisplay(place: number): void {
  const display = process.env[displaysVariable]?.split(' ')[place];
  if (display !== undefined) process.env['DISPLAY'] = display;
}
