// A grid of judgements that is filled in by keyboard, mouse or thumb. One instance lives as long as its element.
//
// Nothing committed is lost: an edit gets a number and stays in `pending` (and in sessionStorage) until the server
// says that it is in the database. All pending edits go together in one state value; sending them twice is harmless.

const UNSURE = -1
const NARROW = 640
const SEND_AFTER = 120
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

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue
    if (name === "text") element.textContent = value
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value)
    else element.setAttribute(name, value === true ? "" : value)
  }
  element.append(...children)
  return element
}

class Grid {
  constructor(root, data) {
    this.data = data
    this.store = `lotsen-grid:${data.owner}`
    this.client = randomId()
    this.last = 0
    this.pending = new Map() // "row:column" -> { seq, row, column, value }
    this.sentUpTo = 0
    this.at = [0, 0]
    this.card = 0
    this.down = false
    this.undoable = []
    this.shape = ""
    this.remember()
    this.host = make("div", { class: "host" })
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
    document.removeEventListener("pointerdown", this.outside)
    window.removeEventListener("beforeunload", this.leaving)
    this.host.remove()
  }

  // What the server says ------------------------------------------------------------------------------------------

  update(data) {
    const t = data.texts
    this.data = data
    if (data.ack?.client === this.client) {
      for (const [key, edit] of this.pending) if (edit.seq <= data.ack.seq) this.pending.delete(key)
      this.since = null
      this.keep()
    }
    this.failed = data.ack?.client === this.client && data.error ? data.error : ""
    if (this.failed) this.sentUpTo = 0
    const shape = JSON.stringify([data.rows, data.columns, t])
    if (shape !== this.shape) {
      this.shape = shape
      this.mode = ""
    }
    this.draw()
    if (this.pending.size && !this.failed) this.soon()
  }

  value(row, column) {
    const edit = this.pending.get(`${this.data.rows[row].id}:${this.data.columns[column].id}`)
    return edit ? edit.value : this.data.values[row][column]
  }

  // Committing ------------------------------------------------------------------------------------------------------

  commit(row, column, value, { undoing = false } = {}) {
    const before = this.value(row, column)
    if (before === value) return
    if (!undoing) this.undoable.push([row, column, before])
    const [r, c] = [this.data.rows[row].id, this.data.columns[column].id]
    this.pending.set(`${r}:${c}`, { seq: ++this.last, row: r, column: c, value })
    this.failed = ""
    this.keep()
    this.paint(row, column)
    this.tell()
    this.soon()
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
        this.pending.set(`${edit.row}:${edit.column}`, edit)
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
    this.data.rows.forEach((_, row) => this.data.columns.forEach((_, column) => this.paint(row, column)))
    this.tell()
  }

  bar() {
    const t = this.data.texts
    this.state = make("span", { class: "state", role: "status" })
    this.count = make("span", { class: "count" })
    const turn = make("button", {
      class: "turn",
      type: "button",
      "aria-pressed": String(this.down),
      text: t.down,
      onclick: () => {
        this.down = !this.down
        turn.setAttribute("aria-pressed", String(this.down))
      },
    })
    const bar = make("div", { class: "bar" }, this.count, this.state)
    if (this.mode === "grid") bar.append(turn)
    return bar
  }

