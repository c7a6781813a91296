import log from 'electron-log/node.js'
import type { Log } from '../app/ports'

const LARGEST_LOG_BYTES = 2_000_000

/** The log file: names, durations and outcomes, never what somebody typed. */
export function createLog(path: string): Log {
  const logger = log.create({ logId: 'main' })
  logger.transports.file.resolvePathFn = () => path
  logger.transports.file.maxSize = LARGEST_LOG_BYTES
  logger.transports.file.level = 'info'
  logger.transports.console.level = false
  return {
    info: (message) => {
      logger.info(message)
    },
    error: (message, error) => {
      logger.error(message, error instanceof Error ? error.stack : error)
    },
  }
}
