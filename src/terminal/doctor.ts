import { counted } from '../base/counted.ts'
import { failureOf, UserError } from '../base/errors.ts'
import { saidOf } from '../base/finding.ts'
import { Masks } from '../base/masks.ts'
import type { Line } from '../doctor/check.ts'
import { examine, type Section } from '../doctor/doctor.ts'
import { type InputSource, readAddress, readInputs } from '../inputs/inputs.ts'
import { currentRun } from '../launch/current-run.ts'
import { launch } from '../launch/launch.ts'
import type { ExitCode } from './command.ts'
import { withDefaults } from './defaults.ts'
import { doorOf, refuseStranger, sayingAlso } from './door.ts'
import { screenOf } from './screen.ts'
import type { Call } from './workstation.ts'

const MARKS = { ok: '✓', warning: '!', fault: '✗', 'not looked at': '-' } as const

/** Prints each section as soon as it is known. 1: there is a fault. */
export async function doctor(call: Call): Promise<ExitCode> {
  const masks = new Masks()
  const screen = screenOf(call, masks, { apart: call.own.has('json') })
  const sections: Section[] = []
  const say = (section: Section) => {
    sections.push(section)
    screen.group(section.title, section.lines.flatMap(shown(section.lines)))
  }
  try {
    refuseStranger('doctor', call)
    const source = withDefaults(sayingAlso(call, { mode: 'plan' }), call)
    const inputs = readInputs(source, secret => void masks.add(secret))
    const door = doorOf(call, masks, screen, { run: currentRun(call.environment), tell: () => {} })
    const looking = (name: string) => screen.status(`looking at ${name}`)
    await launch((given, ports) => examine({ inputs: given, ports, address: addressIn(source), say, looking }), inputs, door)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    // What ends the command before its end is a fault, and nobody knows what comes after it.
    const lines = failureOf(error).map(({ hint, ...finding }): Line => {
      return { name: 'command', state: 'fault', message: saidOf(finding), ...(hint === undefined ? {} : { hint }) }
    })
    say({ title: 'Command', lines })
  }
  const all = sections.flatMap(({ title, lines }) => lines.map(line => ({ section: title, ...line })))
  const count = (state: Line['state']) => all.filter(line => line.state === state).length
  const [faults, warnings] = [count('fault'), count('warning')]
  const end = `${counted(faults, 'fault')}, ${counted(warnings, 'warning')}, ${count('not looked at')} not looked at`
  screen.info(faults === 0 ? `✓ doctor: ${end}` : `✗ doctor: ${end}`)
  if (call.own.has('json')) {
    const hide = (text: string) => masks.hide(text)
    const lines = all.map(line => ({
      ...line,
      message: hide(line.message),
      ...(line.hint === undefined ? {} : { hint: hide(line.hint) })
    }))
    call.printExactly(`${JSON.stringify({ schema: 1, faults, warnings, lines }, undefined, 2).replaceAll('##[', '##\\u005b')}\n`)
  }
  return faults === 0 ? 0 : 1
}

const addressIn = (source: InputSource) => (source.get('vault-url') === '' ? undefined : readAddress(source))

/** As people read it. Neighbours that were not looked at for the same reason share a line. */
const shown =
  (all: readonly Line[]) =>
  ({ name, state, message, hint }: Line, index: number): string[] => {
    const isSame = (other: Line | undefined) => state === 'not looked at' && other?.state === state && other.message === message
    if (isSame(all[index - 1])) return []
    const after = all.slice(index)
    const end = after.findIndex(other => !isSame(other))
    const names = state === 'not looked at' ? after.slice(0, end < 0 ? after.length : end).map(one => one.name) : [name]
    const word = state === 'ok' ? '' : `${state}: `
    const text = `${MARKS[state]} ${names.join(', ')}: ${word}${message}`
    return [...text.split('\n'), ...(hint?.split('\n') ?? [])].map((line, row) => (row === 0 ? line : `    ${line}`))
  }
