const RESEND_MS = 4000

const known = (marks) => Object.fromEntries(Object.entries(marks).filter(([, n]) => n !== null && n !== undefined))
const percent = (share) => `${Math.round(share * 100)} %`

class Marks {
  constructor(root) {
    this.root = root
    this.run = Math.random().toString(36).slice(2)
    this.number = 0
    this.acknowledged = 0
    this.marks = {}
    this.refused = false
    this.failed = ""
    this.shape = ""
  }

  show(component) {
    this.data = component.data
    this.send = component.setTriggerValue
    this.hear(component.data.acknowledged)
    if (this.number === this.acknowledged) this.marks = Object.fromEntries(this.data.rows.map((r) => [r.id, r.marks]))
    const shape = JSON.stringify([this.data.rows.map((r) => [r.id, r.label]), this.data.scale, this.data.texts,
      this.data.disabled, this.data.mode])
    if (shape !== this.shape) { this.shape = shape; this.build() }
    this.paint()
  }

  hear(answer) {
    if (!answer || answer.run !== this.run || answer.number <= this.acknowledged) return
    this.acknowledged = answer.number
    if (answer.number === this.number) { this.failed = answer.refused[answer.number] ?? ""; clearTimeout(this.timer) }
  }

  get given() { return Object.values(this.marks).reduce((sum, n) => sum + n, 0) }

  change(id, wanted) {
    if (this.data.disabled) return
    const free = this.data.mode === "free"
    const now = this.marks[id] ?? (free ? null : 0)
    const most = free ? this.data.scale : now + this.data.scale - this.given
    const next = wanted === null ? null : Math.max(0, Math.min(wanted, most))
    this.refused = !free && wanted > most
    if (next !== now) { this.marks = { ...this.marks, [id]: next }; this.number += 1; this.commit() }
    this.paint()
  }

  commit() {
    clearTimeout(this.timer)
    this.failed = ""
    this.send("give", { run: this.run, number: this.number, marks: known(this.marks) })
    this.timer = setTimeout(() => { if (this.number !== this.acknowledged) this.commit() }, RESEND_MS)
  }

  build() {
    const { rows, texts, scale, step, disabled, mode } = this.data
    const points = scale > 10
    const bars = mode === "bars"
    this.parts = {}
    this.left = element("span", { class: "left", role: "status" })
    this.state = element("span", { role: "status" })
    const list = element("ul", { "aria-label": texts.list })
    for (const row of rows) {
      const press = (by) => () => this.change(row.id, (this.marks[row.id] || 0) + by)
      const part = {
        fewer: element("button", { type: "button", text: "−", "aria-label": texts.fewer.replace("%", () => row.label),
          onclick: press(-step) }),
        more: element("button", { type: "button", text: "+", "aria-label": texts.more.replace("%", () => row.label),
          onclick: press(step) }),
        bar: element("span", { class: "bar" }),
        range: element("span", { class: "range" }),
        mean: element("span", { class: "mean" }),
        share: element("span", { class: "share" }),
        group: element("span", { class: "group" }),
      }
      const track = element("span", { class: "track", "aria-hidden": "true" }, part.bar, part.range, part.mean)
      const weights = element("span", { class: "weights" }, part.share, part.group)
      const name = element("span", { class: "name", text: row.label })
      if (bars) {
        list.append(element("li", {}, name, track, weights))
      } else if (points) {
        part.exact = element("input", { type: "number", min: 0, max: scale, inputmode: "numeric",
          "aria-label": texts.exact.replace("%", () => row.label), onchange: (event) => {
            const written = event.target.value.trim()
            this.change(row.id, written === "" && mode === "free" ? null : Math.round(Number(written) || 0))
          } })
        if (disabled) part.exact.disabled = true
        list.append(element("li", {}, name, part.fewer, part.exact, part.more, track, weights))
      } else {
        list.append(element("li", {}, name, part.fewer, track, part.more, weights))
      }
      this.parts[row.id] = part
    }
    const head = element("div", { class: "head" }, this.left, this.state)
    const marks = element("div", { class: bars ? "marks bars" : points ? "marks points" : "marks" }, ...(bars ? [] : [head]), list)
    this.box?.remove()
    this.box = element("div", { class: "box" }, marks)
    this.root.append(this.box)
    coloured(this.box, { accent: ["#B25E00", "#F0A64B"], refused: ["#8A4A00", "#F0A64B"] })
  }

  paint() {
    const { rows, texts, scale, step, disabled, mode } = this.data
    const given = this.given
    const left = scale - given
    const shares = new Map(rows.map((r) => [r.id, mode === "bars" ? r.share ?? null
      : given && (this.marks[r.id] ?? null) !== null ? this.marks[r.id] / given : null]))
    const widest = Math.max(0.3, ...rows.map((r) => Math.max(shares.get(r.id) ?? 0, r.high ?? 0, r.mean ?? 0)))
    const place = (share) => `${(100 * share) / widest}%`
    this.left.textContent = mode === "free" ? "" : this.refused ? texts.none : left ? texts.left.replace("%", left) : texts.all
    this.left.className = this.refused ? "left refused" : "left"
    this.state.textContent = this.number === 0 ? "" : this.number !== this.acknowledged ? texts.saving
      : this.failed ? this.failed : `✓ ${texts.saved}`
    for (const row of rows) {
      const part = this.parts[row.id]
      const mine = this.marks[row.id] ?? (mode === "free" ? null : 0)
      const share = shares.get(row.id)
      part.bar.style.width = place(share ?? 0)
      part.share.textContent = share === null ? "–" : part.exact || mode === "bars" ? percent(share)
        : `${mine} · ${percent(share)}`
      part.fewer.setAttribute("aria-disabled", disabled || !mine)
      part.more.setAttribute("aria-disabled", disabled || (mode === "free" ? mine === scale : left < Math.min(step, 1)))
      part.group.textContent = row.mean === null ? "" : texts.group.replace("%", percent(row.mean))
      part.mean.hidden = row.mean === null
      part.mean.style.left = row.mean === null ? 0 : place(row.mean)
      part.range.hidden = row.low === null
      part.range.style.left = row.low === null ? 0 : place(row.low)
      part.range.style.width = row.low === null ? 0 : place(row.high - row.low)
      if (part.exact && this.root.activeElement !== part.exact) part.exact.value = mine ?? ""
      if (part.exact && this.number !== this.acknowledged) part.exact.value = mine ?? ""
    }
  }
}

export default function (component) {
  shown(Marks, component)
}
