import { accessSync, constants, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, ipcMain, session } from 'electron'
import type { BrowserWindow, WebContents } from 'electron'
import { EVENT_CHANNEL, REQUEST_CHANNEL } from '../src-shared/channels'
import { LIST_EXTENSIONS } from '../src-shared/contract/lists'
import type { AppEvent } from '../src-shared/events'
import { createGateway, type Gateway } from './app/gateway'
import { Backups, reasonOf } from './app/shell/backups'
import { Crashes } from './app/shell/crashes'
import { Damage } from './app/shell/damage'
import { createShellHandlers } from './app/shell/handlers'
import { askStore } from './app/shell/ask-store'
import { Health } from './app/shell/health'
import { Locking } from './app/shell/locking'
import { Outbox } from './app/shell/outbox'
import { OperatorKeys } from './app/shell/operator-keys'
import { SignIn } from './app/shell/sign-in'
import { buildMail, builtFrom } from './exchange/mail/build-mail'
import { createMailSender } from './exchange/mail/smtp'
import { createDerive } from './host/derive'
import { createKeeper } from './host/keeper'
import { createSigning } from './host/signing'
import { systemCertificates } from './host/ports/certificates'
import { systemClock } from './host/ports/clock'
import { createIds } from './host/ports/ids'
import { createSystemRandom } from './host/ports/random'
import { systemScheduler } from './host/ports/scheduler'
import { createStoreHost } from './host/store-host'
import { createTranslation } from './host/translation'
import { copyText, quit, relaunch, versionsOf, watchWindow } from './platform/crash'
import { createFiles } from './platform/files'
import { collectGivenFiles } from './platform/given-files'
import { systemPresence } from './platform/idle'
import { systemKeychain } from './platform/keychain'
import { createLog } from './platform/log'
import { createMailProgram } from './platform/mail-program'
import { setMenu } from './platform/menu'
import { createPrinter } from './platform/printer'
import { registerScheme, servePages } from './platform/protocol'
import { denyNavigation } from './platform/security/navigation'
import { denyNetwork } from './platform/security/network'
import { APP_ORIGIN } from './platform/security/origin'
import { denyPermissions } from './platform/security/permissions'
import { isTrustedSender } from './platform/security/sender'
import { isOnNetwork } from './platform/network-drive'
import { endWithProblem } from './platform/start-problem'
import { runApart, startApart } from './platform/run-apart'
import { openWindow } from './platform/window'
import { createBackupFolder } from './store/backup/backup-folder'
import { createStorePlace } from './store/backup/place'
import { SCHEMA_VERSION } from './store/migrations'
import { openMailSettings } from './store/preferences/mail-settings'
import { openPreferences } from './store/preferences/preferences'
import { unavailableReason } from './store/unavailable'
import { createVault } from './store/vault'

const here = dirname(fileURLToPath(import.meta.url))
const development = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null)
const developmentOrigin = development === null ? null : new URL(development).origin

registerScheme()
// Fields for dates show day before month, as the rest of the window does.
app.commandLine.appendSwitch('lang', 'en-GB')
// As root Chromium must run without its sandbox; asking for it all the same would end every child process.
if (process.getuid?.() !== 0) app.enableSandbox()

const givenFiles = collectGivenFiles(LIST_EXTENSIONS)

