import { type Place, placeText } from './finding.ts'
import { visible } from './visible.ts'

/** A text as one word of a POSIX shell, zsh included; quoted where a shell might see more in it. */
export const shellWord = (text: string): string =>
  /^[\w./,@:][\w./,@:-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`

/**
 * A place in the comment behind a command. zsh, as people type into it, knows no comments: behind a `#` it still replaces and
 * redirects.
 */
export const shellPlace = (place: Place): string => placeText({ ...place, file: shellWord(visible(place.file)) })

/** Lines for the stdin of a command, which no shell looks into. No line of the text may be the label. */
export const heredoc = (command: string, label: string, text: string): string =>
  `${command} <<'${label}'\n${text.trimEnd()}\n${label}\n`
