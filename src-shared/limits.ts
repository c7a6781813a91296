/** So many users can be acted on at once. */
export const USERS_AT_ONCE = 50

/** So many mails are written, exported or discarded at once. */
export const MAILS_AT_ONCE = 500
