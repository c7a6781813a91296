import type { InstalledPack } from '../../../src-shared/contract/translation'
import type { Result } from '../../../src-shared/result'

/** Why a model pack is not taken over. */
export type PackRefusal =
  | 'pack-not-readable'
  | 'pack-description-missing'
  | 'pack-description-wrong'
  | 'pack-file-missing'
  | 'pack-file-wrong'
  | 'pack-too-large'

/** How far taking a pack over is; returning false stops it and nothing of it stays. */
export type PackWatch = (doneBytes: number, totalBytes: number) => boolean

/** The model packs in the profile's folder. */
export interface Packs {
  list: () => Promise<InstalledPack[]>
  /** Takes a pack over from a ZIP file or a folder; one of the same pair of languages is replaced. @throws Cancelled */
  take: (
    path: string,
    watch: PackWatch,
  ) => Promise<Result<{ pack: InstalledPack; replaced: boolean }, PackRefusal>>
  /** Removes a pack; false where there is none of this name. */
  remove: (id: string) => Promise<boolean>
  /** The folder of a pack. */
  folderOf: (id: string) => string
}

/**
 * What the engine answers: the translations, or why there are none. `damaged`: it refused a pack; `ended`: its process
 * ended, by itself or because it was stopped.
 */
export type EngineReply =
  | { readonly ok: true; readonly texts: readonly string[] }
  | { readonly ok: false; readonly why: 'damaged' | 'ended' }

/** The translation engine in its own process, which starts when it is asked and ends when it is stopped. */
export interface Engine {
  /** @param folders of the one or two packs that lead from one language to the other */
  translate: (folders: readonly string[], texts: readonly string[]) => Promise<EngineReply>
  /** Ends the process, so that its memory is free. */
  stop: () => void
}

/** A process of its own that is spoken with. */
export interface ApartProcess {
  post: (message: unknown) => void
  kill: () => void
}

/** Starts a built entry in a process of its own. @param ended told once, whyever it ended */
export type StartApart = (
  entry: string,
  told: { readonly message: (message: unknown) => void; readonly ended: () => void },
) => ApartProcess
