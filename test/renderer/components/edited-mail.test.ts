import { describe, expect, it } from 'vitest'
import { mailFromEditor } from '../../../src-renderer/components/edited-mail'

describe('what the editor holds', () => {
  it('becomes the document of a mail, without attributes and without what a mail has not', () => {
    const edited = {
      type: 'doc',
      content: [
        { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'News' }] },
        {
          type: 'paragraph',
          attrs: { style: 'x' },
          content: [
            {
              type: 'text',
              text: 'a',
              marks: [{ type: 'link', attrs: { href: 'javascript:1' } }, { type: 'bold' }],
            },
            { type: 'hardBreak' },
            { type: 'image', attrs: { src: 'https://elsewhere.example/x' } },
          ],
        },
        {
          type: 'orderedList',
          attrs: { start: 3 },
          content: [{ type: 'listItem', content: [{ type: 'paragraph' }] }, { type: 'paragraph' }],
        },
        { type: 'codeBlock', content: [{ type: 'text', text: 'x' }] },
      ],
    }
    expect(mailFromEditor(edited)).toEqual({
      type: 'doc',
      content: [
        { type: 'heading', content: [{ type: 'text', text: 'News' }] },
        {
          type: 'paragraph',
          content: [{ type: 'text', text: 'a', marks: [{ type: 'bold' }] }, { type: 'hardBreak' }],
        },
        {
          type: 'orderedList',
          content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [] }] }],
        },
      ],
    })
  })
})
