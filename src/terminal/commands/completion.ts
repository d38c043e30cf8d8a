import type { Command } from '../command.ts'
import { completionFor } from '../completion.ts'

/** Completes what the other commands take. */
export const completing = (others: readonly Command[]): Command => ({
  name: 'completion',
  summary: 'print what completes commands and options in bash or zsh',
  about: 'Prints what your shell evaluates to complete the names of commands and options.',
  operand: { name: 'shell', what: 'the name of a shell: bash or zsh' },
  inputs: [],
  own: [],
  examples: [['completion bash >> ~/.bashrc', 'for every new shell']],
  run({ words, print }) {
    print(completionFor(words[0] ?? '', others))
    return 0
  }
})
