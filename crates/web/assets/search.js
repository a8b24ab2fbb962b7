// The search box: the key / leads to it, and what is typed is gone on with. Without script it is a plain field.
// A combobox with a list, after the ARIA Authoring Practices.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = document.querySelector("[data-suggest]");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

document.querySelectorAll("input[data-suggest]").forEach((field) => {
  const list = document.createElement("ul");
  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0]?.textContent.trim() || "");
  list.hidden = true;
  const said = document.createElement("p");
  said.className = "unseen";
  said.setAttribute("role", "status");
  field.after(list);
  field.form.after(said);
  // A searchbox cannot be a combobox; a text field can.
  field.type = "text";
  field.inputMode = "search";
  field.setAttribute("enterkeyhint", "search");
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  let chosen = -1;
  let asking = null;
  let timer = 0;
  const options = () => Array.from(list.children);
  const choose = (at) => {
    chosen = at;
    options().forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    const option = options()[at];
    if (option) { field.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); } else field.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    said.textContent = "";
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  };
  const show = (found) => {
    const themes = found.themes.map((theme) => [theme.label, field.dataset.wordsTheme, `/cases?theme=${encodeURIComponent(theme.value)}`]);
    const entities = found.entities.map((name) => [name, field.dataset.wordsEntity, `/cases?q=${encodeURIComponent(`entity:"${name.replaceAll('"', "")}"`)}`]);
    const cases = found.items.map((one) => [one.title, one.entity || "", `/cases/${one.id}`]);
    list.replaceChildren(...[...themes, ...entities, ...cases].map(([label, kind, href], at) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${at}`;
      option.setAttribute("role", "option");
      option.dataset.href = href;
      const what = document.createElement("span");
      what.dir = "auto";
      what.textContent = label;
      const which = document.createElement("span");
      which.className = "quiet small";
      which.textContent = kind;
      option.append(what, which);
      return option;
    }));
    const any = list.children.length > 0;
    list.hidden = !any;
    field.setAttribute("aria-expanded", String(any));
    said.textContent = any ? field.dataset.wordsSome : "";
    choose(-1);
  };
  const ask = async () => {
    const typed = field.value.trim();
    if (!typed) { close(); return; }
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: asking.signal, headers: { "accept-language": document.documentElement.lang } });
      if (answer.ok && document.activeElement === field) show(await answer.json());
    } catch { /* out of date or out of reach: the field works without */ }
  };
  const follow = (option) => { location.href = option.dataset.href; };

  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, 120);
  });
  field.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const last = list.children.length - 1;
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) { ask(); return; }
      // Beyond either end stands the field itself.
      if (event.key === "ArrowDown") choose(chosen === last ? -1 : chosen + 1); else choose(chosen === -1 ? last : chosen - 1);
    } else if (event.key === "Enter" && open && chosen >= 0) {
      event.preventDefault();
      follow(options()[chosen]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      close();
    } else if (event.key === "Tab") close();
  });
  field.addEventListener("blur", close);
  // Before the field loses its focus, so that the list is still there.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => { const option = event.target.closest("[role=option]"); if (option) follow(option); });
});
