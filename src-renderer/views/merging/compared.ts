/** How many authorities are compared at a time: the survivor and those that one act merges into it. */
export const COMPARED_AT_MOST = 10
