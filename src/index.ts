import { commentStep } from './runner/comment-step.ts'
import { post } from './runner/post.ts'
import { isPost } from './runner/state.ts'
import { step } from './runner/step.ts'

/**
 * One bundle is the step of a workflow, its post step, the step of the action in `comment/`, and the commands of a terminal. A step is
 * a step where a runner says so.
 */
const args = process.argv.slice(2)
if (args.length > 0 || process.env['GITHUB_ACTIONS'] !== 'true') {
  // A chunk of its own: no step loads it.
  const { atTerminal } = await import('./terminal/process.ts')
  process.exitCode = await atTerminal(args, process)
} else if (isPost()) await post()
else {
  await (process.env['ASTRO_VAULT_ACTION_STEP'] === 'comment' ? commentStep() : step())
  // What was given up, such as a request of @actions/core that hangs or a listener, would keep this process alive.
  process.stdout.write('', () => process.exit())
}
