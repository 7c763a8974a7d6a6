// Small additions. Everything essential works without this file.
const root = document.documentElement;
const isDark = () =>
  root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

// The theme changes at once; the form's answer sets the cookie for the next page.
for (const form of document.querySelectorAll("[data-theme-form]")) {
  const button = form.querySelector("button");
  const label = button.querySelector("span");
  const words = { hell: form.dataset.hell, dunkel: form.dataset.dunkel };
  const show = () => {
    button.value = isDark() ? "hell" : "dunkel";
    label.textContent = words[button.value];
  };
  show();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const body = new URLSearchParams({ darstellung: button.value });
    root.dataset.theme = button.value === "dunkel" ? "dark" : "light";
    fetch(form.action, { method: "POST", body, redirect: "manual" });
    show();
  });
}

// Menu and filters on narrow screens; without JavaScript both stand open.
for (const button of document.querySelectorAll("[data-opens]")) {
  button.addEventListener("click", () => {
    const target = document.getElementById(button.getAttribute("aria-controls"));
    button.setAttribute("aria-expanded", String(target.toggleAttribute("data-open")));
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => print());
}

// A link in a row that scrolls sideways comes into view as a whole.
for (const row of document.querySelectorAll(".toc ul")) {
  row.addEventListener("focusin", (event) => event.target.scrollIntoView({ block: "nearest", inline: "nearest" }));
}

// Paging changes the topic of the page: focus goes to the heading of the results.
document.addEventListener("htmx:afterSwap", () => {
  for (const status of document.querySelectorAll("#ergebnisse[aria-busy]")) status.removeAttribute("aria-busy");
});
// Empty fields stay out of the address.
document.addEventListener("htmx:configRequest", (event) => {
  const fields = event.detail.formData;
  for (const [name, value] of [...fields]) if (value === "") fields.delete(name);
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.id === "filter") document.getElementById("ergebnisse")?.setAttribute("aria-busy", "true");
});
document.addEventListener("htmx:sendError", () => {
  const status = document.getElementById("ansage");
  if (status) status.textContent = status.dataset.offline;
});

// A pin and its card light up together.
const light = (key, on) => {
  document.getElementById(`treffer-${key}`)?.classList.toggle("hot", on);
};
for (const event of ["pointerover", "focusin", "pointerout", "focusout"]) {
  document.addEventListener(event, (e) => {
    const key = e.target.closest?.("[data-key]")?.dataset.key;
    if (key) light(key, event === "pointerover" || event === "focusin");
  });
}
