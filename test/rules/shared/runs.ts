/** How many random cases a property is tried on. The seed is random; fast-check prints it where one fails. */
export const runs = { numRuns: 2000 };
