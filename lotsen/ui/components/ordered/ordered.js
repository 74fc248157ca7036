const lists = new WeakMap()

function element(tag, attributes, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "text") made.textContent = value
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value)
    else if (value !== null) made.setAttribute(name, value)
  }
  made.append(...children)
  return made
}

class Ordered {
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
    const shape = JSON.stringify([this.data.rows, this.data.texts, this.data.label])
    if (shape !== this.shape) { this.shape = shape; this.build() }
  }

  act(id, by) {
    this.number += 1
    this.waiting.push({ number: this.number, id, by })
    this.send("acts", { run: this.run, acts: this.waiting })
  }

  build() {
    const { rows, texts, label } = this.data
    const focused = this.root.activeElement?.dataset
    const list = element("ol", { "aria-label": label })
    rows.forEach((row, place) => list.append(this.row(row, place, rows.length, texts)))
    const box = element("div", { class: "box" }, list)
    this.box?.remove()
    this.root.append(box)
    this.box = box
    this.colours()
    if (focused?.id) {
      const again = [...box.querySelectorAll("button")].find((b) => b.dataset.id === focused.id && b.dataset.act === focused.act)
      again?.focus()
    }
  }

  row(row, place, count, texts) {
    const button = (name, sign, by, off) => element("button", { type: "button", text: sign, "data-id": row.id,
      "data-act": name, "aria-label": texts[name].replace("%", () => row.title), "aria-disabled": off ? "true" : null,
      onclick: () => { if (!off) this.act(row.id, by) } })
    const title = element("div", { class: "title", text: row.title })
    if (row.foreign) title.append(element("span", { class: "mark foreign", text: row.foreign }))
    if (row.mark) title.append(element("span", { class: row.strong ? "mark strong" : "mark", text: row.mark }))
    const body = element("div", { class: "body" }, title)
    if (row.detail) body.append(element("div", { class: "detail", text: row.detail }))
    const open = texts.edit ? [button("open", texts.edit, 0, false)] : []
    const acts = element("div", { class: "acts" }, button("up", "↑", -1, place === 0),
      button("down", "↓", 1, place === count - 1), ...open)
    const item = element("li", { draggable: "true" }, body, acts)
    item.addEventListener("dragstart", (event) => {
      this.dragged = place
      item.classList.add("dragged")
      event.dataTransfer.effectAllowed = "move"
    })
    item.addEventListener("dragend", () => { item.classList.remove("dragged"); this.dragged = undefined })
    item.addEventListener("dragover", (event) => {
      if (this.dragged === undefined || this.dragged === place) return
      event.preventDefault()
      item.classList.add("over")
    })
    item.addEventListener("dragleave", () => item.classList.remove("over"))
    item.addEventListener("drop", (event) => {
      event.preventDefault()
      item.classList.remove("over")
      const from = this.dragged
      if (from !== undefined && from !== place) this.act(this.data.rows[from].id, place - from)
    })
    return item
  }

  colours() {
    const paper = getComputedStyle(this.box).getPropertyValue("--st-background-color").trim()
    const dark = /^#[0-4]/.test(paper)
    this.box.style.setProperty("--quiet", dark ? "#A9B6BC" : "#55646D")
    this.box.style.setProperty("--line", dark ? "#71808A" : "#7A8A93")
  }
}

export default function (component) {
  const root = component.parentElement
  if (!lists.has(root)) lists.set(root, new Ordered(root))
  lists.get(root).show(component)
}
