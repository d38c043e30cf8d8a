import type { Secret } from '../../src/base/secret.ts'
import type { World } from '../../src/run/world.ts'

/** Keeps what is said. */
export class FakeLog {
  readonly lines: string[] = []
  readonly warnings: string[] = []
  readonly masked: string[] = []
  readonly log: World['log'] = {
    info: line => void this.lines.push(line),
    warning: message => void this.warnings.push(message),
    mask: (secret: Secret) => void this.masked.push(secret.reveal()),
    group: (heading, lines) => void this.lines.push(heading, ...lines)
  }
}
