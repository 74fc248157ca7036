class Path extends Pressed {
  build() {
    const { rows, years, now, texts, label } = this.data
    const head = element("tr", {}, element("th", { scope: "col", text: texts.area }))
    for (const year of years) {
      const cell = element("th", { scope: "col", text: String(year), class: year === now ? "now" : null })
      if (year === now) cell.append(element("span", { class: "quiet", text: ` ${texts.now}` }))
      head.append(cell)
    }
    const body = element("tbody", {}, ...rows.map((row) => this.row(row, years, texts)))
    const table = element("table", { "aria-label": label }, element("thead", {}, head), body)
    this.replace(element("div", { class: "box" }, element("div", { class: "scroll", tabindex: "0", role: "region",
      "aria-label": label }, table)))
    coloured(this.box, { late: ["#9A4F00", "#F0A04B"] })
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
}

export default function (component) {
  shown(Path, component)
}
