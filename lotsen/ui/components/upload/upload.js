const boxes = new WeakMap()

class Upload {
  constructor(root) {
    this.root = root
    this.shape = ""
  }

  show(component) {
    this.data = component.data
    this.send = component.setTriggerValue
    const shape = JSON.stringify([this.data.address, this.data.texts])
    if (shape !== this.shape && !this.request) { this.shape = shape; this.build() }
  }

  build() {
    const t = this.data.texts
    this.input = element("input", { type: "file", id: "file", accept: this.data.accept,
      onchange: () => this.take(this.input.files[0]) })
    this.label = element("label", { for: "file", text: t.choose })
    this.drop = element("span", { text: t.drop })
    this.hint = element("p", { class: "hint", text: t.hint })
    this.bar = element("progress", { max: "100", value: "0", hidden: "" })
    this.stop = element("button", { type: "button", text: t.stop, hidden: "", onclick: () => this.abort() })
    this.said = element("p", { class: "said", role: "status", "aria-live": "polite" })
    this.zone = element("div", { class: "zone",
      ondragover: (event) => { event.preventDefault(); this.zone.classList.add("over") },
      ondragleave: () => this.zone.classList.remove("over"),
      ondrop: (event) => {
        event.preventDefault()
        this.zone.classList.remove("over")
        this.take(event.dataTransfer.files[0])
      },
    }, this.input, this.label, this.drop, this.bar, this.stop, this.said, this.hint)
    this.root.replaceChildren(this.zone)
  }

  take(file) {
    if (!file || this.request) return
    const t = this.data.texts
    if (file.size > this.data.most * 1024 * 1024) { this.say(t.large); return }
    const request = new XMLHttpRequest()
    this.request = request
    request.open("POST", `${this.data.address}?name=${encodeURIComponent(file.name)}&lang=${this.data.language}`)
    request.setRequestHeader("X-Lotsen", "upload")
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) this.bar.value = (100 * event.loaded) / event.total
    }
    request.onload = () => this.end(this.answer(request))
    request.onerror = () => this.end({ error: t.lost })
    request.onabort = () => this.end({ error: t.stopped })
    this.busy(true)
    this.bar.setAttribute("aria-label", t.sending.replace("%", file.name))
    this.say(t.sending.replace("%", file.name))
    request.send(file)
  }

  answer(request) {
    try { return JSON.parse(request.responseText) } catch { return { error: this.data.texts.lost } }
  }

  end(answer) {
    this.request = null
    this.busy(false)
    this.input.value = ""
    if (answer.job) { this.say(this.data.texts.arrived); this.send("arrived", answer.job) } else this.say(answer.error)
  }

  abort() { if (this.request) this.request.abort() }

  busy(sending) {
    for (const part of [this.label, this.drop, this.hint]) part.hidden = sending
    this.input.disabled = sending
    for (const part of [this.bar, this.stop]) part.hidden = !sending
    this.bar.value = 0
    if (sending) this.stop.focus()
  }

  say(text) { this.said.textContent = text }
}

export default function (component) {
  const { parentElement } = component
  let box = boxes.get(parentElement)
  if (!box) {
    const root = document.createElement("div")
    root.className = "upload"
    parentElement.append(root)
    box = new Upload(root)
    boxes.set(parentElement, box)
  }
  box.show(component)
}
