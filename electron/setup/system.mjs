// System libraries and programs, from Debian's packages.
import { existsSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';
import { say, SetupFailure } from './say.mjs';

/** The needs of each purpose: the file that shows that it is there, and Debian's package that brings it. */
const needs = {
  window: [
    { library: 'libgtk-3.so.0', debian: 'libgtk-3-0' },
    { library: 'libnss3.so', debian: 'libnss3' },
    { library: 'libasound.so.2', debian: 'libasound2' },
    { library: 'libgbm.so.1', debian: 'libgbm1' },
  ],
  display: [
    { program: 'xvfb-run', debian: 'xvfb' },
    { program: 'xauth', debian: 'xauth' },
  ],
  compile: [
    { program: 'python3', debian: 'python3' },
    { program: 'make', debian: 'make' },
    { program: 'g++', debian: 'g++' },
  ],
  tests: [
    { program: 'strace', debian: 'strace' },
    { program: 'unshare', debian: 'util-linux' },
    { program: 'pdftotext', debian: 'poppler-utils' },
    { program: 'qpdf', debian: 'qpdf' },
    { program: 'xdotool', debian: 'xdotool' },
    { program: 'age', debian: 'age' },
  ],
};

/**
 * Makes sure that the system has what the named purposes need. As root on Debian it installs what is missing;
 * otherwise it fails with a sentence that says what to install. Other systems than Linux bring everything.
 */
export async function ensureSystem(...purposes) {
  if (process.platform !== 'linux') return;
  const missing = missingPackages(purposes);
  if (missing.length === 0) return;
  const install = ['install', '-y', '--no-install-recommends', ...missing];
  if (process.getuid() !== 0 || !isProgramThere('apt-get')) {
    throw new SetupFailure(`system packages are missing; run as root: apt-get ${install.join(' ')}`);
  }
  say(`installing system packages (once): ${missing.join(' ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { env });
  if ((await run('apt-get', install, { env })) !== 0 || missingPackages(purposes).length > 0) {
    throw new SetupFailure(
      `system packages could not be installed; see above, then: apt-get ${install.join(' ')}`,
    );
  }
}

function missingPackages(purposes) {
  const wanted = purposes.flatMap((purpose) => needs[purpose]);
  const libraries = wanted.some((need) => need.library) ? installedLibraries() : '';
  return wanted.filter((need) => !isThere(need, libraries)).map((need) => need.debian);
}

function isThere(need, libraries) {
  return need.library ? libraries.includes(`${need.library} `) : isProgramThere(need.program);
}

function isProgramThere(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/bin', '/usr/sbin', '/sbin'];
  return folders.some((folder) => existsSync(join(folder, name)));
}

function installedLibraries() {
  try {
    return execFileSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8', maxBuffer: 16 << 20 });
  } catch {
    return '';
  }
}
