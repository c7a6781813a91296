const DESCRIBES = new Set(['query', 'command', 'task'])

/** Demands one sentence above each entry of the contract: it is what a newcomer reads first. */
export const sentences = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { missing: 'Say in one sentence what {{name}} does: a docstring above the entry.' },
  },
  create(context) {
    const code = context.sourceCode
    return {
      Property(node) {
        const { value, key } = node
        if (value.type !== 'CallExpression' || value.callee.type !== 'Identifier') return
        if (!DESCRIBES.has(value.callee.name)) return
        const above = code.getCommentsBefore(node).at(-1)
        const isDocstring = above?.type === 'Block' && above.value.startsWith('*')
        if (isDocstring) return
        context.report({ node: key, messageId: 'missing', data: { name: String(key.value ?? key.name) } })
      },
    }
  },
}
