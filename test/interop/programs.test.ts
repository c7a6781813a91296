import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { expect, onTestFinished, test } from 'vitest'
import { sheetAsCsv } from './programs'

test('LibreOffice reads a workbook with letters of every alphabet of the Union', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'imi-Größe '))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'behörden.xlsx')
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('Authorities')
  sheet.addRow(['Name', 'Code'])
  sheet.addRow(['Straßenwesen, Łódź, Ħal, Ελλάδα, България', '007'])
  await workbook.xlsx.writeFile(file)

  expect(await sheetAsCsv(file)).toBe('Name,Code\n"Straßenwesen, Łódź, Ħal, Ελλάδα, България",007\n')
})
