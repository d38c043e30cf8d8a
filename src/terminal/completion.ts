import type { Command } from './command.ts'
import { BadUsage, PROGRAM } from './command-line.ts'

/** For each shell, what has to come before the function and the command that bash understands. */
const SHELLS: ReadonlyMap<string, string> = new Map([
  ['bash', ''],
  ['zsh', 'autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n']
])

/** What a shell evaluates to complete names of commands and options; files where neither fits. */
export function completionFor(shell: string, commands: readonly Command[]): string {
  const first = SHELLS.get(shell)
  if (first === undefined) throw new BadUsage([`completion needs the name of a shell: ${[...SHELLS.keys()].join(' or ')}`])
  const cases = commands.map(({ name, inputs, own, operand }) => {
    const options = [...own.map(option => option.name), ...inputs, 'help'].map(option => `--${option}`)
    return `      ${name}) known="${[...(operand?.choices ?? []), ...options].join(' ')}" ;;`
  })
  return `${first}_astro_vault_action() {
  local known="${commands.map(({ name }) => name).join(' ')}"
  if [ "$COMP_CWORD" -gt 1 ]; then
    case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
      *) known="" ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$known" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _astro_vault_action ${PROGRAM}
`
}
