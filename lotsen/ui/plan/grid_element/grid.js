const RESEND_MS = 4000
const FIELDS = ["owner", "starts", "ends", "progress"]
const TYPES = { owner: "text", starts: "date", ends: "date", progress: "number" }

/** Every committed cell is kept here until Python has answered for it after COMMIT; what got no answer is sent again. */
class Grid {
  constructor(root) {
    this.root = root
    this.run = Math.random().toString(36).slice(2)
    this.number = 0
    this.pending = []
    this.shown = {}
    this.inputs = {}
    this.shape = ""
  }

  show(component) {
    this.data = component.data
    this.send = component.setTriggerValue
    this.hear(component.data.answer)
    const shape = JSON.stringify([this.data.rows.map((row) => row.id), this.data.texts])
    if (shape !== this.shape) { this.shape = shape; this.build() }
    this.refresh()
    this.tell()
  }

  hear(answer) {
    if (!answer || answer.run !== this.run) return
    for (const [number, text] of Object.entries(answer.refused)) this.refuse(Number(number), text)
    this.pending = this.pending.filter((edit) => edit.number > answer.number)
    this.answered = true
    if (!this.pending.length) clearTimeout(this.timer)
  }

  refuse(number, text) {
    const edit = this.pending.find((one) => one.number === number)
    if (!edit) return
    this.failed = text
    delete this.shown[`${edit.id} ${edit.field}`]
    this.inputs[`${edit.id} ${edit.field}`]?.setAttribute("aria-invalid", "true")
  }

  refresh() {
    for (const row of this.data.rows) {
      for (const field of FIELDS) {
        const name = `${row.id} ${field}`
        const waiting = this.pending.some((edit) => edit.id === row.id && edit.field === field)
        const input = this.inputs[name]
        const typing = this.root.activeElement === input && input.value !== this.shown[name] && name in this.shown
        if (waiting || typing) continue
        this.shown[name] = String(row[field] ?? "")
        input.value = this.shown[name]
      }
    }
  }

  commit(row, field, input) {
    const name = `${row.id} ${field}`
    if (!input.checkValidity()) { this.reject(name, input); return }
    if (input.value === this.shown[name]) return
    input.removeAttribute("aria-invalid")
    this.failed = ""
    this.number += 1
    this.pending.push({ number: this.number, id: row.id, field, value: input.value, seen: this.shown[name] })
    this.shown[name] = input.value
    this.deliver()
  }

  reject(name, input) {
    this.failed = this.data.texts.invalid.replace("%", () => input.value)
    input.setAttribute("aria-invalid", "true")
    input.value = this.shown[name]
    this.tell()
  }

  deliver() {
    clearTimeout(this.timer)
    this.send("edit", { run: this.run, edits: this.pending })
    this.timer = setTimeout(() => { if (this.pending.length) this.deliver() }, RESEND_MS)
    this.tell()
  }

  tell() {
    if (!this.status) return
    const { saving, saved } = this.data.texts
    this.status.textContent = this.failed || (this.pending.length ? saving : this.answered ? `✓ ${saved}` : "")
    this.status.classList.toggle("failed", Boolean(this.failed))
  }

  key(event, place, field) {
    const down = event.key === "Enter" && !event.shiftKey || event.key === "ArrowDown" && TYPES[field] !== "date"
    const up = event.key === "Enter" && event.shiftKey || event.key === "ArrowUp" && TYPES[field] !== "date"
    if (!down && !up) return
    event.preventDefault()
    const next = this.data.rows[place + (down ? 1 : -1)]
    const input = next && this.inputs[`${next.id} ${field}`]
    if (input) { input.focus(); if (TYPES[field] !== "date") input.select() } else event.target.blur()
  }

  build() {
    const { rows, texts } = this.data
    this.inputs = {}
    const head = element("tr", {}, ...["title", ...FIELDS].map((field) => element("th", { scope: "col", text: texts[field] })))
    const body = rows.map((row, place) => element("tr", {},
      element("th", { scope: "row", text: row.title }),
      ...FIELDS.map((field) => element("td", {}, this.input(row, place, field)))))
    this.status = element("p", { role: "status" })
    const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...body))
    this.box?.remove()
    this.box = element("div", { class: "grid" }, this.status,
      element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": texts.name }, table))
    this.box.classList.toggle("dark", onDark(this.root.host || this.root))
    this.root.append(this.box)
  }

  input(row, place, field) {
    const made = element("input", {
      type: TYPES[field],
      "aria-label": this.data.texts.cell.replace("%1", () => this.data.texts[field]).replace("%2", () => row.title),
      min: field === "progress" ? 0 : TYPES[field] === "date" ? "1990-01-01" : null,
      max: field === "progress" ? 100 : TYPES[field] === "date" ? "2100-12-31" : null,
      maxlength: field === "owner" ? 200 : null,
      onfocus: (event) => { if (TYPES[field] !== "date") event.target.select() },
      onblur: (event) => this.commit(row, field, event.target),
      onkeydown: (event) => this.key(event, place, field),
    })
    this.inputs[`${row.id} ${field}`] = made
    return made
  }
}

export default function (component) {
  shown(Grid, component)
}
