import { folded } from '../composables/folded'

/** An item of a classification; a sector has its professions beneath it. */
export interface TreeNode {
  readonly code: string
  readonly label: string
  readonly children: readonly TreeNode[]
}

export type TreeState = 'none' | 'some' | 'all'

/**
 * How an item with others beneath it stands: chosen itself (as a whole), some of those beneath it chosen, or none. An
 * item may be chosen without any of those beneath it (C8).
 */
export function stateOf(node: TreeNode, chosen: ReadonlySet<string>): TreeState {
  if (chosen.has(node.code)) return 'all'
  return node.children.some((child) => stateOf(child, chosen) !== 'none') ? 'some' : 'none'
}

/**
 * What is chosen after a click on an item: one not chosen as a whole becomes chosen, one that is goes with everything
 * beneath it.
 */
export function toggled(node: TreeNode, chosen: readonly string[]): string[] {
  const set = new Set(chosen)
  if (set.has(node.code)) for (const code of codesUnder(node)) set.delete(code)
  else set.add(node.code)
  return [...set].sort()
}

function codesUnder(node: TreeNode): string[] {
  return [node.code, ...node.children.flatMap(codesUnder)]
}

/** The tree narrowed to what has the words in its label, with what stands above it; an item found keeps all beneath it. */
export function narrowed(nodes: readonly TreeNode[], text: string): readonly TreeNode[] {
  const words = folded(text).split(/\s+/).filter(Boolean)
  if (words.length === 0) return nodes
  const matches = (node: TreeNode): boolean => words.every((word) => folded(node.label).includes(word))
  return nodes.flatMap((node) => {
    if (matches(node)) return [node]
    const children = narrowed(node.children, text)
    return children.length === 0 ? [] : [{ ...node, children }]
  })
}

/** Labels of every item of a tree by code. */
export function labelsOf(nodes: readonly TreeNode[]): Map<string, string> {
  return new Map(
    nodes.flatMap((node) => [[node.code, node.label] as const, ...labelsOf(node.children).entries()]),
  )
}
