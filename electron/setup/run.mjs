// Starting other programs.
import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/**
 * Runs a program to its end and answers with its exit status (128 + signal when it was killed, 127 when it
 * could not be started). `output` says where its standard output goes: 'stderr' for set-up chatter,
 * 'inherit' for the program a person asked for, 'quiet' to drop both streams.
 */
export function run(program, args, { cwd = root, env = process.env, output = 'stderr', timeout } = {}) {
  const streams = {
    stderr: ['ignore', 2, 2],
    inherit: 'inherit',
    quiet: ['ignore', 'ignore', 'ignore'],
  };
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, stdio: streams[output], timeout });
    const pass = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, pass);
    const finish = (status) => {
      for (const signal of signals) process.off(signal, pass);
      resolve(status);
    };
    child.on('error', () => finish(127));
    child.on('close', (code, signal) => finish(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
