import { besideGuards } from './beside.ts';
import { exchangeGuards } from './exchange.ts';
import type { Guard } from './guard.ts';
import { leavingGuards } from './leaving.ts';
import { networkGuards } from './network.ts';
import { packageGuards } from './package.ts';
import { vaultGuards } from './vault.ts';
import { windowGuards } from './window.ts';

/** Every guard that the script takes away. One entry in one of these lists adds one. */
export const guards: readonly Guard[] = [
  // The check that the table itself is one that can be run.
  {
    id: 'table-of-guards',
    items: [44],
    what: 'a guard whose text has changed is told at once',
    file: 'test/security/guards/guard.ts',
    text: '  return source.split(text).length - 1;\n',
    instead: '  return source.length + text.length > 0 ? 1 : 0;\n',
    noticedBy: { test: 'test/security/guards.test.ts', title: 'a guard whose text is not there' },
  },
  ...networkGuards,
  ...windowGuards,
  ...packageGuards,
  ...vaultGuards,
  ...leavingGuards,
  ...besideGuards,
  ...exchangeGuards,
];
