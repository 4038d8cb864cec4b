import { createMarkdownProcessor } from '@astrojs/markdown-remark'

const processor = await createMarkdownProcessor({ syntaxHighlight: false })

/** Markdown that does not stand in a page of its own, as HTML. */
export async function renderMarkdown(text: string): Promise<string> {
  return (await processor.render(text)).code
}
