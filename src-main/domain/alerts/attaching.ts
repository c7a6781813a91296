import type { AlertAttachment } from '../../../src-shared/entities/alert'
import type { AlertAttachmentId } from '../../../src-shared/ids'
import { ok, refuse, type Result } from '../../../src-shared/result'
import { created, removed, type Change } from '../change'
import type { Context } from '../context'
import type { AlertFacts } from './drafting'
import { judgeStep, type StepRefusal } from './machine'

/** A file as it was picked. */
export interface PickedFile {
  readonly name: string
  /** Bytes. */
  readonly size: number
  readonly hash: string
}

const MEGABYTE = 1024 * 1024

export type AttachRefusal =
  | StepRefusal<'edit' | 'modify'>
  | 'alert-attachment-type'
  | 'alert-attachment-large'
  | 'alert-attachment-empty'
  | 'alert-attachments-many'
  | 'alert-attached-already'

/** The ending of a file name in small letters; empty where it has none. */
export function endingOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** Whether documents can be added now: while the form can be written (product decision). */
export function mayAttach({
  alert,
  module,
  position,
}: AlertFacts): Result<null, StepRefusal<'edit' | 'modify'>> {
  const step = judgeStep(module, alert.status === 'draft' ? 'edit' : 'modify', alert.status, position)
  return step.ok ? ok(null) : step
}

/** Whether a file is taken at all, before it is read: its type and size in bytes (product decision). */
export function mayTake(
  module: AlertFacts['module'],
  file: Pick<PickedFile, 'name' | 'size'>,
): Result<null, 'alert-attachment-type' | 'alert-attachment-empty' | 'alert-attachment-large'> {
  const { megabytes, types } = module.attachments
  if (!types.includes(endingOf(file.name))) return refuse('alert-attachment-type', { types })
  if (file.size === 0) return refuse('alert-attachment-empty')
  return file.size > megabytes * MEGABYTE ? refuse('alert-attachment-large', { megabytes }) : ok(null)
}

const letters = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0))
const ZIP = [letters('PK\u0003\u0004')]
const PNG = [[0x89, ...letters('PNG\r\n\u001a\n')]]
const JPEG = [[0xff, 0xd8, 0xff]]
/** How a file of each kind begins; office documents are zip files. */
const BEGINNINGS: Readonly<Record<string, readonly (readonly number[])[]>> = {
  ...{ pdf: [letters('%PDF-')], png: PNG, jpg: JPEG, jpeg: JPEG },
  ...{ docx: ZIP, xlsx: ZIP, odt: ZIP, ods: ZIP },
}
const TEXTS = ['txt', 'csv']
/** The marks that begin a text of two bytes a letter, where every second one may be 0. */
const WIDE_TEXT = [
  [0xff, 0xfe],
  [0xfe, 0xff],
]

const beginsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((value, index) => bytes[index] === value)

/**
 * Whether what is in a file fits the ending of its name: a program under another name is not passed on to other Member
 * States (product decision). A kind whose content nobody here knows does not fit.
 */
export function isAsNamed(name: string, bytes: Uint8Array): Result<null, 'alert-attachment-content'> {
  const ending = endingOf(name)
  const fits = TEXTS.includes(ending)
    ? !bytes.includes(0) || WIDE_TEXT.some((mark) => beginsWith(bytes, mark))
    : (BEGINNINGS[ending] ?? []).some((mark) => beginsWith(bytes, mark))
  return fits ? ok(null) : refuse('alert-attachment-content', { ending })
}

/** Adds a document to an alert, with the limits of its module. Each document once. */
export function attachFile(
  facts: AlertFacts,
  attachments: readonly AlertAttachment[],
  file: PickedFile,
  context: Context,
): Result<Change[], AttachRefusal> {
  const allowed = mayAttach(facts)
  if (!allowed.ok) return allowed
  const taken = mayTake(facts.module, file)
  if (!taken.ok) return taken
  const { most } = facts.module.attachments
  if (attachments.length >= most) return refuse('alert-attachments-many', { most })
  if (attachments.some((each) => each.hash === file.hash)) return refuse('alert-attached-already')
  return ok([
    created('alertAttachment', {
      ...file,
      id: context.newId() as AlertAttachmentId,
      alertId: facts.alert.id,
      authorityId: facts.alert.authorityId,
      addedAt: context.now,
    }),
  ])
}

/** Takes a document off, while nobody else has seen it: only from a draft (product decision). */
export function detachFile(
  { alert, module, position }: AlertFacts,
  attachment: AlertAttachment,
): Result<Change[], StepRefusal<'edit'>> {
  const step = judgeStep(module, 'edit', alert.status, position)
  return step.ok ? ok([removed('alertAttachment', attachment)]) : step
}
