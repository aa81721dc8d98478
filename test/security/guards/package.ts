import type { Guard } from './guard.ts';

const spec = 'test/security/package/package.spec.ts';
const tools = {
  test: 'test/security/developer-tools.spec.ts',
  title: 'a package has no developer tools',
} as const;

/** A fuse that is set the wrong way round. */
function fuse(id: string, name: string, right: boolean, what: string, items: Guard['items'] = [12]): Guard {
  return {
    id,
    items,
    what,
    file: 'electron-builder.yml',
    text: `  ${name}: ${String(right)}\n`,
    instead: `  ${name}: ${String(!right)}\n`,
    noticedBy: { test: spec, title: 'every fuse of the packaged binary' },
  };
}

/** An argument that a package would obey. */
function argument(name: string, what: string, title: string): Guard {
  return {
    id: `argument-${name}`,
    items: [11],
    what,
    file: 'electron/main/security/switches.ts',
    text: `      '${name}',\n`,
    instead: '',
    noticedBy: { test: spec, title },
  };
}

const sandboxed = `      'no-sandbox',
    ]) {
      app.commandLine.removeSwitch(door);
    }
  }
  // Only development as root goes without: Chromium cannot sandbox itself there.
  if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
`;

export const packageGuards: readonly Guard[] = [
  argument('remote-debugging-port', 'no port for the debugger of pages', 'no argument opens a port'),
  argument('remote-debugging-pipe', 'no pipe for a driving tool', 'no tool drives a package'),
  {
    id: 'argument-no-sandbox',
    items: [11],
    what: 'no argument takes the sandbox',
    file: 'electron/main/security/switches.ts',
    // Two guards that do the same: one of them alone is not missed.
    text: sandboxed,
    instead: sandboxed.replace("      'no-sandbox',\n", '').replace('app.isPackaged || ', ''),
    noticedBy: { test: spec, title: 'no argument opens a port' },
  },
  {
    id: 'developer-tools',
    items: [11],
    what: 'the window of a package has no developer tools',
    file: 'electron/main/window/window.ts',
    text: 'devTools: !app.isPackaged,',
    instead: 'devTools: true,',
    noticedBy: tools,
  },
  {
    id: 'developer-menu',
    items: [11],
    what: 'the menu of a package has no developer tools',
    file: 'electron/main/window/menu.ts',
    text: '  if (!actions.development) return [];\n',
    instead: '',
    noticedBy: tools,
  },
  {
    id: 'developer-page',
    items: [11],
    what: 'the page of the developer tools is not served',
    file: 'electron/main/security/session.ts',
    text: "  return development && url.startsWith('devtools://');",
    instead: "  return url.startsWith('devtools://') || development;",
    noticedBy: tools,
  },
  fuse('fuse-run-as-node', 'runAsNode', false, 'ELECTRON_RUN_AS_NODE is dead'),
  fuse('fuse-cookies', 'enableCookieEncryption', true, 'cookies are encrypted'),
  fuse('fuse-node-options', 'enableNodeOptionsEnvironmentVariable', false, 'NODE_OPTIONS is dead'),
  fuse('fuse-inspect', 'enableNodeCliInspectArguments', false, '--inspect is dead', [11, 12]),
  fuse('fuse-integrity', 'enableEmbeddedAsarIntegrityValidation', true, 'the archive is checked', [12, 13]),
  fuse('fuse-only-asar', 'onlyLoadAppFromAsar', true, 'code comes from the archive only', [12, 13]),
  fuse('fuse-snapshot', 'loadBrowserProcessSpecificV8Snapshot', false, 'no snapshot of its own'),
  fuse('fuse-file-protocol', 'grantFileProtocolExtraPrivileges', false, 'file: has no extra rights'),
];
