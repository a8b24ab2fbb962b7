// Comfort for readers with script: nothing here is needed to use a page.
// Words come from data-attributes, so that they are in the page's language.
"use strict";

// A form sent twice by an impatient hand is sent once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (form.method === "post") {
    form.dataset.sent = "yes";
    setTimeout(() => { delete form.dataset.sent; }, 8000);
  }
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

// Choosers send themselves; their button is for readers without script.
document.querySelectorAll("form[data-chooser]").forEach((form) => {
  form.querySelectorAll("button").forEach((button) => { button.hidden = true; });
  form.addEventListener("change", () => form.requestSubmit());
});

// Times: shown as the server wrote them, with the reader's own clock in the tooltip and beside deadlines.
document.querySelectorAll("time[datetime]").forEach((time) => {
  const at = new Date(time.dateTime);
  if (Number.isNaN(at.getTime()) || !time.dateTime.includes("T")) return;
  const here = at.toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  if (time.dataset.here) {
    const note = document.createElement("span");
    note.className = "quiet";
    note.textContent = ` (${time.dataset.here} ${here})`;
    time.after(note);
  } else {
    time.title = here;
  }
});

// The list of errors says which field each means.
document.querySelectorAll("#errors a[href^='#']").forEach((link) => {
  const field = document.getElementById(link.hash.slice(1));
  const label = field?.labels?.[0]?.firstChild?.textContent.trim();
  if (label) link.prepend(`${label}: `);
});

// Counters of characters, for fields with a limit.
document.querySelectorAll("[data-limit]").forEach((field) => {
  const counter = document.getElementById(`${field.id}-counter`);
  if (!counter) return;
  const limit = Number(field.dataset.limit);
  const count = () => {
    const length = Array.from(field.value).length;
    counter.textContent = `${length} / ${limit}`;
    counter.classList.toggle("over", length > limit);
  };
  field.addEventListener("input", count);
  count();
});

// What was entered and is not yet saved is kept on this device, and offered again when the page comes back without it.
// `data-keep` names the thing that is written.
// Signing out (a form with `data-forgets`) forgets it; a session that merely ran out does not.
// Text and choices alike: a stop in the middle of a scorecard loses neither.
const KEPT = "textarea[name], input[type=text][name], input[type=number][name], input[type=radio][name], input:not([type])[name]";
const keptNames = (form) => Array.from(new Set(Array.from(form.querySelectorAll(KEPT), (field) => field.name)));
const named = (form, name) => form.elements.namedItem(name);
const keepKey = (form) => `kapok:${document.body.dataset.viewer || ""}:${form.dataset.keep}`;
const store = {
  get(key) { try { return JSON.parse(localStorage.getItem(key) || "null"); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden: the page works without */ } },
  drop(key) { try { localStorage.removeItem(key); } catch { /* forbidden */ } },
};
document.querySelectorAll("form[data-forgets]").forEach((form) => form.addEventListener("submit", () => {
  const mine = `kapok:${document.body.dataset.viewer || ""}:`;
  try { Object.keys(localStorage).filter((key) => key.startsWith(mine)).forEach((key) => localStorage.removeItem(key)); } catch { /* forbidden */ }
}));
document.querySelectorAll("form[data-keep]").forEach((form) => {
  const key = keepKey(form);
  const kept = store.get(key);
  const differing = kept ? keptNames(form).filter((name) => typeof kept[name] === "string" && kept[name] !== named(form, name).value) : [];
  // What the page has by now need not be kept.
  if (kept && differing.length === 0) store.drop(key);
  if (differing.length > 0) {
    const box = document.createElement("div");
    box.className = "notice info";
    box.setAttribute("role", "status");
    const text = document.createElement("p");
    text.textContent = form.dataset.wordsKept;
    const use = document.createElement("button");
    use.type = "button";
    use.textContent = form.dataset.wordsUse;
    const drop = document.createElement("button");
    drop.type = "button";
    drop.textContent = form.dataset.wordsDrop;
    use.addEventListener("click", () => {
      differing.forEach((name) => { named(form, name).value = kept[name]; });
      form.dispatchEvent(new Event("input", { bubbles: true }));
      box.remove();
    });
    drop.addEventListener("click", () => { store.drop(key); box.remove(); });
    box.append(text, use, drop);
    form.prepend(box);
  }
  form.addEventListener("input", () => {
    store.set(key, Object.fromEntries(keptNames(form).map((name) => [name, named(form, name).value])));
  });
});

