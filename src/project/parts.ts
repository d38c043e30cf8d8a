import type { Part } from '../astro/deploy-types.ts'
import { dags } from './dags.ts'
import { image } from './image.ts'
import type { ProjectPart } from './part.ts'

export const PROJECT_PARTS: Readonly<Record<Part, ProjectPart>> = { dags, image }
