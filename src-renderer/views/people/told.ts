/** A temporary password as it is told, once, with whom it is for. */
export interface Told {
  readonly id: string
  readonly name: string
  readonly userName: string
  readonly password: string
}
