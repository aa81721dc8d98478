/** Drawings are measured in points: 72 to an inch, which the window counts as 96 pixels. */
export const pixelsPerPoint = 96 / 72;
