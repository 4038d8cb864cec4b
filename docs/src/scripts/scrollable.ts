/**
 * What is wider than its place scrolls by itself, and then the keyboard has to reach it. Expressive Code sees to that
 * for its own blocks of code.
 */
const observer = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.setAttribute('tabindex', '0')
    else target.removeAttribute('tabindex')
  }
})

for (const wide of document.querySelectorAll('.sl-markdown-content table')) observer.observe(wide)
