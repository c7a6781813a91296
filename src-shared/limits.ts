/** So many users can be acted on at once. */
export const USERS_AT_ONCE = 50
