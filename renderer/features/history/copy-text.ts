/** Puts words on the clipboard; answers whether that could be done. */
export function copyText(words: string): boolean {
  const put = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', words);
    event.preventDefault();
  };
  document.addEventListener('copy', put);
  // The newer interface needs a permission, and the window is given none.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const copied = document.execCommand('copy');
  document.removeEventListener('copy', put);
  return copied;
}
