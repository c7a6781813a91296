/** The two channels between window and main process. */
export const REQUEST_CHANNEL = 'imi:request'
export const EVENT_CHANNEL = 'imi:event'
