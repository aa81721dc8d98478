// Looks at every package before it is signed: only the declared Electron goes out.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inCheckout } from '../paths.mjs';

export default function afterPack(context) {
  const declared = JSON.parse(
    readFileSync(inCheckout('node_modules', 'electron', 'package.json'), 'utf8'),
  ).version;
  const { version } = context.packager.info.framework;
  const isTrial = context.appOutDir.startsWith(inCheckout('dist', 'trial'));
  if (version !== declared && !isTrial) {
    throw new Error(
      `this is Electron ${version}, the runtime for development; a package contains ${declared}`,
    );
  }
  // What starts the application of a developer has no business in a package.
  rmSync(join(resourcesOf(context), 'default_app.asar'), { force: true });
}

function resourcesOf(context) {
  return context.electronPlatformName === 'darwin'
    ? join(context.appOutDir, `${context.packager.appInfo.productFilename}.app`, 'Contents', 'Resources')
    : join(context.appOutDir, 'resources');
}
