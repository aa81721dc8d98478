// Starts the application whose folder is on the command line, as Electron's own default application does:
// `electron [-r MODULE]... FOLDER [ARGUMENT]...`. A module, so that Electron waits with being ready until the
// application's own main module has run to its end.
import { readFileSync } from 'node:fs';
import { Module } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const { modules, folder } = readArguments(process.argv.slice(1));
for (const name of modules) Module._preloadModules([name]);
await start(resolve(folder));

function readArguments(words) {
  const modules = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === '-r' || word === '--require') modules.push(words[++at]);
    else if (!word.startsWith('-')) return { modules, folder: word };
  }
  return { modules, folder: '.' };
}

async function start(path) {
  const description = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  app.setVersion(description.version);
  app.setName(description.productName ?? description.name);
  app.setAppPath(path);
  await import(pathToFileURL(join(path, description.main)).href);
}
