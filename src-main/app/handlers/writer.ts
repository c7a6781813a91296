import type { WriterHandlers } from '../handlers'
import { accessCommands } from './accesses'
import { alertCommands } from './alert-acts'
import { authorityCommands } from './authorities'
import { bulkActs } from './bulk'
import { decisionCommands } from './decisions'
import { draftCommands } from './drafts'
import { mailCommands } from './mail'
import { mergeCommands } from './merging'
import { operatorCommands } from './operators'
import { classificationCommands } from './classifications'
import { carryOverCommands } from './carry-over'
import { managerCommands, roleRequestCommands } from './role-requests'
import { retentionTasks } from './retention'
import { sampleTasks } from './sample'
import { searchCommands } from './searches'
import { storeTasks } from './store-tasks'
import { translationCommands } from './translation'
import { undoTasks } from './undo'
import { userCommands } from './user-acts'

/** The acts that need nothing but rules and store. */
export const actHandlers: Omit<
  WriterHandlers,
  'lists.apply' | 'memory.import' | 'v6.apply' | 'alerts.attach' | 'mail.export'
> = {
  ...authorityCommands,
  ...accessCommands,
  ...userCommands,
  ...operatorCommands,
  ...searchCommands,
  ...sampleTasks,
  ...bulkActs,
  ...roleRequestCommands,
  ...managerCommands,
  ...carryOverCommands,
  ...classificationCommands,
  ...retentionTasks,
  ...storeTasks,
  ...undoTasks,
  ...decisionCommands,
  ...draftCommands,
  ...mergeCommands,
  ...alertCommands,
  ...translationCommands,
  ...mailCommands,
}
