/** Thrown inside long work that its operator cancelled; the transaction around it takes everything back. */
export class Cancelled extends Error {}