  tell() {
    const t = this.data.texts
    const all = this.data.rows.length * this.data.columns.length
    let done = 0
    this.data.rows.forEach((_, r) => this.data.columns.forEach((_, c) => (done += this.value(r, c) !== null)))
    this.count.textContent = t.count.replace("{done}", done).replace("{all}", all)
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
    const head = make(
      "tr",
      { role: "row" },
      make("th", { role: "columnheader", scope: "col", class: "corner", text: t.rows }),
      ...columns.map((column) =>
        make(
          "th",
          { role: "columnheader", scope: "col", title: `${column.name}: ${column.question}`, class: column.beside ? "beside" : null },
          make("span", { class: "name", text: column.name }),
          make("span", { class: "note", text: column.note ?? "" }),
        ),
      ),
    )
    this.cells = rows.map((row, r) =>
      columns.map((column, c) =>
        make("td", {
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
      make(
        "tr",
        { role: "row" },
        make("th", { role: "rowheader", scope: "row", title: row.name }, make("span", { class: "name", text: row.name }), make("span", { class: "note", text: row.note ?? "" })),
        ...this.cells[r],
      ),
    )
    this.question = make("p", { class: "question", id: "question" })
    const table = make(
      "table",
      { role: "grid", "aria-label": t.label, "aria-rowcount": rows.length + 1, "aria-colcount": columns.length + 1 },
      make("thead", { role: "rowgroup" }, head),
      make("tbody", { role: "rowgroup" }, ...body),
    )
    this.scroll = make("div", { class: wide ? "scroll wide" : "scroll" }, table)
    this.stand(...this.at)
    return make("div", { class: "table" }, this.question, this.scroll, make("p", { class: "keys", text: t.keys }))
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
      cell.setAttribute("aria-label", `${rows[row].name}, ${columns[column].name}: ${this.word(value)}`)
    } else if (row === this.card) {
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

  // The next cell along the row, then the next row; false at the end of the grid, where Tab leaves it.
  step(row, column, by) {
    const wide = this.data.columns.length
    const next = row * wide + column + by
    if (next < 0 || next >= wide * this.data.rows.length) return false
    this.focus(Math.floor(next / wide), next % wide)
    return true
  }

  stepDown(row, column) {
    if (row + 1 < this.data.rows.length) this.focus(row + 1, column)
    else if (column + 1 < this.data.columns.length) this.focus(0, column + 1)
  }

  stand(row, column) {
    const [oldRow, oldColumn] = this.at
    this.cells[oldRow]?.[oldColumn]?.setAttribute("tabindex", "-1")
    this.at = [clamp(row, this.data.rows.length - 1), clamp(column, this.data.columns.length - 1)]
    this.cells[this.at[0]]?.[this.at[1]]?.setAttribute("tabindex", "0")
    this.free = false
    const [at, goal] = [this.data.rows[this.at[0]], this.data.columns[this.at[1]]]
    if (this.question && at && goal) this.question.textContent = `${at.name} × ${goal.name}: ${goal.question}`
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
      make("button", {
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
    this.choices = make(
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
    this.card = clamp(this.card, rows.length - 1)
    const row = this.card
    this.answers = columns.map((column, c) =>
      [0, 1, 2, 3, UNSURE].map((value) =>
        make(
          "button",
          {
            type: "button",
            role: "radio",
            class: "answer",
            "data-answer": value,
            "aria-checked": "false",
            "aria-label": this.word(value),
            onclick: () => this.commit(row, c, this.value(row, c) === value ? null : value),
            onkeydown: (event) => this.answerKey(event, c),
          },
          make("b", { text: value === UNSURE ? "?" : String(value) }),
          make("span", { text: value === UNSURE ? t.unsure : t.answers[value] }),
        ),
      ),
    )
    const turn = (by, text) =>
      make("button", { type: "button", class: "next", text, disabled: row + by < 0 || row + by >= rows.length, onclick: () => this.turnTo(row + by) })
    return make(
      "div",
      { class: "cards" },
      make("p", { class: "place", text: t.place.replace("{n}", row + 1).replace("{all}", rows.length) }),
      make("h3", { text: rows[row]?.name ?? "", tabindex: "-1", class: "title" }),
      ...columns.map((column, c) =>
        make(
          "section",
          { class: "card" },
          make("h4", { text: column.name }),
          make("p", { text: column.question }),
          make("div", { role: "radiogroup", "aria-label": `${column.name}: ${column.question}`, class: "answers" }, ...this.answers[c]),
        ),
      ),
      make("div", { class: "turns" }, turn(-1, t.previous), turn(1, t.next)),
    )
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
