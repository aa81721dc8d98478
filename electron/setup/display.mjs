// Whether a window can be shown.

/** True when this session has a display to open a window on. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Options that Chromium needs on this machine: it refuses to sandbox itself for root. Development only. */
export function chromiumArguments() {
  return process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : [];
}
