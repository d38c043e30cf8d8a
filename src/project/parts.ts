import { PARTS, type Part } from '../astro/deploy-types.ts'
import { dags } from './dags.ts'
import { image } from './image.ts'
import type { ProjectPart } from './part.ts'

export const PROJECT_PARTS: Readonly<Record<Part, ProjectPart>> = { dags, image }

/** Which of all files of a project belong to a part. The image leaves out what any other part has. */
export function filesOf(part: Part, projectDir: string, files: readonly string[]): readonly string[] {
  const others = part === 'image' ? PARTS.filter(other => other !== 'image') : []
  const taken = new Set(others.flatMap(other => PROJECT_PARTS[other].consistsOf(projectDir, files)))
  return PROJECT_PARTS[part].consistsOf(
    projectDir,
    files.filter(file => !taken.has(file))
  )
}
