const paths = new WeakMap()

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

class Path {
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
    const shape = JSON.stringify([this.data.rows, this.data.years, this.data.texts])
    if (shape !== this.shape) { this.shape = shape; this.build() }
  }

  act(id, by) {
    this.number += 1
    this.waiting.push({ number: this.number, id, by })
    this.send("acts", { run: this.run, acts: this.waiting })
  }

  build() {
    const { rows, years, now, texts, label } = this.data
    const focused = this.root.activeElement?.dataset
    const head = element("tr", {}, element("th", { scope: "col", text: texts.area }))
    for (const year of years) {
      const cell = element("th", { scope: "col", text: String(year), class: year === now ? "now" : null })
      if (year === now) cell.append(element("span", { class: "quiet", text: ` ${texts.now}` }))
      head.append(cell)
    }
    const body = element("tbody", {}, ...rows.map((row) => this.row(row, years, texts)))
    const table = element("table", { "aria-label": label }, element("thead", {}, head), body)
    const box = element("div", { class: "box" }, element("div", { class: "scroll", tabindex: "0", role: "region",
      "aria-label": label }, table))
    this.box?.remove()
    this.root.append(box)
    this.box = box
    this.colours()
    if (focused?.id) {
      const again = [...box.querySelectorAll("button")]
      again.find((one) => one.dataset.id === focused.id && one.dataset.act === focused.act)?.focus()
    }
  }

  row(row, years, texts) {
    const line = element("tr", {}, element("th", { scope: "row", text: row.name }))
    row.boxes.forEach((box, place) => {
      const empty = !box.begins.length && !box.on
      const cell = element("td", { class: empty ? "empty" : null, "data-year": String(years[place]) })
      for (const card of box.begins) cell.append(this.card(card, texts))
      if (box.on) cell.append(element("p", { class: "quiet", text: `${texts.on} ${box.on}` }))
      line.append(cell)
    })
    return line
  }

  card(card, texts) {
    const button = (act, sign, by) => element("button", { type: "button", text: sign, "data-id": card.intervention_id,
      "data-act": act, "aria-label": texts[act].replace("%", () => card.title),
      onclick: () => this.act(card.intervention_id, by) })
    const title = element("button", { type: "button", class: "title", text: card.title,
      "data-id": card.intervention_id, "data-act": "open", onclick: () => this.act(card.intervention_id, 0) })
    const made = element("div", { class: "card" }, title, element("div", { class: "quiet", text: card.detail }))
    if (card.late) made.append(element("div", { class: "late", text: card.late }))
    if (card.movable) made.append(element("div", { class: "acts" }, button("earlier", "←", -1), button("later", "→", 1)))
    return made
  }

  colours() {
    const paper = getComputedStyle(this.box).getPropertyValue("--st-background-color").trim()
    const dark = /^#[0-4]/.test(paper)
    this.box.style.setProperty("--quiet", dark ? "#A9B6BC" : "#55646D")
    this.box.style.setProperty("--line", dark ? "#71808A" : "#7A8A93")
    this.box.style.setProperty("--late", dark ? "#F0A04B" : "#9A4F00")
  }
}

export default function (component) {
  const root = component.parentElement
  if (!paths.has(root)) paths.set(root, new Path(root))
  paths.get(root).show(component)
}
