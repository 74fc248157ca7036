// A Gantt that is worked with by mouse, touch and keyboard. Only the rows that can be seen exist.
//
// A move is kept in `pending` under its number until Python says that it was committed, refused, or has to be asked
// about; what got no answer is sent again. Days count from the plan's origin; `right` is the end of the last day.

const DAY = 86400000
const RESEND_MS = 4000
const HEAD = 46
const NARROW = 560
const AROUND = 6
const DRAG_FROM = 4
const EDGE = 28
const LABEL_ROOM = 0.12
const ZOOMS = ["weeks", "months", "quarters", "years"]
const PER_DAY = { weeks: 16, months: 5 }
const STEP_DAYS = { weeks: 1, months: 7, quarters: 30.44, years: 91.31 }
const STEP_MONTHS = { quarters: 1, years: 3 }
const FIRST = Date.UTC(1990, 0, 1)
const LAST = Date.UTC(2100, 11, 31)

const gantts = new WeakMap()

export default function (component) {
  const root = component.parentElement
  if (!gantts.has(root)) gantts.set(root, new Gantt(root))
  const gantt = gantts.get(root)
  gantt.show(component)
  return () => {
    gantt.close()
    gantts.delete(root)
  }
}

function svg(tag, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  return made
}

const clamp = (value, least, most) => Math.max(least, Math.min(most, value))

// Days ------------------------------------------------------------------------------------------------------------

function plusMonths(day, months) {
  const from = new Date(day)
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months]
  return Date.UTC(year, month, Math.min(from.getUTCDate(), new Date(Date.UTC(year, month + 1, 0)).getUTCDate()))
}

const isFirst = (day) => new Date(day).getUTCDate() === 1

