// A grid of judgements that is filled in by keyboard, mouse or thumb. One instance lives as long as its element.
//
// Nothing committed is lost: an edit gets a number and stays in `pending` (and in sessionStorage) until the server
// says that it is in the database. All pending edits go together in one state value; sending them twice is harmless.

const UNSURE = -1
const NARROW = 640
const SEND_AFTER = 120
const SEND_REASON_AFTER = 700
const SEND_AGAIN = 4000
const STATES = { saved: "saved", saving: "saving", waiting: "waiting", failed: "failed" }

const instances = new WeakMap()

export default function (component) {
  const { parentElement, data } = component
  let grid = instances.get(parentElement)
  if (!grid || grid.data.owner !== data.owner) {
    grid?.close()
    grid = new Grid(parentElement, data)
    instances.set(parentElement, grid)
  }
  grid.send = (value) => component.setStateValue("edits", value)
  grid.update(data)
  return () => {
    grid.close()
    instances.delete(parentElement)
  }
}

class Grid {
  constructor(root, data) {
    this.data = data
    this.store = `lotsen-grid:${data.owner}`
    this.client = randomId()
    this.last = 0
    this.pending = new Map() // "row:column" -> { seq, row, column, value }, "row:column:why" -> { …, reason }
    this.sentUpTo = 0
    this.at = [0, 0]
    this.card = 0
    this.down = false
    this.undoable = []
    this.shape = ""
    this.remember()
    this.host = element("div", { class: "host" })
    root.append(this.host)
    this.watch = new ResizeObserver(() => this.draw())
    this.watch.observe(this.host)
    this.outside = (event) => {
      if (this.choices && !event.composedPath().includes(this.choices)) this.closeChoices()
    }
    document.addEventListener("pointerdown", this.outside)
    this.leaving = (event) => ["waiting", "failed"].includes(this.host.dataset.state) && event.preventDefault()
    window.addEventListener("beforeunload", this.leaving)
    this.again = setInterval(() => this.retry(), 1000)
  }

  close() {
    this.watch.disconnect()
    clearInterval(this.again)
    clearTimeout(this.timer)
    clearTimeout(this.pause)
    document.removeEventListener("pointerdown", this.outside)
    window.removeEventListener("beforeunload", this.leaving)
    this.host.remove()
  }

  // What the server says ------------------------------------------------------------------------------------------

  update(data) {
    const t = data.texts
    this.data = data
    this.asked = data.asked && new Set(data.asked)
    this.stale = new Set(data.stale)
    if (data.ack?.client === this.client) {
      for (const [key, edit] of this.pending) if (edit.seq <= data.ack.seq) this.pending.delete(key)
      this.since = null
      this.keep()
    }
    this.failed = data.ack?.client === this.client && data.error ? data.error : ""
    if (this.failed) this.sentUpTo = 0
    const shape = JSON.stringify([data.rows, data.columns, data.asked, t])
    if (shape !== this.shape) {
      this.shape = shape
      this.mode = ""
    }
    this.draw()
    if (this.pending.size && !this.failed) this.soon()
  }

  id(row, column) {
    return `${this.data.rows[row].id}:${this.data.columns[column].id}`
  }

  value(row, column) {
    const edit = this.pending.get(this.id(row, column))
    return edit ? edit.value : this.data.values[row][column]
  }

  reason(row, column) {
    const id = this.id(row, column)
    return this.pending.get(`${id}:why`)?.reason ?? this.data.reasons[id] ?? ""
  }

  isAsked(row, column) {
    return !this.asked || this.asked.has(this.id(row, column))
  }

  // An answer to an older wording that is asked for again, until it is given.
  isStale(row, column) {
    const id = this.id(row, column)
    return this.stale.has(id) && !this.pending.has(id) && this.isAsked(row, column)
  }

  isMissing(row, column) {
    return this.isAsked(row, column) && (this.value(row, column) === null || this.isStale(row, column))
  }

  // Committing ------------------------------------------------------------------------------------------------------