// Forms with `data-autosave` save themselves a moment after the last change; the answer is said in `.savestate`.
document.querySelectorAll("form[data-autosave]").forEach((form) => {
  const state = form.querySelector(".savestate");
  let timer = 0;
  let busy = false;
  let dirty = false;
  const say = (words) => { if (state) state.textContent = words; };
  const save = async () => {
    if (busy) return;
    busy = true;
    dirty = false;
    say(form.dataset.wordsSaving);
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "x-autosave": "1" }, redirect: "error", credentials: "same-origin",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const etag = answer.headers.get("etag");
      const version = form.querySelector("input[name=version]");
      if (etag && version) version.value = etag.replaceAll('"', "");
      if (!dirty) { store.drop(keepKey(form)); say(form.dataset.wordsSaved); }
    } catch {
      dirty = true;
      say(form.dataset.wordsUnsaved);
    }
    busy = false;
    if (dirty) timer = setTimeout(save, 15000);
  };
  form.addEventListener("input", () => { dirty = true; clearTimeout(timer); timer = setTimeout(save, 2500); });
  form.addEventListener("submit", () => { dirty = false; clearTimeout(timer); });
  window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
});

// Scores by keyboard: in a row of scores, digits choose (1 and 0 at once are 10), Enter goes on to the next row, and Ctrl+Enter
// submits from anywhere in the form.
document.querySelectorAll("form[data-scores]").forEach((form) => {
  const rows = Array.from(form.querySelectorAll(".scores"));
  let typed = "";
  let last = 0;
  const choose = (row, digits) => {
    const point = Array.from(row.querySelectorAll("input")).find((input) => input.value === digits);
    if (!point) return false;
    point.checked = true;
    point.focus();
    point.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  };
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.querySelector("button[name=submit][value=yes]")?.click();
      return;
    }
    const row = event.target.closest(".scores");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[0-9]$/.test(event.key)) {
      typed = event.timeStamp - last < 800 ? typed + event.key : event.key;
      last = event.timeStamp;
      if (!choose(row, typed)) { typed = event.key; choose(row, typed); }
      event.preventDefault();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const next = rows[rows.indexOf(row) + 1];
      const goal = next ? next.querySelector("input:checked") || next.querySelector("input") : form.querySelector("textarea[name=comment_to_entrant]");
      goal?.focus();
    }
  });
});

// Comparing by keyboard, from anywhere but a field: 1 and 2 say which is better, 0 that neither is.
document.querySelectorAll("form[data-compare]").forEach((form) => {
  form.querySelectorAll("kbd").forEach((key) => { key.hidden = false; });
  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    form.querySelector(`button[data-key="${CSS.escape(event.key)}"]`)?.click();
  });
});

// One box that ticks all of its group.
document.querySelectorAll("input[data-ticks]").forEach((all) => {
  all.addEventListener("change", () => {
    document.querySelectorAll(`input[type=checkbox][name="${CSS.escape(all.dataset.ticks)}"]`).forEach((box) => { box.checked = all.checked; });
  });
});

// What is being worked out shows itself.
document.querySelectorAll("[data-again]").forEach((waiting) => {
  setTimeout(() => location.replace(waiting.dataset.again), waiting.dataset.seconds * 1000);
});

// The API's page: an operation asked with the reader's own rights.
document.querySelectorAll("form[data-try]").forEach((form) => {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = Array.from(form.elements).filter((field) => field.value !== "" && field.dataset.in);
    const place = (name) => given.filter((field) => field.dataset.in === name);
    let path = form.dataset.try;
    place("path").forEach((field) => { path = path.replace(`{${field.name}}`, encodeURIComponent(field.value)); });
    const query = new URLSearchParams(place("query").map((field) => [field.name, field.value]));
    const headers = Object.fromEntries(place("header").map((field) => [field.name, field.value]));
    const body = place("body")[0]?.value;
    if (body) headers["content-type"] = "application/json";
    const shown = form.querySelector(".answer");
    shown.hidden = false;
    try {
      const answer = await fetch(query.size ? `${path}?${query}` : path, { method: form.dataset.method, headers, body });
      const text = await answer.text();
      let pretty = text;
      try { pretty = JSON.stringify(JSON.parse(text), null, 2); } catch { /* not JSON: shown as it is */ }
      const etag = answer.headers.get("etag");
      shown.textContent = `${answer.status}${etag ? `  ETag: ${etag}` : ""}\n${pretty.slice(0, 20000)}`;
    } catch (error) {
      shown.textContent = String(error);
    }
  });
});
