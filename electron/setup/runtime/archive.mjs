// Packs the folder that starts the application, as Electron wants it.
import { createPackage } from '@electron/asar';

const [folder, archive] = process.argv.slice(2);
await createPackage(folder, archive);
