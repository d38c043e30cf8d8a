import { UserError } from '../base/errors.ts'
import { disarmed, visibleLines } from '../base/visible.ts'
import { isInput } from '../inputs/mistake.ts'
import type { ExitCode } from './command.ts'
import { BadUsage, commandOf, helpOf, helpOfAll, PROGRAM, parse } from './command-line.ts'
import { COMMANDS } from './commands.ts'
import { VERSION } from './version.ts'
import { explainHere } from './words.ts'
import type { Call, Workstation } from './workstation.ts'

/** Runs one command and returns the exit code. */
export async function terminal([name = '', ...args]: readonly string[], station: Workstation): Promise<ExitCode> {
  const doors = doorsOf(station)
  const { print, complain } = doors
  try {
    if (['help', '--help', '-h'].includes(name)) {
      const [about] = args
      print(about === undefined ? helpOfAll(COMMANDS) : helpOf(commandOf(COMMANDS, about)))
      return 0
    }
    if (['--version', '-V', 'version'].includes(name)) {
      print(`${VERSION}\n`)
      return 0
    }
    const command = commandOf(COMMANDS, name)
    const typed = parse(command, args)
    if ('help' in typed) {
      print(typed.help)
      return 0
    }
    const given = new Map([...typed.options].filter(([option]) => isInput(option)))
    const get = (option: string) => given.get(option)?.at(-1)?.trim() ?? ''
    const source = { get, names: [...given.keys()], now: new Date(), offersIdToken: false }
    const own = new Map([...typed.options].filter(([option]) => !isInput(option)))
    return await command.run({ ...station, ...doors, source, words: typed.words, own })
  } catch (error) {
    const said = explainHere(error)
    if (said !== '') complain(`${visibleLines(said)}\n`)
    if (error instanceof BadUsage) complain(said === '' ? helpOfAll(COMMANDS) : `\n${seeAlso(name)}`)
    return 1
  }
}

/** All that leaves a command: a runner of GitHub obeys lines such as ::debug::, whoever wrote them. */
function doorsOf({ environment, print, complain }: Workstation): Pick<Call, 'print' | 'complain' | 'printExactly'> {
  if (environment['GITHUB_ACTIONS'] !== 'true') return { print, complain, printExactly: print }
  return {
    print: text => print(disarmed(text)),
    complain: text => complain(disarmed(text)),
    printExactly(text) {
      if (disarmed(text) !== text)
        throw new UserError('the output has text that a runner of GitHub takes for a command (##[ or ::)', {
          hint: 'Run this on a workstation.'
        })
      print(text)
    }
  }
}

/** Which help has what was meant. */
const seeAlso = (name: string): string =>
  `${PROGRAM} ${COMMANDS.some(command => command.name === name) ? `${name} ` : ''}--help shows what can be typed.\n`
