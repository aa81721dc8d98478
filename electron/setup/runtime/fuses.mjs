// Makes a development binary of the unpacked runtime's executable.
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';

await flipFuses(process.argv[2], {
  version: FuseVersion.V1,
  // Its snapshot belongs to another application and is not unpacked.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // End-to-end tests drive the main process through --inspect.
  [FuseV1Options.EnableNodeCliInspectArguments]: true,
});
