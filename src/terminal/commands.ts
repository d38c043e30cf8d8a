import { bootstrap } from './commands/bootstrap.ts'
import { check } from './commands/check.ts'
import { completing } from './commands/completion.ts'
import { deploy } from './commands/deploy.ts'
import { diff } from './commands/diff.ts'
import { doctor } from './commands/doctor.ts'
import { importing } from './commands/import.ts'
import { initializing } from './commands/init.ts'
import { local } from './commands/local.ts'
import { plan } from './commands/plan.ts'
import { policy } from './commands/policy.ts'
import { rotate } from './commands/rotate.ts'
import { show } from './commands/show.ts'
import { sync } from './commands/sync.ts'
import { undo } from './commands/undo.ts'
import { verify } from './commands/verify.ts'

/** In the order of the help: what one does first comes first. */
const ALL_BUT_COMPLETION = [
  initializing,
  check,
  plan,
  bootstrap,
  sync,
  deploy,
  verify,
  doctor,
  diff,
  local,
  undo,
  rotate,
  policy,
  show,
  importing
]

export const COMMANDS = [...ALL_BUT_COMPLETION, completing(ALL_BUT_COMPLETION)]
