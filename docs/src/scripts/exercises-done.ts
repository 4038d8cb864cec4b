import { parseDone } from './done-list.ts'

const key = 'rosetta-exercises-done'

/** What was marked as done stays in this browser, where it keeps anything. */
const boxes = [...document.querySelectorAll<HTMLInputElement>('.done input')]
const done = new Set(parseDone(read()))

for (const box of boxes) {
  box.checked = done.has(box.value)
  box.addEventListener('change', () => {
    if (box.checked) done.add(box.value)
    else done.delete(box.value)
    write(JSON.stringify([...done]))
    showProgress()
  })
}
showProgress()

function showProgress(): void {
  const progress = document.querySelector<HTMLElement>('.progress')
  if (!progress) return
  const count = boxes.filter(({ checked }) => checked).length
  progress.hidden = count === 0
  progress.textContent = `${count} of ${boxes.length} done.`
}

function read(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // A browser that keeps nothing: the marks last as long as the page.
  }
}
