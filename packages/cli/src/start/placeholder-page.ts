const texts = {
  building:
    'The pages are being built from the code, half a minute the first time. They open here by themselves.',
  failed: 'The pages could not be built. The terminal of <code>npm start</code> says why.',
}

/** What a browser shows in place of a page that is not there yet. It looks again every second. */
export function placeholderPage(state: keyof typeof texts): string | undefined {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="1">
<title>Backend Rosetta</title>
<body style="font: 1rem/1.5 system-ui; max-width: 40rem; margin: 20vh auto; padding: 0 1rem">
<h1>Backend Rosetta</h1>
<p>${texts[state]}</p>
`
}
