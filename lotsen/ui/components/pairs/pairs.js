const RESEND_MS = 4000
const TWICE_MS = 250

const filled = (text, one, other) => text.replace("%1", () => one).replace("%2", () => other)

class Pairs {
  constructor(root) {
    this.root = root
    this.run = Math.random().toString(36).slice(2)
    this.number = 0
    this.waiting = []
    this.failed = ""
    this.turned = -TWICE_MS
  }

  show(component) {
    this.data = component.data
    this.send = component.setTriggerValue
    const done = this.data.done
    if (done && done.run === this.run) {
      this.waiting = this.waiting.filter((act) => act.number > done.number)
      if (done.number === this.number) this.failed = done.refused[done.number] ?? ""
    }
    if (!this.waiting.length) clearTimeout(this.timer)
    const shape = JSON.stringify([this.data.labels, this.data.texts, this.data.pairs.map((p) => [p.one, p.other])])
    if (shape !== this.shape) {
      this.shape = shape
      this.build()
      const first = this.data.pairs.findIndex((pair) => this.step(pair) === null)
      this.place = Math.min(this.place ?? Math.max(first, 0), this.data.pairs.length - 1)
    }
    const look = this.data.look
    if (look && look[0] !== this.looked) { this.looked = look[0]; this.place = Math.min(look[1], this.data.pairs.length - 1) }
    this.paint()
  }

  step(pair) {
    const last = this.waiting.findLast((act) => act.one === pair.one && act.other === pair.other)
    return last ? last.step : pair.step
  }

  say(step, clicks) {
    if (clicks > 1 && performance.now() - this.turned < TWICE_MS) return
    const pair = this.data.pairs[this.place]
    const fresh = this.step(pair) === null
    this.number += 1
    this.failed = ""
    this.waiting.push({ number: this.number, one: pair.one, other: pair.other, step })
    this.commit()
    if (fresh && step !== null) this.advance()
    this.paint()
  }

  commit() {
    clearTimeout(this.timer)
    this.send("acts", { run: this.run, acts: this.waiting })
    this.timer = setTimeout(() => { if (this.waiting.length) this.commit() }, RESEND_MS)
  }

  advance() {
    const count = this.data.pairs.length
    for (let by = 1; by < count; by += 1) {
      const next = (this.place + by) % count
      if (this.step(this.data.pairs[next]) === null) { this.place = next; this.turned = performance.now(); return }
    }
  }

  turn(by) {
    this.place = Math.max(0, Math.min(this.place + by, this.data.pairs.length - 1))
    this.paint()
  }

  build() {
    const { texts } = this.data
    this.where = element("span", { class: "where", role: "status" })
    this.count = element("span", { class: "count" })
    this.state = element("span", { role: "status" })
    this.one = element("span", { class: "name" })
    this.other = element("span", { class: "name" })
    this.answers = new Map()
    const answer = (step) => {
      const made = element("button", { type: "button", class: step ? "answer" : "answer equal",
        text: texts.strengths[Math.abs(step)], onclick: (event) => this.say(step, event.detail) })
      this.answers.set(step, made)
      return made
    }
    const side = (name, sign) => element("div", { class: "side" }, name, ...[1, 2, 3, 4].map((n) => answer(sign * n)))
    const group = element("div", { class: "answers", role: "group", "aria-label": texts.question },
      side(this.one, 1), side(this.other, -1), answer(0))
    this.back = element("button", { type: "button", text: "←", "aria-label": texts.back, onclick: () => this.turn(-1) })
    this.on = element("button", { type: "button", text: "→", "aria-label": texts.on, onclick: () => this.turn(1) })
    this.take = element("button", { type: "button", class: "take", text: texts.take, onclick: () => this.say(null, 1) })
    this.box?.remove()
    this.box = element("div", { class: "box" },
      element("div", { class: "head" }, element("span", { class: "question", text: texts.question }), this.state),
      group,
      element("div", { class: "foot" }, this.back, this.where, this.on, this.take, this.count))
    this.root.append(this.box)
    coloured(this.box)
  }

  paint() {
    const { pairs, labels, texts } = this.data
    const pair = pairs[this.place]
    const now = this.step(pair)
    const one = labels[pair.one]
    const other = labels[pair.other]
    this.one.textContent = one
    this.other.textContent = other
    for (const [step, button] of this.answers) {
      const [more, less] = step >= 0 ? [one, other] : [other, one]
      button.setAttribute("aria-pressed", step === now)
      button.setAttribute("aria-label", filled(texts.said[Math.abs(step)], more, less))
    }
    this.where.textContent = filled(texts.place, this.place + 1, pairs.length)
    this.count.textContent = filled(texts.compared, pairs.filter((p) => this.step(p) !== null).length, pairs.length)
    this.back.setAttribute("aria-disabled", this.place === 0)
    this.on.setAttribute("aria-disabled", this.place === pairs.length - 1)
    this.take.hidden = now === null
    this.state.textContent = this.number === 0 ? "" : this.waiting.length ? texts.saving : this.failed || `✓ ${texts.saved}`
  }
}

export default function (component) {
  shown(Pairs, component)
}
