import type { NotYet } from './guard.ts';

/**
 * What of the checklist has no guard that could be taken away, or none yet. An item that is only partly shown is here
 * as well as among the guards.
 */
export const notYet: readonly NotYet[] = [
  { item: 2, reason: 'nothing to take away: what the application would use the network for is not there' },
  { item: 13, reason: 'Electron checks the archive on macOS and Windows only; packages are not signed yet' },
  { item: 19, reason: 'suspend, the limit of idleness and the keys: no test notices them yet' },
  { item: 20, reason: 'not built: the clipboard is left as it is' },
  { item: 21, reason: 'the limit of core dumps: no test notices it yet' },
  { item: 22, reason: 'not built: the memory is not searched' },
  { item: 24, reason: 'where SQLite keeps temporary tables: no test notices it yet' },
  { item: 26, reason: 'not built: disk and swap are not looked at' },
  { item: 34, reason: 'what lies beside a project: not built' },
  { item: 35, reason: 'other kinds of files: not built' },
  { item: 37, reason: 'typing without a pause, and what cannot be sealed: not built' },
  { item: 38, reason: 'the real dialog and its list of recent files: not built' },
  { item: 39, reason: 'what old files still open: not built' },
  { item: 40, reason: 'the passphrase as bytes, the end of the page at lock: not built' },
  { item: 41, reason: 'read-only media, long names, missing permission: not built' },
  { item: 42, reason: 'limits of size and time in the analyses: not built' },
  { item: 43, reason: 'what an owner who was removed keeps: not built' },
];
