import { isDrift } from '../../observe/authors.ts'
import type { SideSecret } from './side.ts'

/** What a reader must know about one side in Vault; empty where it is as a run has left it, and where nobody has looked. */
export function noteOn({ there, ledger }: Pick<SideSecret, 'there' | 'ledger'>, side: string): readonly string[] {
  const note = noteAbout(there, ledger)
  return note === undefined ? [] : [`${side}: ${note}`]
}

function noteAbout(there: SideSecret['there'], ledger: SideSecret['ledger']): string | undefined {
  switch (there?.state) {
    case undefined:
      return undefined
    case 'not-visible':
      return there.because
    case 'absent':
      if (isDrift(there, ledger)) return 'somebody deleted it in Vault'
      return there.version === 0 ? 'not in Vault yet' : 'deleted in Vault'
    case 'present':
      return isDrift(there, ledger) ? `somebody changed it in Vault (version ${there.version})` : undefined
  }
}
