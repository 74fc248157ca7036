class Ordered extends Pressed {
  build() {
    const { rows, texts, label, fixed } = this.data
    const list = element("ol", { "aria-label": label })
    rows.forEach((row, place) => list.append(this.row(row, place, rows.length, texts, fixed)))
    this.replace(element("div", { class: "box" }, list))
    coloured(this.box)
  }

  row(row, place, count, texts, fixed) {
    const button = (name, sign, by, off) => element("button", { type: "button", text: sign, "data-id": row.id,
      "data-act": name, "aria-label": texts[name].replace("%", () => row.title), "aria-disabled": off ? "true" : null,
      onclick: () => { if (!off) this.act(row.id, by) } })
    const title = element("div", { class: "title", text: row.title })
    if (row.foreign) title.append(element("span", { class: "mark foreign", text: row.foreign }))
    if (row.mark) title.append(element("span", { class: row.strong ? "mark strong" : "mark", text: row.mark }))
    const body = element("div", { class: "body" }, title)
    if (row.detail) body.append(element("div", { class: "detail", text: row.detail }))
    const open = texts.edit ? [button("open", texts.edit, 0, false)] : []
    const moves = fixed ? [] : [button("up", "↑", -1, place === 0), button("down", "↓", 1, place === count - 1)]
    const item = element("li", { draggable: fixed ? null : "true" }, body,
      element("div", { class: "acts" }, ...moves, ...open))
    if (fixed) return item
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
}

export default function (component) {
  shown(Ordered, component)
}
