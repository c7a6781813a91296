// What the core needs of the world and of the store, by what it is about. One import is enough for whoever uses them.
export * from './program'
export type * from './alerts'
export type * from './backups'
export type * from './mail'
export type * from './rows'
export type * from './store'
export type * from './translation'