  commit(row, column, value, { undoing = false } = {}) {
    const before = this.value(row, column)
    if (before === value && !this.isStale(row, column)) return
    if (!undoing) this.undoable.push([row, column, before])
    this.hold(this.id(row, column), row, column, { value })
    if (value === null) this.pending.delete(`${this.id(row, column)}:why`)
    this.keep()
    this.paint(row, column)
    this.tell()
    this.soon()
  }

  hold(key, row, column, what) {
    this.pending.set(key, { seq: ++this.last, row: this.data.rows[row].id, column: this.data.columns[column].id, ...what })
    this.failed = ""
  }

  // Kept at every stroke, sent when the writing pauses or the field is left.
  write(row, column, reason, pause) {
    if (this.reason(row, column) !== reason && this.value(row, column) !== null) {
      this.hold(`${this.id(row, column)}:why`, row, column, { reason })
      this.keep()
      this.tell()
    }
    clearTimeout(this.pause)
    this.pause = setTimeout(() => this.pending.size && this.soon(), pause)
  }

  undo() {
    const step = this.undoable.pop()
    if (!step) return
    this.commit(step[0], step[1], step[2], { undoing: true })
    if (this.mode === "grid") this.focus(step[0], step[1])
  }

  soon() {
    if (this.timer || this.sentUpTo) return
    this.timer = setTimeout(() => {
      this.timer = null
      this.flush()
    }, SEND_AFTER)
  }

  flush() {
    const edits = [...this.pending.values()].sort((a, b) => a.seq - b.seq)
    if (!edits.length) return
    this.sentUpTo = edits[edits.length - 1].seq
    this.sentAt = Date.now()
    this.since ??= this.sentAt
    this.times = (this.times ?? 0) + 1
    this.send({ client: this.client, time: this.times, edits })
  }

  // An answer frees the way for the next edits; none in time (a lost connection) sends all of them again.
  retry() {
    if (!this.pending.size || this.failed) return
    if (Date.now() - (this.sentAt ?? 0) > SEND_AGAIN) this.flush()
    this.tell()
  }

  keep() {
    const edits = [...this.pending.values()]
    if (this.sentUpTo && !edits.some((edit) => edit.seq <= this.sentUpTo)) this.sentUpTo = 0
    try {
      if (edits.length) sessionStorage.setItem(this.store, JSON.stringify(edits))
      else sessionStorage.removeItem(this.store)
    } catch {
      // A browser without storage keeps edits over a lost connection, but not over a reload.
    }
  }

  remember() {
    try {
      for (const edit of JSON.parse(sessionStorage.getItem(this.store) ?? "[]")) {
        edit.seq = ++this.last
        this.pending.set(`${edit.row}:${edit.column}${edit.reason === undefined ? "" : ":why"}`, edit)
      }
    } catch {
      this.pending.clear()
    }
  }

  // Drawing ---------------------------------------------------------------------------------------------------------

  draw() {
    const mode = this.host.clientWidth && this.host.clientWidth < NARROW ? "cards" : "grid"
    if (mode !== this.mode) {
      const focused = this.host.contains(this.host.getRootNode().activeElement)
      this.mode = mode
      this.closeChoices()
      this.host.replaceChildren(this.bar(), mode === "grid" ? this.table() : this.cards())
      if (focused && mode === "grid") this.focus(...this.at)
    }
    this.everyCell((row, column) => this.paint(row, column))
    this.tell()
  }

  everyCell(what) {
    this.data.rows.forEach((_, row) => this.data.columns.forEach((_, column) => what(row, column)))
  }

  bar() {
    const t = this.data.texts
    this.state = element("span", { class: "state", role: "status" })
    this.count = element("span", { class: "count" })
    const turn = element("button", {
      class: "turn",
      type: "button",
      "aria-pressed": String(this.down),
      text: t.down,
      onclick: () => {
        this.down = !this.down
        turn.setAttribute("aria-pressed", String(this.down))
      },
    })
    this.missing = element("button", { class: "turn missing", type: "button", text: t.missing, onclick: () => this.goMissing() })
    const bar = element("div", { class: "bar" }, this.count, this.state, this.missing)
    if (this.mode === "grid") bar.append(turn)
    return bar
  }

