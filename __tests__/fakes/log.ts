import type { Secret } from '../../src/base/secret.ts'
import type { Tell } from '../../src/plan/event.ts'
import { logTo } from '../../src/report/log.ts'

/** Keeps what a run says in its log, and what it hides. */
export class FakeLog {
  readonly lines: string[] = []
  readonly warnings: string[] = []
  readonly masked: string[] = []
  readonly tell: Tell = logTo({
    info: line => void this.lines.push(line),
    output: line => void this.lines.push(line),
    warning: message => void this.warnings.push(message),
    group: (heading, lines) => void this.lines.push(heading, ...lines)
  })
  readonly mask = (secret: Secret): void => void this.masked.push(secret.reveal())
}
