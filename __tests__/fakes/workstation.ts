import { terminal } from '../../src/terminal/terminal.ts'
import type { Workstation } from '../../src/terminal/workstation.ts'

/** What a command prints, complains about, and ends with, on a workstation without a screen where nothing is set. */
export async function type(args: readonly string[], difference: Partial<Workstation> = {}) {
  const said = { printed: '', complained: '' }
  const exitCode = await terminal(args, {
    environment: {},
    home: '/nowhere',
    temp: '/nowhere',
    colours: { stdout: false, stderr: false },
    showsProgress: false,
    print: text => {
      said.printed += text
    },
    complain: text => {
      said.complained += text
    },
    ...difference
  })
  return { exitCode, ...said }
}
