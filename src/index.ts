import { isPost } from './runner/state.ts'

/**
 * One bundle is the step of a workflow, its post step, the step of the action in `comment/`, and the commands of a terminal. A step is
 * a step where a runner says so. Each of the four is a chunk of its own, so that it loads nothing of the others.
 */
const args = process.argv.slice(2)
if (args.length > 0 || process.env['GITHUB_ACTIONS'] !== 'true') {
  const { atTerminal } = await import('./terminal/process.ts')
  process.exitCode = await atTerminal(args, process)
} else if (isPost()) {
  const { post } = await import('./runner/post.ts')
  await post()
} else {
  await beginStep()
  // What was given up, such as a request of @actions/core that hangs or a listener, would keep this process alive.
  process.stdout.write('', () => process.exit())
}

async function beginStep(): Promise<void> {
  if (process.env['ASTRO_VAULT_ACTION_STEP'] !== 'comment') {
    const { step } = await import('./runner/step.ts')
    await step()
  } else {
    const { commentStep } = await import('./runner/comment-step.ts')
    await commentStep()
  }
}