  tell() {
    const t = this.data.texts
    let [all, missing] = [0, 0]
    this.everyCell((r, c) => {
      all += this.isAsked(r, c)
      missing += this.isMissing(r, c)
    })
    const counted = missing === all && all ? t.load : t.count.replace("{done}", all - missing).replace("{all}", all)
    if (this.count.textContent !== counted) this.count.textContent = counted
    this.missing.disabled = !missing
    const late = this.since && Date.now() - this.since > SEND_AGAIN - 1000
    const state = this.failed ? STATES.failed : !this.pending.size ? STATES.saved : late ? STATES.waiting : STATES.saving
    const words = this.failed || (state === STATES.saved && !this.last ? "" : t[state])
    if (this.state.textContent !== words) this.state.textContent = words
    this.host.dataset.state = state
  }

  word(value) {
    const t = this.data.texts
    return value === null ? t.empty : value === UNSURE ? t.unsure : `${value} ${t.answers[value]}`
  }

  table() {
    const { rows, columns, texts: t } = this.data
    const wide = columns.length > 8
    const head = element(
      "tr",
      { role: "row" },
      element("th", { role: "columnheader", scope: "col", class: "corner", text: t.rows }),
      ...columns.map((column) =>
        element(
          "th",
          { role: "columnheader", scope: "col", title: `${column.name}: ${column.question}`, class: column.beside ? "beside" : null },
          element("span", { class: "name", text: column.name }),
          element("span", { class: "note", text: column.note ?? "" }),
        ),
      ),
    )
    this.cells = rows.map((row, r) =>
      columns.map((column, c) =>
        element("td", {
          role: "gridcell",
          tabindex: r === this.at[0] && c === this.at[1] ? "0" : "-1",
          class: column.beside ? "beside" : null,
          onkeydown: (event) => this.key(event, r, c),
          onfocus: () => this.stand(r, c),
          onclick: () => this.choose(r, c),
        }),
      ),
    )
    const body = rows.map((row, r) =>
      element(
        "tr",
        { role: "row" },
        element("th", { role: "rowheader", scope: "row", title: row.name }, element("span", { class: "name", text: row.name }), element("span", { class: "note", text: row.note ?? "" })),
        ...this.cells[r],
      ),
    )
    this.question = element("span")
    this.mark = element("span", { class: "mark" })
    this.why = this.field("input", () => this.whyAt, { type: "text", "aria-keyshortcuts": "+" })
    this.whyAt = null
    const table = element(
      "table",
      { role: "grid", "aria-label": t.label, "aria-rowcount": rows.length + 1, "aria-colcount": columns.length + 1 },
      element("thead", { role: "rowgroup" }, head),
      element("tbody", { role: "rowgroup" }, ...body),
    )
    this.scroll = element("div", { class: wide ? "scroll wide" : "scroll" }, table)
    this.stand(...this.at)
    return element(
      "div",
      { class: "table" },
      element("p", { class: "question" }, this.question, this.mark),
      element("label", { class: "why" }, element("span", { text: t.why }), this.why),
      this.scroll,
      ...(this.asked ? [element("p", { class: "keys", text: t.hatched })] : []),
      ...(this.stale.size ? [element("p", { class: "keys", text: t.renewed })] : []),
      element("p", { class: "keys", text: t.keys }),
    )
  }

  // A field for the reason of the cell that `at` names when it is left.
  field(tag, at, attributes) {
    const field = element(tag, {
      ...attributes,
      maxlength: this.data.most,
      oninput: () => at() && this.write(...at(), field.value, SEND_REASON_AFTER),
      onchange: () => at() && this.write(...at(), field.value, 0),
      onkeydown: (event) => {
        event.stopPropagation()
        if (this.mode !== "grid" || !["Enter", "Escape"].includes(event.key) || event.isComposing) return
        event.preventDefault()
        this.focus(...at())
      },
    })
    return field
  }

