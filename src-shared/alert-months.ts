/** Calendar months after the end of an alert until its personal data is blocked (P21). */
export const MONTHS_UNTIL_BLOCKED = 6

/** Calendar months after the end of an alert until its personal data is erased: three years (P21). */
export const MONTHS_UNTIL_ERASED = 36

/** Calendar months after its creation until a draft is old, and listed for a decision (P40). */
export const MONTHS_UNTIL_DRAFT_IS_OLD = 6
