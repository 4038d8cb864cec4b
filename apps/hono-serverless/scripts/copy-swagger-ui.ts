import { copyFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import swaggerUiFolder from 'swagger-ui-dist/absolute-path.js'

/** The two files that the page at /docs loads. */
export async function copySwaggerUi(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    await copyFile(path.join(swaggerUiFolder(), file), path.join(folder, file))
  }
}
