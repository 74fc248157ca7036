// What all own elements share; it stands before each one's own script.

const shownOn = new WeakMap()

/** The one instance of an element's class on a root, made at first. */
function shown(Kind, component) {
  const root = component.parentElement
  if (!shownOn.has(root)) shownOn.set(root, new Kind(root))
  shownOn.get(root).show(component)
}

/** A node with its attributes: `text` is its text, `on…` listens, true stands without a value, null and false are left out. */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue
    if (name === "text") made.textContent = value
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value)
    else made.setAttribute(name, value === true ? "" : value)
  }
  made.append(...children)
  return made
}

/** Whether the theme's paper behind a node is dark. */
function onDark(node) {
  return /^#[0-4]/.test(getComputedStyle(node).getPropertyValue("--st-background-color").trim())
}

/** Give a box the colours of its paper: the quiet ones of all elements and its own, by name, on light and on dark. */
function coloured(box, own = {}) {
  const dark = onDark(box)
  const all = { quiet: ["#55646D", "#A9B6BC"], line: ["#7A8A93", "#71808A"], ...own }
  for (const [name, pair] of Object.entries(all)) box.style.setProperty(`--${name}`, pair[Number(dark)])
}

/** An element whose presses wait here until Python has answered for them: quick ones are neither lost nor done twice. */
class Pressed {
  constructor(root) {
    this.root = root
    this.run = Math.random().toString(36).slice(2)
    this.number = 0
    this.waiting = []
  }

  show(component) {
    this.data = component.data
    this.send = component.setTriggerValue
    const done = this.data.done
    if (done && done.run === this.run) this.waiting = this.waiting.filter((act) => act.number > done.number)
    const { done: _, ...seen } = this.data
    const shape = JSON.stringify(seen)
    if (shape !== this.shape) { this.shape = shape; this.build() }
  }

  act(id, by) {
    this.number += 1
    this.waiting.push({ number: this.number, id, by })
    this.send("acts", { run: this.run, acts: this.waiting })
  }

  /** Put a box in the place of the one before; the button that had the focus has it again. */
  replace(box) {
    const focused = this.root.activeElement?.dataset
    this.box?.remove()
    this.root.append(box)
    this.box = box
    if (focused?.id) {
      const again = [...box.querySelectorAll("button")]
      again.find((one) => one.dataset.id === focused.id && one.dataset.act === focused.act)?.focus()
    }
  }
}
