/**
 * The text of `requirements.txt` with one more line at its end. What is there stays byte for byte; a line that a backslash has left open
 * is ended first.
 */
export function withRequirement(text: string, line: string): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  const isOpen = /\\(\r?\n)?$/.test(text)
  return `${text}${text === '' || text.endsWith('\n') ? '' : lineEnd}${isOpen ? lineEnd : ''}${line}${lineEnd}`
}
