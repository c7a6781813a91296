import { z } from 'zod'
import { ClassificationCode, ModuleCode } from '../entities/access'
import { authority } from '../entities/authority'
import { classificationItem, TreeName } from '../entities/classification'
import { AuthorityId } from '../ids'
import { Nothing, Reason, Revision } from './common'
import { command, query } from './define'

const Listed = z.strictObject({
  code: ClassificationCode,
  label: z.string(),
  parent: ClassificationCode.nullable(),
  retired: z.boolean(),
  /** Came with the program, or was added here. */
  added: z.boolean(),
  /** The name it came with, where it was renamed. */
  firstLabel: z.string().nullable(),
})
export type ListedItem = z.infer<typeof Listed>

export const classifications = {
  /** The whole classification of a module, retired items included (C7). */
  'classifications.read': query({
    who: 'signed-in',
    input: z.strictObject({ module: ModuleCode }),
    output: z.strictObject({ items: z.array(Listed) }),
  }),
  /** Adds an item to the classification of a module (C7). */
  'classifications.add': command({
    who: 'helpdesk',
    centralEffect: true,
    input: z.strictObject({
      module: ModuleCode,
      label: classificationItem.schema.shape.label,
      parent: ClassificationCode.nullable(),
      reason: Reason,
    }),
    output: z.strictObject({ code: ClassificationCode }),
    refusals: ['module-unknown', 'module-without-settings', 'sector-unknown', 'item-exists'],
    fieldOf: { 'module-unknown': 'module' },
    undo: 'inverse',
  }),
  /** Renames or retires an item of a classification. Where it is selected it stays visible. */
  'classifications.change': command({
    who: 'helpdesk',
    centralEffect: true,
    input: z.strictObject({
      module: ModuleCode,
      code: ClassificationCode,
      label: classificationItem.schema.shape.label,
      retired: z.boolean(),
      reason: Reason,
    }),
    output: Nothing,
    refusals: ['module-unknown', 'module-without-settings', 'item-unknown', 'item-exists', 'nothing-changed'],
    fieldOf: { 'module-unknown': 'module' },
    undo: 'inverse',
  }),
  /** Offers a tree of the whole authority again, or no longer (C9). */
  'classifications.enableTree': command({
    who: 'helpdesk',
    centralEffect: true,
    input: z.strictObject({ tree: TreeName, enabled: z.boolean(), reason: Reason }),
    output: Nothing,
    refusals: ['nothing-changed'],
    undo: 'inverse',
  }),
  /** Replaces the policy areas or economic areas of an authority (C9). */
  'authorities.chooseAreas': command({
    who: 'rule',
    centralEffect: true,
    input: z.strictObject({
      id: AuthorityId,
      revision: Revision,
      policyAreas: authority.schema.shape.policyAreas,
      economicAreas: authority.schema.shape.economicAreas,
      reason: Reason,
    }),
    output: Nothing,
    refusals: [
      'authority-unknown',
      'stale',
      'authority-removed',
      'not-in-your-member-state',
      'access-manager-role-needed',
      'tree-disabled',
      'area-unknown',
      'nothing-changed',
    ],
    undo: 'inverse',
  }),
}
