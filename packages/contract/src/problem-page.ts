import { type ProblemCode, problems } from './problem-codes.ts'

/** The relative URI that identifies a problem type and that the app serves. Source: RFC 9457 section 3.1.1. */
export function problemType(code: ProblemCode): string {
  return `/problems/${code}`
}

/** The page at `/problems/{code}`: a complete HTML document without scripts or outside resources. Source: clause HTTP-4. */
export function problemPage(code: ProblemCode): string {
  const { status, title, explanation } = problems[code]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
</head>
<body>
<main>
<h1>${title}</h1>
<p>HTTP status ${status}, code <code>${code}</code></p>
<p>${escapeHtml(explanation)}</p>
</main>
</body>
</html>
`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
