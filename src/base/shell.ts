/** A text as one word of a POSIX shell, zsh included; quoted where a shell might see more in it. */
export const shellWord = (text: string): string =>
  /^[\w./,@:][\w./,@:-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`

/** Lines for the stdin of a command, which no shell looks into. No line of the text may be the label. */
export const heredoc = (command: string, label: string, text: string): string =>
  `${command} <<'${label}'\n${text.trimEnd()}\n${label}\n`
