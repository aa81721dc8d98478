import { app } from 'electron';
import { startApplication } from '#main/application.ts';
import { HandedFiles } from '#main/arriving/handed-files.ts';
import { declareScheme } from '#main/window/pages.ts';
import { guardContents } from '#main/security/contents.ts';
import { overwriteFreedMemory } from '#main/security/freed-memory.ts';
import { keepOutOfRecentFiles } from '#main/security/recent-files.ts';
import { applySwitches, forbidCoreDumps } from '#main/security/switches.ts';

// Electron must not become ready before this file has run to its end, so nothing here waits.
forbidCoreDumps();
overwriteFreedMemory();
keepOutOfRecentFiles();
applySwitches();
declareScheme();
guardContents();

if (app.requestSingleInstanceLock()) {
  const handed = new HandedFiles();
  void app.whenReady().then(() => startApplication(handed));
} else {
  app.quit();
}
