/** Where packages to look at lie. */
export const trialFolder: string;

/** Packs the application into {@link trialFolder} unless what is there was made from the same. */
export function ensureTrialPackage(): Promise<void>;
