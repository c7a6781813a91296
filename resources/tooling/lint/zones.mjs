import { existsSync, readFileSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { aliases, root } from '../lib/paths.mjs'
import { zoneOf } from './zone-table.mjs'

const toPosix = (path) => path.split(sep).join('/')
const inRepository = (file) => toPosix(relative(root, file))

/** The file an import means, relative to the repository; undefined for a package. */
function fileOf(source, importer) {
  const alias = Object.keys(aliases).find((name) => source === name || source.startsWith(`${name}/`))
  if (alias === undefined && !source.startsWith('.')) return undefined
  const bare = source.split('?')[0]
  const target =
    alias === undefined ? resolve(dirname(importer), bare) : join(aliases[alias], bare.slice(alias.length))
  const candidates = [target, `${target}.ts`, join(target, 'index.ts')]
  const found = candidates.find((path) => existsSync(path) && statSync(path).isFile())
  // A file that does not exist is the compiler's business; for its zone the name is enough.
  return inRepository(found ?? `${target}.ts`)
}

const packageOf = (source) => {
  const parts = source.split('/')
  return source.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]
}

const VALUE_IMPORT = /^\s*(?:import|export)\s+(?!type\b)(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm
const reachesZod = new Map()

/** Whether loading this file at run time loads zod as well. */
function loadsZod(path) {
  if (reachesZod.has(path)) return reachesZod.get(path)
  reachesZod.set(path, false)
  const file = join(root, path)
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const result = [...text.matchAll(VALUE_IMPORT)].some(([, source]) => {
    const target = fileOf(source, file)
    return target === undefined ? packageOf(source) === 'zod' : loadsZod(target)
  })
  reachesZod.set(path, result)
  return result
}

function problemOf(source, importer, typeOnly) {
  const from = zoneOf(inRepository(importer))
  if (from === undefined) return undefined
  const target = fileOf(source, importer)
  if (target !== undefined) {
    const to = zoneOf(target)
    if (to === undefined) return { messageId: 'outside', data: { from: from.name, to: target } }
    if (to !== from && !from.zones.includes(to.name)) {
      return { messageId: 'zone', data: { from: from.name, to: to.name } }
    }
    const inRenderer = inRepository(importer).startsWith('src-renderer/')
    if (inRenderer && !typeOnly && to.name === 'shared' && loadsZod(target)) {
      return { messageId: 'zod', data: { source } }
    }
    return undefined
  }
  if (isBuiltin(source))
    return from.node ? undefined : { messageId: 'node', data: { from: from.name, source } }
  if (from.packages.includes(packageOf(source))) return undefined
  return { messageId: 'package', data: { from: from.name, name: packageOf(source) } }
}

const isTypeOnly = (node) => node.importKind === 'type' || node.exportKind === 'type'

export const zones = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      zone: 'The zone "{{from}}" may not import from "{{to}}" (resources/tooling/lint/zone-table.mjs).',
      outside: 'The zone "{{from}}" may not import {{to}}, which belongs to no zone.',
      node: 'The zone "{{from}}" may not use Node: {{source}}.',
      package: 'The zone "{{from}}" may not import the package {{name}}.',
      zod: 'Import only types from {{source}}: it would load zod into the page.',
    },
  },
  create(context) {
    const check = (node, source, typeOnly) => {
      const problem = problemOf(source, context.filename, typeOnly)
      if (problem !== undefined) context.report({ node, ...problem })
    }
    const declaration = (node) => {
      if (node.source) check(node.source, node.source.value, isTypeOnly(node))
    }
    return {
      ImportDeclaration: declaration,
      ExportNamedDeclaration: declaration,
      ExportAllDeclaration: declaration,
      ImportExpression(node) {
        if (typeof node.source.value === 'string') check(node.source, node.source.value, false)
      },
    }
  },
}