async function start(): Promise<void> {
  const profile = app.getPath('userData')
  const storeFolder = join(profile, 'store')
  mkdirSync(storeFolder, { recursive: true })
  accessSync(storeFolder, constants.W_OK)
  if (await isOnNetwork(storeFolder)) {
    endWithProblem('network', storeFolder)
    return
  }
  const log = createLog(join(profile, 'logs', 'main.log'))
  const random = createSystemRandom()
  const ids = createIds(systemClock, random)
  const windows = new Set<WebContents>()
  let window: BrowserWindow | null = null

  const crashes = new Crashes({ clock: systemClock, ids, log, versions: versionsOf() })
  const emit = (event: AppEvent): void => {
    for (const contents of windows) contents.send(EVENT_CHANNEL, event)
  }
  // Without this Electron would show its own box, in nobody's words. The store lives in threads and is not affected.
  const mistake = (error: unknown): void => {
    crashes.programFailed(error)
    emit({ type: 'crashed' })
  }
  process.on('uncaughtException', mistake)
  process.on('unhandledRejection', mistake)
  const preferences = await openPreferences(join(profile, 'preferences.json'), systemClock)
  const paths = {
    store: join(storeFolder, 'imi.db'),
    keyFile: join(storeFolder, 'key.json'),
    program: app.getVersion(),
  }
  const place = createStorePlace(paths)
  // A restore that a crash interrupted is finished before anybody opens the store.
  place.replace(systemClock.now())
  const vault = createVault(paths.keyFile, systemKeychain, createDerive(here))
  const keeper = createKeeper(paths, here, runApart)
  const host = createStoreHost({
    path: paths.store,
    entries: here,
    check: async (key) => reasonOf(await keeper.check(key)),
    backup: (key) => backups.keepBeforeMigration(key, SCHEMA_VERSION),
    log,
    emit: (event) => {
      emit(event)
      // Whoever was stopped loses the wrapped key at once, whatever stopped them.
      if (event.type === 'changed' && event.entities.includes('operator')) void operators.dropStopped()
    },
  })
  const signIn = new SignIn({
    host,
    vault,
    preferences,
    clock: systemClock,
    ids,
    leaving: () => keepOne('leaving'),
    changed: () => {
      // What was translated for somebody who left stays nowhere.
      if (signIn.current() === null) translating.unload()
      emit({ type: 'session' })
    },
  })
  const operators = new OperatorKeys({
    ...{ host, ids, random, vault },
    key: () => signIn.heldKey(),
    caller: () => signIn.caller(),
    refresh: () => signIn.refresh(),
  })
  const { packs, translating } = createTranslation(join(profile, 'translation'), here, {
    host,
    ids,
    startApart,
  })
  const locking = new Locking({
    signIn,
    preferences,
    presence: systemPresence,
    scheduler: systemScheduler,
    working: () => gateway.working() || backups.busy() || outbox.busy(),
    failed: (error) => {
      log.error('The program could not be locked', error)
    },
  })
  const mailProgram = createMailProgram(join(profile, 'handed-over'), (mail) =>
    buildMail(builtFrom(mail), 'draft'),
  )
  const outbox = new Outbox({
    ...{
      host,
      ids,
      keychain: systemKeychain,
      program: mailProgram,
      sender: createMailSender({ trusted: systemCertificates }),
    },
    settings: await openMailSettings(join(profile, 'mail-server.json')),
  })
  const files = createFiles(() => window, ids)
  const backups = new Backups({
    keeper,
    vault,
    folder: createBackupFolder(join(profile, 'backups')),
    place,
    signIn,
    files,
    clock: systemClock,
  })
  /** Whoever leaves is not held up: a backup that cannot be made stands in the log. */
  const keepOne = async (reason: 'leaving'): Promise<void> => {
    try {
      const failed = await backups.keep(reason)
      if (failed !== null) log.info(`No backup was made: ${failed}`)
    } catch (error) {
      log.error('The backup failed', error)
    }
  }
  givenFiles.deliverTo((path) => {
    files.give(path)
    emit({ type: 'file-given' })
  })
  const health = new Health({
    ...{ keeper, signIn, preferences, log },
    clock: systemClock,
    scheduler: systemScheduler,
    working: () => gateway.working() || backups.busy(),
    rebuildSearch: async () => {
      await askStore({ host, ids }, 'store.rebuildSearch', {}, { operatorId: null, actsFor: null }, 'writer')
      emit({ type: 'notice', code: 'search-rebuilt', params: {} })
    },
    changed: () => {
      emit({ type: 'session' })
    },
  })
  const gateway: Gateway = createGateway({
    host,
    shell: createShellHandlers({
      signIn,
      locking,
      vault,
      operators,
      users: { host, ids, random, vault },
      backups,
      crash: { crashes, copy: copyText, relaunch, quit },
      health,
      translating,
      packs,
      damage: new Damage({ keeper, place, signIn, clock: systemClock }),
      preferences,
      paper: {
        printer: createPrinter(() => window, systemClock),
        signing: createSigning(here, { startApart, scheduler: systemScheduler, clock: systemClock }),
        ...{ files, signIn, host, ids, clock: systemClock },
      },
      outbox,
      files,
      cancel: (call) => {
        gateway.cancel(call)
      },
      storeFolder,
      version: app.getVersion(),
    }),
    caller: () => signIn.caller(),
    viewing: () => signIn.viewing() !== null,
    backup: () => backups.keep('import'),
    files,
    ids,
    log,
    emit,
    unavailable: unavailableReason,
  })
  ipcMain.handle(REQUEST_CHANNEL, (event, request: unknown) =>
    isTrustedSender(event, windows, developmentOrigin)
      ? gateway.answer(request)
      : { ok: false, error: { kind: 'invalid-input', paths: ['sender'] } },
  )

  const pages = session.defaultSession
  denyPermissions(pages)
  denyNetwork(pages, developmentOrigin)
  servePages(pages, join(here, '..', 'renderer'))
  setMenu()
  locking.start()
  health.start()
  translating.start()

  const show = (page = ''): void => {
    const opened = openWindow(join(here, '..', 'preload', 'index.cjs'), preferences, window)
    window = opened
    const { webContents } = opened
    windows.add(webContents)
    opened.on('closed', () => {
      windows.delete(webContents)
      if (window === opened) window = null
    })
    if (preferences.putAside !== null) {
      const fileName = preferences.putAside
      webContents.once('did-finish-load', () => {
        emit({ type: 'notice', code: 'preferences-damaged', params: { fileName } })
      })
    }
    // Not before: it would take the processor from the page that a person waits for.
    webContents.once('did-finish-load', () => {
      signIn.warmUp().catch((error: unknown) => {
        log.error('The store could not be opened with the keychain', error)
      })
    })
    watchWindow(opened, (why) => {
      const again = crashes.windowDied(why) === 'again'
      // A crash screen that dies as well is the end: nobody is left in a loop.
      if (page === '') show(again ? '' : '?crashed')
      else quit()
    })
    opened.loadURL(`${development ?? `${APP_ORIGIN}/`}${page}`).catch((error: unknown) => {
      // It died while it was loaded, which is dealt with above.
      log.error('The page was not loaded', error)
    })
  }
  let ending = false
  app.on('second-instance', () => {
    // The window is gone and the last backup is being made: whoever wants the program back gets it right after.
    if (ending) {
      app.relaunch()
      return
    }
    if (window?.isMinimized() === true) window.restore()
    window?.focus()
  })
  app.on('activate', () => {
    if (window === null) show()
  })
  app.on('web-contents-created', (_event, contents) => {
    denyNavigation(contents, developmentOrigin)
  })
  show()

  app.on('will-quit', (event) => {
    // The windows are closed by now; the store is closed properly before the process ends.
    event.preventDefault()
    ending = true
    mailProgram.forget()
    void keepOne('leaving')
      .then(() => host.close())
      .finally(() => {
        app.exit(0)
      })
  })
}

if (app.requestSingleInstanceLock()) {
  app.on('window-all-closed', () => {
    app.quit()
  })
  // Not awaited here: Electron becomes ready only after this module has run.
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      endWithProblem(unavailableReason(error), app.getPath('userData'))
    })
} else {
  // For whoever started it from a terminal: nothing is wrong, the window is there already.
  process.stdout.write('IMI Helpdesk is open already: its window comes to the front.\n')
  app.quit()
}