  // The words around the cell that one stands on.
  about() {
    const { rows, columns, texts: t } = this.data
    const [r, c] = this.at
    if (!this.question || !rows[r] || !columns[c]) return
    this.question.textContent = `${rows[r].name} × ${columns[c].name}: ${columns[c].question}`
    this.mark.textContent = this.note(r, c)
    const answered = this.value(r, c) !== null
    this.why.disabled = !answered
    this.why.placeholder = answered ? "" : t.first
    if (this.whyAt?.join() === this.at.join() && this.why.matches(":focus")) return
    this.whyAt = [r, c]
    this.why.value = answered ? this.reason(r, c) : ""
  }

  note(row, column) {
    const t = this.data.texts
    return this.isStale(row, column) ? t.again : this.isAsked(row, column) ? "" : t.unasked
  }

  paint(row, column) {
    const value = this.value(row, column)
    const { rows, columns } = this.data
    const waiting = this.pending.has(`${rows[row].id}:${columns[column].id}`)
    if (this.mode === "grid") {
      const cell = this.cells[row]?.[column]
      if (!cell) return
      const shown = value === null ? "" : value === UNSURE ? "?" : String(value)
      if (cell.textContent !== shown) cell.textContent = shown
      cell.dataset.value = value === null ? "" : String(value)
      cell.dataset.waiting = waiting ? "yes" : ""
      cell.dataset.again = this.isStale(row, column) ? "yes" : ""
      cell.dataset.unasked = this.isAsked(row, column) ? "" : "yes"
      cell.dataset.why = value !== null && this.reason(row, column) ? "yes" : ""
      const said = [`${rows[row].name}, ${columns[column].name}: ${this.word(value)}`, this.note(row, column)]
      cell.setAttribute("aria-label", said.filter(Boolean).join(", "))
      if (row === this.at[0] && column === this.at[1]) this.about()
    } else if (row === this.card) {
      const card = this.parts?.[column]
      if (!card) return
      card.mark.textContent = this.isStale(row, column) ? this.data.texts.again : ""
      card.fold.hidden = value === null
      if (!card.field.matches(":focus")) card.field.value = this.reason(row, column)
      for (const button of this.answers?.[column] ?? []) {
        const mine = Number(button.dataset.answer) === value && value !== null
        button.setAttribute("aria-checked", String(mine))
        button.dataset.waiting = mine && waiting ? "yes" : ""
      }
    }
  }

  // By keyboard -----------------------------------------------------------------------------------------------------