function monthsBetween(from, to) {
  const [a, b] = [new Date(from), new Date(to)]
  return (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth()
}

/** The same length some steps later: whole months stay whole months. `end` is the day after the last. */
function shifted({ first, end }, steps, zoom) {
  if (!STEP_MONTHS[zoom]) {
    const by = steps * STEP_DAYS[zoom] * DAY
    return { first: first + by, end: end + by }
  }
  const moved = plusMonths(first, steps * STEP_MONTHS[zoom])
  const whole = isFirst(first) && isFirst(end)
  return { first: moved, end: whole ? plusMonths(moved, monthsBetween(first, end)) : moved + (end - first) }
}

function stretched({ first, end }, steps, zoom, side) {
  const by = (day) => (STEP_MONTHS[zoom] ? plusMonths(day, steps * STEP_MONTHS[zoom]) : day + steps * STEP_DAYS[zoom] * DAY)
  return side === "from" ? { first: Math.min(by(first), end - DAY), end } : { first, end: Math.max(by(end), first + DAY) }
}

const possible = (span) => span.first >= FIRST && span.end - DAY <= LAST

function weekOf(day) {
  const thursday = new Date(day + (3 - ((new Date(day).getUTCDay() + 6) % 7)) * DAY)
  return 1 + Math.floor((thursday - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / DAY / 7)
}

// The picture -----------------------------------------------------------------------------------------------------

class Gantt {
  constructor(root) {
    this.root = root
    this.run = Math.random().toString(36).slice(2)
    this.number = 0
    this.pending = []
    this.held = new Map() // id → where its bar was put, until the plan says where it is
    this.rows = new Map() // row → its element
    this.zoom = "quarters"
    this.watch = new ResizeObserver(() => this.resize())
  }

  close() {
    this.watch.disconnect()
    clearTimeout(this.timer)
    cancelAnimationFrame(this.frame)
    this.host?.remove()
  }

  show(component) {
    if (this.drag) {
      this.later = component // what comes while a bar is held waits until it is let go
      return
    }
    const { plan, answer, fixed } = JSON.parse(new TextDecoder().decode(component.data))
    this.fixed = fixed
    this.send = component.setTriggerValue
    const fresh = plan.stamp !== this.plan?.stamp
    if (fresh) this.take(plan)
    if (!this.host) this.build()
    this.hear(answer)
    if (fresh) this.draw()
    this.tell()
  }

  take(plan) {
    const texts = JSON.stringify(plan.texts)
    this.plan = plan
    this.origin = Date.parse(plan.origin)
    this.bars = new Map(plan.bars.map((bar) => [bar.id, bar]))
    this.byRow = new Map(plan.bars.map((bar) => [bar.row, bar]))
    this.headings = new Map(plan.headings.map((heading) => [heading.row, heading]))
    this.diamonds = new Map()
    for (const diamond of plan.diamonds) this.diamonds.set(diamond.row, [...(this.diamonds.get(diamond.row) ?? []), diamond])
    for (const id of this.held.keys()) if (!this.waits(id)) this.held.delete(id)
    if (!this.bars.has(this.at)) this.at = plan.bars[0]?.id
    if (texts !== this.texts) {
      this.texts = texts
      this.words = new Intl.DateTimeFormat(`${plan.language}-FI`, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })
      this.month = new Intl.DateTimeFormat(`${plan.language}-FI`, { month: "short", timeZone: "UTC" })
      this.monthYear = new Intl.DateTimeFormat(`${plan.language}-FI`, { month: "long", year: "numeric", timeZone: "UTC" })
      this.host?.remove()
      this.host = null
    }
  }

  waits(id) {
    return this.pending.some((edit) => edit.id === id) || this.question?.id === id
  }

  span(id) {
    const bar = this.bars.get(id)
    return this.held.get(id) ?? { first: this.origin + bar.left * DAY, end: this.origin + bar.right * DAY }
  }

  told({ first, end }) {
    return `${this.words.format(first)} – ${this.words.format(end - DAY)}`
  }

  // What the server says ------------------------------------------------------------------------------------------

  hear(answer) {
    this.undoable = answer?.undo ?? 0
    const before = this.question
    this.question = null
    if (answer && answer.run === this.run) {
      const answered = this.pending.filter((edit) => edit.number <= answer.number)
      this.pending = this.pending.filter((edit) => edit.number > answer.number)
      if (!this.pending.length) clearTimeout(this.timer)
      if (answer.question && !this.pending.length) this.question = answer.question
      const refused = answered.map((edit) => answer.refused[edit.number]).filter(Boolean)
      if (answered.length) this.said = refused.length ? "" : this.question ? "" : "saved"
      if (refused.length) this.failed = refused[refused.length - 1]
    }
    for (const id of [...this.held.keys()]) if (!this.waits(id)) this.held.delete(id)
    if (JSON.stringify(before) !== JSON.stringify(this.question ?? null)) this.ask()
    this.undo.disabled = !this.undoable
    this.paint()
  }

  edit(kind, fields = {}) {
    this.number += 1
    this.pending.push({ number: this.number, kind, ...fields })
    this.failed = ""
    this.deliver()
  }

  deliver() {
    clearTimeout(this.timer)
    this.send("edit", { run: this.run, edits: this.pending })
    this.timer = setTimeout(() => { if (this.pending.length) this.deliver() }, RESEND_MS)
    this.tell()
  }

  commit(id, after, seen = this.span(id)) {
    this.draft = null
    if (after.first === seen.first && after.end === seen.end) return this.paint()
    this.held.set(id, after)
    this.edit("move", { id, seen: iso(seen), after: iso(after) })
    this.paint()
  }

  open(id) {
    this.edit("open", { id })
  }

  tell() {
    const { saving, saved } = this.plan.texts
    const moves = this.pending.some((edit) => edit.kind !== "open")
    const words = this.draft ? `${this.told(this.draft)}. ${this.draft.byKey ? this.plan.texts.sends : ""}`
      : this.failed || (moves ? saving : this.said === "saved" ? `✓ ${saved}` : this.said ?? "")
    if (this.status.textContent !== words) this.status.textContent = words
    this.status.classList.toggle("failed", Boolean(this.failed) && !this.draft)
    this.host.dataset.state = moves ? "saving" : "saved"
  }

  /** What a move would mean, and the three ways on. */
  ask() {
    const { question } = this
    this.panel.replaceChildren()
    this.panel.hidden = !question
    if (!question) return
    const way = (kind, said, primary) => [
      element("button", { type: "button", class: primary ? "primary" : null, text: said.label, onclick: () => this.choose(kind) }),
      element("ul", {}, ...said.lines.map((line) => element("li", { text: line }))),
    ]
    this.panel.append(element("p", { text: question.text }))
    if (question.along) this.panel.append(...way("along", question.along, true))
    this.panel.append(...way("alone", question.alone, !question.along))
    this.panel.append(element("button", { type: "button", text: question.leave, onclick: () => this.choose("leave") }))
    const { first, last } = question.after
    this.held.set(question.id, { first: Date.parse(first), end: Date.parse(last) + DAY })
    this.panel.querySelector("button").focus()
  }

  choose(kind) {
    const id = this.question.id
    this.question = null
    if (kind === "leave") this.held.delete(id)
    this.ask()
    this.edit(kind, { id })
    this.paint()
    this.focus(id)
  }

  // Building ------------------------------------------------------------------------------------------------------

  build() {
    const t = this.plan.texts
    this.rows.clear()
    this.status = element("p", { class: "state", role: "status" })
    this.undo = element("button", { type: "button", text: t.undo, disabled: true, onclick: () => this.edit("undo") })
    this.zooms = ZOOMS.map((zoom) =>
      element("button", { type: "button", role: "radio", text: t[zoom], onclick: () => this.zoomTo(zoom) }))
    const zooms = element("div", { class: "zooms", role: "radiogroup", "aria-label": t.zoom, onkeydown: (event) => this.zoomKey(event) }, ...this.zooms)
    this.panel = element("section", { class: "question", "aria-label": t.asks, hidden: true, onkeydown: (event) => {
      if (event.key === "Escape") this.choose("leave")
    } })
    this.scale = element("div", { class: "scale", "aria-hidden": "true" })
    this.head = element("div", { class: "head", role: "row", "aria-rowindex": 1 },
      element("span", { class: "corner", role: "columnheader" }, element("span", { class: "unseen", text: t.title })),
      ...["owner", "first", "last", "status", "bar"].map((name) => element("span", { class: "unseen", role: "columnheader", text: t[name] })),
      this.scale)
    this.ground = element("div", { class: "ground", "aria-hidden": "true" })
    this.now = element("div", { class: "today", "aria-hidden": "true" })
    this.links = svg("svg", { class: "links", "aria-hidden": "true" })
    this.list = element("div", { role: "rowgroup" })
    this.sheet = element("div", { class: "sheet", role: "treegrid", "aria-label": t.name },
      element("div", { role: "rowgroup", style: "display: contents" }, this.head), this.ground, this.links, this.now, this.list)
    this.scroll = element("div", { class: "scroll", onscroll: () => this.soon() }, this.sheet)
    this.host = element("div", { class: "gantt", onkeydown: (event) => this.anyKey(event) },
      element("div", { class: "tools" }, zooms, ...(this.fixed ? [] : [this.undo]), this.status), this.panel, this.scroll,
      ...(this.fixed ? [] : [element("p", { class: "keys", text: t.keys })]))
    this.host.classList.toggle("dark", onDark(this.root.host || this.root))
    this.root.append(this.host)
    this.watch.disconnect()
    this.watch.observe(this.host)
    this.watch.observe(this.scroll)
  }

  resize() {
    const wide = this.host.clientWidth
    if (!wide || this.drag) return
    if (wide === this.wide) return this.soon()
    this.wide = wide
    this.draw()
  }

  /** Measures, and everything anew. */
  draw() {
    const { plan } = this
    if (!this.host.clientWidth) return
    const touch = matchMedia("(pointer: coarse)").matches
    this.narrow = this.host.clientWidth < NARROW
    this.host.classList.toggle("narrow", this.narrow)
    this.labels = this.narrow ? 0 : Math.round(this.host.clientWidth * 0.28)
    this.height = this.narrow ? (touch ? 72 : 62) : touch ? 44 : plan.rows >= 80 ? 30 : 34
    const room = this.host.clientWidth - this.labels - 20
    const fit = (room * (1 - LABEL_ROOM)) / Math.max(plan.width, 1)
    this.perDay = PER_DAY[this.zoom] ?? (this.zoom === "quarters" ? clamp(fit, 0.55, 4) : Math.min(fit, 0.35))
    this.track = Math.max(room, plan.width * this.perDay + room * LABEL_ROOM)
    this.sheet.style.width = `${this.labels + this.track}px`
    this.sheet.style.height = `${HEAD + plan.rows * this.height + 10}px`
    this.sheet.setAttribute("aria-rowcount", plan.rows + 1)
    this.scale.style.left = this.ground.style.left = this.links.style.left = `${this.labels}px`
    this.ground.style.width = this.links.style.width = `${this.track}px`
    this.links.setAttribute("height", plan.rows * this.height)
    this.links.setAttribute("width", this.track)
    this.head.firstChild.style.width = `${this.labels}px`
    this.now.hidden = plan.today === null
    if (plan.today !== null) this.now.style.left = `${this.labels + plan.today * this.perDay - 1}px`
    this.zooms.forEach((button, n) => {
      button.setAttribute("aria-checked", String(ZOOMS[n] === this.zoom))
      button.tabIndex = ZOOMS[n] === this.zoom ? 0 : -1
    })
    const focused = this.host.contains(this.root.activeElement) && this.root.activeElement.closest(".cell")
    for (const row of this.rows.values()) row.remove()
    this.rows.clear()
    this.ticks()
    this.paint()
    if (focused) this.focus(this.at)
  }

  soon() {
    if (this.frame) return
    this.frame = requestAnimationFrame(() => {
      this.frame = 0
      this.ticks()
      this.paint()
    })
  }

  // Across --------------------------------------------------------------------------------------------------------

  /** The days that can be seen, a little more on both sides. */
  seen() {
    const from = this.scroll.scrollLeft / this.perDay - 40 / this.perDay
    return [Math.floor(from), Math.ceil(from + (this.scroll.clientWidth + 80) / this.perDay)]
  }

  ticks() {
    const [from, to] = this.seen()
    const { plan } = this
    const over = [], under = [], ground = []
    const x = (day) => day * this.perDay
    const put = (list, kind, left, right, text) =>
      list.push(element("span", { class: kind, text, style: `left:${x(left)}px;` + (kind === "under" ? `width:${x(right - left)}px` : "") }))
    const line = (kind, at, width, title) =>
      ground.push(element("div", { class: kind, title: title ?? null, style: `left:${x(at)}px;` + (width ? `width:${x(width)}px` : "") }))
    if (this.zoom === "weeks") this.weeks(from, to, put, line, over, under)
    else for (const column of plan.columns) {
      if (column.right < from || column.left > to) continue
      const begins = column.number === 1 || column === plan.columns[0]
      line(column.number === 1 ? "year" : "", column.left)
      if (this.zoom === "months") {
        put(over, "over", column.left, column.right, `${column.label} ${column.year}`)
        for (let month = 0; month < 3; month += 1) {
          const start = plusMonths(this.origin + column.left * DAY, month)
          const [left, right] = [(start - this.origin) / DAY, (plusMonths(start, 1) - this.origin) / DAY]
          put(under, "under", left, right, this.month.format(start))
          if (month) line("", left)
        }
      } else {
        if (begins) put(over, "over", column.left, column.right, column.year)
        if (x(column.right - column.left) > 26) put(under, "under", column.left, column.right, column.label)
      }
    }
    line("", plan.width)
    const now = plan.today === null ? [] : [element("span", { class: "now", text: plan.texts.today, style: `left:${x(plan.today)}px` })]
    this.scale.replaceChildren(...over, ...under, ...now)
    this.ground.replaceChildren(...ground)
    if (now.length) this.clear(over, now[0])
  }

  /** Names over the scale stand beside today's, never behind it; without room they are left out. */
  clear(over, now) {
    const half = now.offsetWidth / 2
    const at = Math.max(now.offsetLeft, half)
    now.style.left = `${at}px`
    const [from, to] = [at - half, at + half + 4]
    over.forEach((name, n) => {
      const [left, wide] = [name.offsetLeft, name.offsetWidth]
      if (left > to || left + wide < from) return
      if (over[n + 1] && to + wide > over[n + 1].offsetLeft) name.remove()
      else name.style.left = `${to}px`
    })
  }

  weeks(from, to, put, line, over, under) {
    const { plan } = this
    const last = Math.min(to, plan.width)
    for (let day = Math.max(from, 0); day < last; day += 1) {
      const at = this.origin + day * DAY
      const weekday = new Date(at).getUTCDay()
      if (weekday === 6) line("free", day, 2)
      if (weekday === 1) {
        line("", day)
        put(under, "under", day, day + 7, plan.texts.week.replace("%", weekOf(at)))
      }
      if (isFirst(at) || day === Math.max(from, 0)) put(over, "over", Math.max(day, this.scroll.scrollLeft / this.perDay), 0, this.monthYear.format(at))
      if (isFirst(at)) line("year", day)
    }
    if (over.length > 1 && new Date(this.origin + Math.max(from, 0) * DAY).getUTCDate() > 20) over.shift()
    for (const [day, name] of plan.holidays) if (day >= from && day <= last) line("holiday", day, 1, name)
  }

  zoomTo(zoom) {
    const middle = (this.scroll.scrollLeft + (this.scroll.clientWidth - this.labels) / 2) / this.perDay
    const near = this.zoom === "years" || this.zoom === "quarters"
    const bar = this.bars.get(this.at)
    const at = near && bar && this.moved ? (bar.left + bar.right) / 2 : near ? this.plan.today ?? middle : middle
    this.zoom = zoom
    this.draw()
    this.scroll.scrollLeft = at * this.perDay - (this.scroll.clientWidth - this.labels) / 2
    this.ticks()
  }

  zoomKey(event) {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (!by) return
    event.preventDefault()
    event.stopPropagation()
    const next = (ZOOMS.indexOf(this.zoom) + by + ZOOMS.length) % ZOOMS.length
    this.zoomTo(ZOOMS[next])
    this.zooms[next].focus()
  }

  // Down ----------------------------------------------------------------------------------------------------------

  window() {
    const { rows } = this.plan
    const first = Math.floor((this.scroll.scrollTop - HEAD) / this.height) - AROUND
    const many = Math.ceil((this.scroll.clientHeight || 700) / this.height) + 2 * AROUND
    return [Math.max(0, first), Math.min(rows, first + many + 1)]
  }

  paint() {
    if (!this.perDay) return
    const [from, to] = this.window()
    const kept = this.bars.get(this.at)?.row
    for (const [row, element] of this.rows) {
      if ((row < from || row >= to) && row !== kept) {
        element.remove()
        this.rows.delete(row)
      }
    }
    const fresh = []
    for (let row = from; row < to; row += 1) if (!this.rows.has(row)) fresh.push(this.row(row))
    if (kept !== undefined && !this.rows.has(kept)) fresh.push(this.row(kept))
    this.list.append(...fresh)
    for (const row of this.rows.keys()) if (this.byRow.has(row)) this.place(this.byRow.get(row))
    this.arrows(from, to)
  }

  row(row) {
    const bar = this.byRow.get(row), heading = this.headings.get(row)
    const made = bar ? this.barRow(bar) : heading ? this.headingRow(heading) : this.looseRow(row)
    made.style.top = `${HEAD + row * this.height}px`
    made.style.height = `${this.height}px`
    made.setAttribute("aria-rowindex", row + 2)
    this.rows.set(row, made)
    return made
  }

  name(text, attributes = {}) {
    return element("div", { class: "title", role: "rowheader", style: `width:${this.narrow ? this.host.clientWidth - 20 : this.labels}px`, title: text, ...attributes },
      element("span", { text }))
  }

  headingRow(heading) {
    return element("div", { class: "row heading", role: "row", "aria-level": 1 },
      this.name(`${heading.text} (${heading.count})`))
  }

  looseRow(row) {
    const cell = element("div", { class: "cell", role: "gridcell", style: this.across() })
    for (const diamond of this.diamonds.get(row) ?? []) cell.append(...this.mark(diamond, true))
    return element("div", { class: "row loose", role: "row", "aria-level": 1 }, this.name(row ? "" : this.plan.texts.milestones), cell)
  }

  across() {
    return `left:${this.labels}px;width:${this.track}px`
  }

  mark(diamond, named) {
    const at = diamond.at * this.perDay
    const words = `${diamond.title}, ${diamond.date}`
    const mark = element("span", { class: diamond.kind === "outside" ? "mark outside" : "mark", role: "img", "aria-label": words, title: words, style: `left:${at}px` })
    if (!named) return [mark]
    const place = diamond.left ? `right:${this.track - at + 14}px` : `left:${at + 14}px`
    return [mark, element("span", { class: "label", "aria-hidden": "true", text: diamond.label, style: place })]
  }

  barRow(bar) {
    const body = element("div", { class: "body", title: bar.about.join("\n") },
      element("div", { class: "reach" }),
      ...(bar.done ? [element("div", { class: "fill", style: `width:${bar.done * 100}%` })] : []),
      element("div", { class: "handle from" }), element("div", { class: "handle to" }))
    body.addEventListener("pointerdown", (event) => this.grab(event, bar))
    const cell = element("div", {
      class: ["cell", bar.status, bar.critical && "critical", bar.late && "late", bar.unanswered && "unanswered"].filter(Boolean).join(" "),
      role: "gridcell",
      tabindex: bar.id === this.at ? "0" : "-1",
      style: this.across(),
      "data-id": bar.id,
      onfocus: () => this.stand(bar.id),
      onblur: () => this.leave(bar.id),
      onkeydown: (event) => this.key(event, bar),
    })
    if (bar.before) cell.append(element("div", { class: "before", style: `left:${bar.before[0] * this.perDay}px;width:${(bar.before[1] - bar.before[0]) * this.perDay}px` }))
    cell.append(body, element("span", { class: "label", "aria-hidden": "true", text: bar.label }))
    for (const diamond of this.diamonds.get(bar.row) ?? []) cell.append(...this.mark(diamond, false))
    const span = this.span(bar.id)
    const unseen = (text) => element("span", { class: "unseen", role: "gridcell", text })
    return element("div", { class: "row", role: "row", "aria-level": 2 },
      this.name(bar.title), unseen(bar.owner), unseen(this.words.format(span.first)), unseen(this.words.format(span.end - DAY)), unseen(bar.state), cell)
  }

  /** Put a bar, its words and its ghost where they are now: all that a drag changes. */
  place(bar) {
    const row = this.rows.get(bar.row)
    if (!row) return
    const cell = row.lastChild
    const drafted = this.draft?.id === bar.id
    const span = drafted ? this.draft : this.span(bar.id)
    const [left, right] = [((span.first - this.origin) / DAY) * this.perDay, ((span.end - this.origin) / DAY) * this.perDay]
    const body = cell.querySelector(".body")
    body.style.left = `${left}px`
    body.style.width = `${Math.max(right - left, 4)}px`
    body.classList.toggle("moving", Boolean(drafted && this.drag))
    cell.classList.toggle("draft", drafted || this.held.has(bar.id))
    const label = cell.querySelector(".label")
    const tied = this.diamonds.get(bar.row)?.[0]
    const after = tied && tied.at * this.perDay > right - 8 && tied.at * this.perDay < right + 80 ? tied.at * this.perDay + 6 : right
    label.style.left = `${after + 8}px`
    label.textContent = drafted ? this.told(span) : bar.label
    const words = `${bar.title}. ${this.told(span)}. ${bar.about.slice(2).join(". ")}`
    if (cell.getAttribute("aria-label") !== words) cell.setAttribute("aria-label", words)
    this.ghost(cell, bar, drafted || this.held.has(bar.id))
  }

  /** Where a bar is moved from, or where the answer would put a follower. */
  ghost(cell, bar, moved) {
    const asked = this.question?.moves?.find((move) => move.id === bar.id)
    const own = moved ? [bar.left, bar.right] : asked && bar.id !== this.question.id
      ? [(Date.parse(asked.first) - this.origin) / DAY, (Date.parse(asked.last) - this.origin) / DAY + 1] : null
    let ghost = cell.querySelector(".ghost")
    if (!own) return ghost?.remove()
    if (!ghost) cell.prepend((ghost = element("div", { class: "ghost" })))
    ghost.style.left = `${own[0] * this.perDay}px`
    ghost.style.width = `${(own[1] - own[0]) * this.perDay}px`
  }

  arrows(from, to) {
    const drawn = []
    for (const [before, after, clash] of this.plan.arrows) {
      const [one, other] = [this.bars.get(before), this.bars.get(after)]
      if (Math.max(one.row, other.row) < from || Math.min(one.row, other.row) >= to) continue
      const kind = clash ? "clash" : one.critical && other.critical ? "critical" : ""
      drawn.push(...this.arrow(one, other, kind))
    }
    this.links.replaceChildren(...drawn)
  }

  /** An elbow from the end of one bar into the beginning of the other, or into its top or bottom. */
  arrow(one, other, kind) {
    const edges = (bar) => {
      const span = this.draft?.id === bar.id ? this.draft : this.span(bar.id)
      return [((span.first - this.origin) / DAY) * this.perDay, ((span.end - this.origin) / DAY) * this.perDay]
    }
    const [, right] = edges(one), [left, far] = edges(other)
    const down = other.row > one.row ? 1 : -1
    const lift = this.narrow ? 12 : 0
    const half = (this.narrow ? this.height - 24 : this.height) * 0.29
    const x = right - Math.min(5, (right - edges(one)[0]) / 2)
    const y = (one.row + 0.5) * this.height + lift + down * half
    const target = (other.row + 0.5) * this.height + lift
    if (left > x + 6) {
      return [svg("path", { class: `line ${kind}`, d: `M${x} ${y}V${target}H${left - 6}` }),
        svg("path", { class: `tip ${kind}`, d: `M${left} ${target}l-8 -4v8z` })]
    }
    const into = clamp(x, left + 3, Math.max(far - 3, left + 3))
    const edge = target - down * half, beside = target - down * (this.height / 2)
    return [svg("path", { class: `line ${kind}`, d: `M${x} ${y}V${beside}H${into}V${edge - down * 6}` }),
      svg("path", { class: `tip ${kind}`, d: `M${into} ${edge}l-4 ${-down * 8}h8z` })]
  }

  // By mouse and thumb ----------------------------------------------------------------------------------------------

  grab(event, bar) {
    if (event.button || this.drag) return
    const side = event.target.classList.contains("from") ? "from" : event.target.classList.contains("to") ? "to" : "both"
    const body = event.currentTarget
    this.stand(bar.id)
    this.drag = { bar, side, from: event.clientX, at: event.clientX, scrolled: this.scroll.scrollLeft, span: this.span(bar.id), begun: false }
    body.setPointerCapture(event.pointerId)
    const move = (moved) => {
      this.drag.at = moved.clientX
      if (this.fixed || (!this.drag.begun && Math.abs(moved.clientX - this.drag.from) < DRAG_FROM)) return
      this.drag.begun = true
      this.follow()
    }
    const end = (ended) => {
      body.removeEventListener("pointermove", move)
      body.removeEventListener("pointerup", end)
      body.removeEventListener("pointercancel", end)
      const { begun, span } = this.drag
      const draft = this.draft
      this.drag = null
      this.draft = null
      if (this.later) this.show(this.later)
      this.later = null
      this.resize()
      if (ended.type === "pointercancel" || !this.bars.has(bar.id)) this.paint()
      else if (begun && draft) this.commit(bar.id, { first: draft.first, end: draft.end }, span)
      else if (begun) this.paint()
      else this.open(bar.id)
      this.tell()
    }
    body.addEventListener("pointermove", move)
    body.addEventListener("pointerup", end)
    body.addEventListener("pointercancel", end)
  }

  follow() {
    if (this.following) return
    this.following = requestAnimationFrame(() => {
      this.following = 0
      if (!this.drag) return
      this.edges()
      const { bar, side, span } = this.drag
      const pixels = this.drag.at - this.drag.from + this.scroll.scrollLeft - this.drag.scrolled
      const steps = Math.round(pixels / this.perDay / STEP_DAYS[this.zoom])
      const after = side === "both" ? shifted(span, steps, this.zoom) : stretched(span, steps, this.zoom, side)
      if (!possible(after)) return
      this.draft = { id: bar.id, ...after }
      this.place(bar)
      this.arrows(...this.window())
      this.tell()
    })
  }

  /** Near an edge the sheet comes along. */
  edges() {
    const box = this.scroll.getBoundingClientRect()
    const by = this.drag.at > box.right - EDGE ? 12 : this.drag.at < box.left + this.labels + EDGE ? -12 : 0
    if (!by) return
    const before = this.scroll.scrollLeft
    this.scroll.scrollLeft += by
    if (this.scroll.scrollLeft !== before) requestAnimationFrame(() => this.drag?.begun && this.follow())
  }

  // By keyboard -----------------------------------------------------------------------------------------------------

  anyKey(event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.shiftKey) {
      event.preventDefault()
      event.stopPropagation()
      if (this.draft) this.drop()
      else if (this.undoable) this.edit("undo")
    }
  }

  key(event, bar) {
    const { key } = event
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const order = this.plan.bars
    const here = order.indexOf(this.bars.get(bar.id))
    if (key === "ArrowLeft" || key === "ArrowRight") this.nudge(bar, key === "ArrowRight" ? 1 : -1, event.shiftKey)
    else if (key === "ArrowDown") this.focus(order[Math.min(here + 1, order.length - 1)].id)
    else if (key === "ArrowUp") this.focus(order[Math.max(here - 1, 0)].id)
    else if (key === "PageDown") this.focus(order[Math.min(here + 10, order.length - 1)].id)
    else if (key === "PageUp") this.focus(order[Math.max(here - 10, 0)].id)
    else if (key === "Home") this.focus(order[0].id)
    else if (key === "End") this.focus(order[order.length - 1].id)
    else if (key === "Enter" && this.draft) this.commit(bar.id, { first: this.draft.first, end: this.draft.end })
    else if (key === "Enter" || key === " ") this.open(bar.id)
    else if (key === "Escape" && this.draft) this.drop()
    else if (key === "+" || key === "-") this.zoomTo(ZOOMS[clamp(ZOOMS.indexOf(this.zoom) + (key === "+" ? -1 : 1), 0, 3)])
    else return
    event.preventDefault()
    event.stopPropagation()
    this.tell()
  }

  nudge(bar, steps, stretch) {
    if (this.fixed) return
    const from = this.draft?.id === bar.id ? this.draft : this.span(bar.id)
    const after = stretch ? stretched(from, steps, this.zoom, "to") : shifted(from, steps, this.zoom)
    if (!possible(after)) return
    this.draft = { id: bar.id, ...after, byKey: true }
    this.failed = ""
    this.place(bar)
    this.arrows(...this.window())
    this.bring(after)
  }

  drop() {
    const bar = this.bars.get(this.draft?.id)
    this.draft = null
    this.said = ""
    if (bar) this.paint()
    this.tell()
  }

  leave(id) {
    if (this.draft?.id !== id || this.drag) return
    this.drop()
    this.said = this.plan.texts.dropped
    this.tell()
  }

  stand(id) {
    const before = this.bars.get(this.at)
    if (before) this.rows.get(before.row)?.lastChild.setAttribute("tabindex", "-1")
    this.at = id
    this.moved = true
    this.rows.get(this.bars.get(id).row)?.lastChild.setAttribute("tabindex", "0")
  }

  focus(id) {
    const bar = this.bars.get(id)
    if (!bar) return
    const top = HEAD + bar.row * this.height
    const { scrollTop, clientHeight } = this.scroll
    if (top - HEAD < scrollTop) this.scroll.scrollTop = top - HEAD
    else if (top + this.height > scrollTop + clientHeight - 16) this.scroll.scrollTop = top + this.height - clientHeight + 16
    this.stand(id)
    this.paint()
    this.rows.get(bar.row).lastChild.focus({ preventScroll: true })
    this.bring(this.span(id))
  }

  /** Scroll sideways until a bar can be seen. */
  bring({ first, end }) {
    const [left, right] = [((first - this.origin) / DAY) * this.perDay, ((end - this.origin) / DAY) * this.perDay]
    const { scrollLeft, clientWidth } = this.scroll
    const room = clientWidth - this.labels
    if (right < scrollLeft + 24 || left > scrollLeft + room - 24) this.scroll.scrollLeft = left - room / 3
  }
}

function iso({ first, end }) {
  const day = (at) => new Date(at).toISOString().slice(0, 10)
  return [day(first), day(end - DAY)]
}
