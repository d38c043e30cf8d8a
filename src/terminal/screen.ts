import { inspect } from 'node:util'
import type { Masks } from '../base/masks.ts'
import { shortened, visible, visibleLines } from '../base/visible.ts'
import type { Lines } from '../report/log.ts'
import type { Workstation } from './workstation.ts'

type Colour = 'bold' | 'green' | 'yellow' | 'red' | 'grey'

/** What a run says on a terminal: no secret, nothing that acts on the display, and colours where there are some. */
export interface Screen extends Lines {
  /** A sentence with its hint, why the run failed. */
  error(text: string): void
  /** Where the run is, until the next line; only where that can be overwritten. */
  status(text: string): void
}

/** `apart`: stdout is for a program, so everything is on stderr. */
export function screenOf(station: Workstation, masks: Masks, { apart }: { readonly apart: boolean }): Screen {
  const { colours, showsProgress } = station
  let hasStatus = false
  const clear = () => {
    if (hasStatus) station.complain('\r\u001b[K')
    hasStatus = false
  }
  const write = (onError: boolean, text: string, colour?: Colour) => {
    clear()
    const shown = visibleLines(masks.hide(text))
    const isError = onError || apart
    const line = `${paint(shown, colour, isError ? colours.stderr : colours.stdout)}\n`
    if (isError) station.complain(line)
    else station.print(line)
  }
  return {
    info: text => write(false, text, text.startsWith('✓ ') ? 'green' : undefined),
    warning: text => write(true, `warning: ${text}`, 'yellow'),
    error: text => write(true, text, 'red'),
    group(heading, about) {
      write(false, heading, 'bold')
      for (const line of about) write(false, `  ${line}`)
    },
    output: line => write(false, visible(line), 'grey'),
    status(text) {
      if (!showsProgress) return
      clear()
      hasStatus = true
      station.complain(paint(shortened(visible(masks.hide(`… ${text}`)), 79), 'grey', colours.stderr))
    }
  }
}

function paint(text: string, colour: Colour | undefined, hasColours: boolean): string {
  const [on, off] = (colour !== undefined && hasColours && inspect.colors[colour]) || []
  return on === undefined ? text : `\u001b[${on}m${text}\u001b[${off}m`
}
