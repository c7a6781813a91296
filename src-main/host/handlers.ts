import type { ReaderHandlers, WorkerHandlers, WriterHandlers } from '../app/handlers'
import { bulkPlans } from '../app/handlers/bulk'
import { duplicateTasks } from '../app/handlers/duplicates'
import { historyTasks } from '../app/handlers/history'
import { readerHandlers as questions } from '../app/handlers/reader'
import { actHandlers } from '../app/handlers/writer'
import { attachmentReports, attachmentTasks } from '../exchange/attachments/handlers'
import { recipientQueries } from '../app/handlers/mail-recipients'
import { mailExport, mailTasks } from '../exchange/mail/handlers'
import { retentionQueries } from '../app/handlers/retention'
import { workQueries } from '../app/handlers/work'
import { listCommands, listTasks } from '../exchange/lists/handlers'
import { memoryCommands, memoryTasks } from '../exchange/memory/handlers'
import { carryOverReports } from '../reports/carry-over'
import { proofReports } from '../reports/erasure-proof'
import { v6Commands, v6Tasks } from '../exchange/v6/handlers'
import { reportTasks } from '../reports/handlers'

// Here the parts that answer meet: use cases, exchange and reports know nothing of each other's handlers.

/** Every question the reader thread answers. */
export const readerHandlers: ReaderHandlers = questions

/** Everything the thread for long reads answers. */
export const workerHandlers: WorkerHandlers = {
  ...historyTasks,
  ...bulkPlans,
  ...duplicateTasks,
  ...listTasks,
  ...mailTasks,
  ...memoryTasks,
  ...recipientQueries,
  ...workQueries,
  ...carryOverReports,
  ...retentionQueries,
  ...proofReports,
  ...v6Tasks,
  ...reportTasks,
  ...attachmentReports,
}

/** Every act and every writing task of the writer thread. */
export const writerHandlers: WriterHandlers = {
  ...actHandlers,
  ...listCommands,
  ...v6Commands,
  ...attachmentTasks,
  ...mailExport,
  ...memoryCommands,
}