  key(event, row, column) {
    const most = [this.data.rows.length - 1, this.data.columns.length - 1]
    const { key } = event
    const command = event.ctrlKey || event.metaKey
    if (command && key.toLowerCase() === "z") this.undo()
    else if (event.altKey || (command && !["Home", "End"].includes(key))) return
    else if (/^[0-3]$/.test(key)) this.answer(row, column, Number(key))
    else if (key === "?") this.answer(row, column, UNSURE)
    else if (key === "Delete" || key === "Backspace") this.commit(row, column, null)
    else if (key === "ArrowRight") this.focus(row, Math.min(column + 1, most[1]))
    else if (key === "ArrowLeft") this.focus(row, Math.max(column - 1, 0))
    else if (key === "ArrowDown") this.focus(Math.min(row + 1, most[0]), column)
    else if (key === "ArrowUp") this.focus(Math.max(row - 1, 0), column)
    else if (key === "Home") this.focus(command ? 0 : row, 0)
    else if (key === "End") this.focus(command ? most[0] : row, most[1])
    else if (key === "Enter") this.focus(clamp(row + (event.shiftKey ? -1 : 1), most[0]), column)
    else if (key === " " || key === "F2") this.choose(row, column, true)
    else if (key === "+") this.value(row, column) !== null && this.why.focus()
    else if (key === "Escape") {
      this.free = !this.choices
      this.closeChoices()
    } else if (key === "Tab" && !this.free) {
      if (!this.step(row, column, event.shiftKey ? -1 : 1)) return
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  answer(row, column, value) {
    this.commit(row, column, value)
    this.closeChoices()
    if (this.down) this.stepDown(row, column)
    else this.step(row, column, 1)
  }

  // The next asked cell along the row, then the next row; false at the end of the grid, where Tab leaves it.
  step(row, column, by) {
    const wide = this.data.columns.length
    for (let next = row * wide + column + by; next >= 0 && next < wide * this.data.rows.length; next += by) {
      const [r, c] = [Math.floor(next / wide), next % wide]
      if (!this.isAsked(r, c)) continue
      this.focus(r, c)
      return true
    }
    return false
  }

  stepDown(row, column) {
    const tall = this.data.rows.length
    for (let next = column * tall + row + 1; next < tall * this.data.columns.length; next++) {
      const [r, c] = [next % tall, Math.floor(next / tall)]
      if (this.isAsked(r, c)) return this.focus(r, c)
    }
  }

  // On to the next answer that is missing, and from the end to the first one.
  goMissing() {
    const places = []
    this.everyCell((row, column) => this.isMissing(row, column) && places.push([row, column]))
    const wide = this.data.columns.length
    const here = this.mode === "grid" ? this.at[0] * wide + this.at[1] : (this.card ?? 0) * wide - 1
    const next = places.find(([row, column]) => row * wide + column > here) ?? places[0]
    if (!next) return
    if (this.mode === "grid") return this.focus(...next)
    if (next[0] !== this.card) this.turnTo(next[0])
    this.answers[next[1]][0].focus({ preventScroll: true })
    this.answers[next[1]][0].closest("section").scrollIntoView({ block: "start" })
  }

  stand(row, column) {
    const [oldRow, oldColumn] = this.at
    this.cells[oldRow]?.[oldColumn]?.setAttribute("tabindex", "-1")
    this.at = [clamp(row, this.data.rows.length - 1), clamp(column, this.data.columns.length - 1)]
    this.cells[this.at[0]]?.[this.at[1]]?.setAttribute("tabindex", "0")
    this.free = false
    this.about()
  }

  focus(row, column) {
    this.closeChoices()
    const cell = this.cells?.[row]?.[column]
    cell?.focus({ preventScroll: true })
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" })
  }

  // By mouse and thumb ----------------------------------------------------------------------------------------------

  choose(row, column, byKey = false) {
    this.closeChoices()
    const { texts: t, columns, rows } = this.data
    const options = [0, 1, 2, 3, UNSURE, ...(this.value(row, column) === null ? [] : [null])]
    const buttons = options.map((value) =>
      element("button", {
        type: "button",
        class: "choice",
        "aria-pressed": String(this.value(row, column) === value),
        text: value === null ? t.clear : this.word(value),
        onclick: () => {
          this.commit(row, column, value)
          this.closeChoices()
          if (byKey) this.focus(row, column)
        },
      }),
    )
    this.choices = element(
      "div",
      {
        class: "choices",
        role: "group",
        "aria-label": `${rows[row].name} × ${columns[column].name}`,
        onkeydown: (event) => this.choicesKey(event, buttons, row, column),
      },
      ...buttons,
    )
    const cell = this.cells[row][column]
    this.host.append(this.choices)
    const [own, at] = [this.host.getBoundingClientRect(), cell.getBoundingClientRect()]
    const left = clamp(at.left - own.left, Math.max(own.width - this.choices.offsetWidth - 4, 0))
    const below = at.bottom - own.top + 4
    const fits = at.bottom + this.choices.offsetHeight + 8 < window.innerHeight
    this.choices.style.left = `${left}px`
    this.choices.style.top = `${fits ? below : at.top - own.top - this.choices.offsetHeight - 4}px`
    if (byKey) buttons[Math.max(this.value(row, column) ?? 0, 0)].focus()
  }

  choicesKey(event, buttons, row, column) {
    const here = buttons.indexOf(event.target)
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
    if (by) buttons[(here + by + buttons.length) % buttons.length].focus()
    else if (event.key === "Escape") this.focus(row, column)
    else if (/^[0-3?]$/.test(event.key)) this.answer(row, column, event.key === "?" ? UNSURE : Number(event.key))
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  closeChoices() {
    this.choices?.remove()
    this.choices = null
  }

  // On a phone: one category at a time, every question with its answers -----------------------------------------------

  cards() {
    const { rows, columns, texts: t } = this.data
    const mine = this.cardRows()
    if (!mine.includes(this.card)) this.card = mine.find((one) => one > this.card) ?? mine[0] ?? 0
    const row = this.card
    const place = mine.indexOf(row)
    this.answers = columns.map((column, c) =>
      [0, 1, 2, 3, UNSURE].map((value) =>
        element(
          "button",
          {
            type: "button",
            role: "radio",
            class: "answer",
            "data-answer": value,
            "aria-checked": "false",
            "aria-label": this.word(value),
            onclick: () => this.commit(row, c, this.value(row, c) === value && !this.isStale(row, c) ? null : value),
            onkeydown: (event) => this.answerKey(event, c),
          },
          element("b", { text: value === UNSURE ? "?" : String(value) }),
          element("span", { text: value === UNSURE ? t.unsure : t.answers[value] }),
        ),
      ),
    )
    this.parts = columns.map((_, c) => {
      const field = this.field("textarea", () => [row, c], { rows: 2, "aria-label": `${t.why} ${columns[c].name}` })
      return { mark: element("span", { class: "mark" }), field, fold: element("details", { open: !!this.reason(row, c) }, element("summary", { text: t.sayWhy }), field) }
    })
    const section = (c) =>
      element(
        "section",
        { class: "card" },
        element("h4", {}, columns[c].name, this.parts[c].mark),
        element("p", { text: columns[c].question }),
        element("div", { role: "radiogroup", "aria-label": `${columns[c].name}: ${columns[c].question}`, class: "answers" }, ...this.answers[c]),
        this.parts[c].fold,
      )
    const [asked, others] = [[], []]
    columns.forEach((_, c) => (this.isAsked(row, c) ? asked : others).push(c))
    const turn = (by, text) =>
      element("button", { type: "button", class: "next", text, disabled: mine[place + by] === undefined, onclick: () => this.turnTo(mine[place + by]) })
    return element(
      "div",
      { class: "cards" },
      element("p", { class: "place", text: t.place.replace("{n}", place + 1).replace("{all}", mine.length) }),
      element("h3", { text: rows[row]?.name ?? "", tabindex: "-1", class: "title" }),
      ...asked.map(section),
      ...(others.length ? [element("details", { class: "others" }, element("summary", { text: t.others.replace("{n}", others.length) }), ...others.map(section))] : []),
      element("div", { class: "turns" }, turn(-1, t.previous), turn(1, t.next)),
    )
  }

  // The categories that have something to ask of this person.
  cardRows() {
    const all = this.data.rows.map((_, row) => row)
    const mine = all.filter((row) => this.data.columns.some((_, column) => this.isAsked(row, column)))
    return mine.length ? mine : all
  }

  turnTo(row) {
    this.card = row
    this.mode = ""
    this.draw()
    this.host.querySelector(".title")?.focus({ preventScroll: true })
    this.host.scrollIntoView({ block: "start" })
  }

  answerKey(event, column) {
    const here = this.answers[column].indexOf(event.currentTarget)
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
    if (!by) return
    this.answers[column][(here + by + 5) % 5].focus()
    event.preventDefault()
  }
}

function clamp(n, most) {
  return Math.max(0, Math.min(n, most))
}

// crypto.randomUUID is missing on plain http in a local network.
function randomId() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}
