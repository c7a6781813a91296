import { z } from 'zod'
import { ClassificationItemId } from '../ids'
import { requiredText } from '../text'
import { ClassificationCode, ModuleCode } from './access'
import { entity } from './entity'

/**
 * What the Helpdesk changed in the classification of a module (C7): an item it added, gave another name, or retired.
 * The lists that come with the program stay as they are beneath it.
 */
export const classificationItem = entity(
  'classificationItem',
  { about: 'id', owners: [], travels: 'shared', readers: 'elsewhere', unique: [['module', 'code']] },
  {
    id: ClassificationItemId,
    module: ModuleCode,
    code: ClassificationCode,
    label: requiredText(200),
    /** The sector a profession stands under; null for keywords and for sectors. */
    parent: ClassificationCode.nullable(),
    /** No longer offered; where it is selected it stays visible. */
    retired: z.boolean(),
  },
)

export type ClassificationItem = z.infer<typeof classificationItem.schema>

export const TreeName = z.enum(['policyAreas', 'economicAreas'])
export type TreeName = z.infer<typeof TreeName>

/** Whether a tree of the whole authority is offered; selections are kept while it is not (C9). */
export const areaTree = entity(
  'areaTree',
  { about: 'id', owners: [], travels: 'shared', readers: 'elsewhere', unique: [] },
  {
    id: TreeName,
    enabled: z.boolean(),
  },
)

export type AreaTreeState = z.infer<typeof areaTree.schema>
