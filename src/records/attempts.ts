/**
 * How often a record is changed anew after somebody else changed it. One of those that write at once always gets through, and
 * a matrix has at most 256 jobs.
 */
export const ATTEMPTS = 256
