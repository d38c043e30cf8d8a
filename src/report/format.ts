/** The version of the plan file's format. It changes when a reader of this one would go wrong. */
export const PLAN_FILE_VERSION = 1
