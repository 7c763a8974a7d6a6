// Suggestions under a search field: the editable combobox with list autocomplete of WAI-ARIA 1.2.
// All it needs is added here; without this file the field is a plain search field.
class Combobox {
  static LEAST = 2;
  constructor(input) {
    this.input = input;
    this.list = document.createElement("ul");
    this.status = document.createElement("p");
    this.answered = ""; // The words that the list answers.
    this.active = -1; // Its option that the arrows have reached; none yet.
    const id = `${input.id}-liste`;
    const set = (one, named) => Object.entries(named).forEach((pair) => one.setAttribute(...pair));
    set(this.list, { id, class: "suggestions", role: "listbox", "aria-label": input.dataset.list });
    set(this.status, { class: "vh", role: "status" });
    set(input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": id, autocomplete: "off" });
    this.close();
    input.after(this.list, this.status);
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    input.form.addEventListener("submit", () => this.close());
    // Whoever points at the list, or scrolls it, leaves the focus in the field.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
  }

  get typed() {
    return this.input.value.trim();
  }

  // The portal is asked when typing comes to rest, and only the newest words get an answer.
  wait() {
    this.stop();
    this.mark(-1);
    if (this.typed.length < Combobox.LEAST) this.close();
    else this.timer = setTimeout(() => this.ask(), 200);
  }

  stop() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  async ask() {
    this.stop();
    const { typed, input } = this;
    const { signal } = (this.asking = new AbortController());
    // The other fields come along, so that a suggested search keeps what they say.
    const asked = [...new FormData(input.form)].filter(([, value]) => value);
    try {
      const answer = await fetch(`${input.dataset.suggestions}?${new URLSearchParams(asked)}`, { signal });
      const options = answer.ok ? await answer.text() : "";
      if (signal.aborted) return;
      this.mark(-1);
      this.list.innerHTML = options; // Written and escaped by our own template.
      [...this.list.children].forEach((one, i) => (one.id = `${this.list.id}-${i + 1}`));
      this.answered = typed;
      this.show();
    } catch {
      if (!signal.aborted) this.close(); // Offline: the field still takes words.
    }
  }

  show(open = true) {
    const { none, one, many } = this.input.dataset;
    const count = open ? this.list.children.length : 0;
    this.list.hidden = !count;
    this.list.scrollTop = 0;
    this.input.setAttribute("aria-expanded", String(count > 0));
    this.status.textContent = !open ? "" : count > 1 ? many.replace("{n}", count) : count ? one : none;
  }

  async open() {
    if (this.typed.length < Combobox.LEAST) return;
    if (this.answered !== this.typed) await this.ask();
    else if (this.list.hidden) this.show();
  }

  close() {
    this.stop();
    this.mark(-1);
    this.show(false);
  }

  mark(position) {
    const options = [...this.list.children];
    options.forEach((one, i) => one.setAttribute("aria-selected", String(i === position)));
    this.active = position;
    if (position < 0) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", options[position].id);
    options[position].scrollIntoView({ block: "nearest" });
  }

  // Beyond either end lies the field itself, where one types on.
  async move(step) {
    await this.open();
    const stops = this.list.hidden || this.answered !== this.typed ? 1 : this.list.children.length + 1;
    this.mark(((this.active + 1 + step + stops) % stops) - 1);
  }

  choose(option) {
    if (!option) return;
    this.close();
    location.assign(option.dataset.href);
  }

  press(event) {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (event.isComposing || ctrlKey || metaKey || shiftKey) return;
    if (key === "ArrowDown") altKey ? this.open() : this.move(1);
    else if (key === "ArrowUp") altKey ? this.close() : this.move(-1);
    else if (key === "Enter" && this.active >= 0) this.choose(this.list.children[this.active]);
    else if (key === "Escape" && !this.list.hidden) this.close();
    else if (key === "Escape" && this.input.value) (this.input.value = ""), this.wait();
    else return /^(Home|End|Arrow(Left|Right))$/.test(key) && this.mark(-1);
    event.preventDefault();
  }
}

for (const input of document.querySelectorAll("[data-suggestions]")) new Combobox(input);
