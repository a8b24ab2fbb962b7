// Run inside a page: everything that keeps somebody from reading or using it, as a list of sentences.
const found = [];
const say = (what, element) => found.push(element ? `${what}: ${element.outerHTML.slice(0, 140)}` : what);
const all = (selector) => Array.from(document.querySelectorAll(selector));
const seen = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
const html = document.documentElement;

if (!html.lang) say("the page names no language");
if (!["ltr", "rtl"].includes(html.dir)) say("the page names no direction");
if (!document.title.trim() || document.title.startsWith("·")) say("the page has no title");
if (all("main").length !== 1) say("there is not exactly one main part");
if (all("h1").length !== 1) say(`there are ${all("h1").length} first headings`);
if (!document.querySelector("a.skip[href='#main']")) say("no link skips to the content");
if (html.scrollWidth > html.clientWidth + 1) {
  say(`the page is wider than the screen: ${html.scrollWidth} > ${html.clientWidth}`);
  all("body *").filter((e) => seen(e) && e.getBoundingClientRect().right > html.clientWidth + 1 && !e.closest(".tablebox, pre, .tabs, .unseen, .skip"))
    .slice(0, 3).forEach((e) => say("reaches beyond the screen", e));
}
if (all("[style], style").length > 0 || all("script:not([src], [type='application/ld+json'])").length > 0) say("style or script stands in the page itself");
if (document.body.innerText.includes("⟨")) say(`a message is missing: ${document.body.innerText.match(/⟨[^⟩]*⟩/)?.[0]}`);

let level = 0;
all("h1, h2, h3, h4, h5, h6").filter(seen).forEach((heading) => {
  const depth = Number(heading.tagName[1]);
  if (depth > level + 1) say("a level of headings is left out", heading);
  if (!heading.textContent.trim()) say("a heading is empty", heading);
  level = depth;
});

const ids = new Set();
all("[id]").forEach((element) => { if (ids.has(element.id)) say("an id stands twice", element); ids.add(element.id); });
all("[aria-describedby], [aria-labelledby]").forEach((element) => {
  const names = `${element.getAttribute("aria-describedby") || ""} ${element.getAttribute("aria-labelledby") || ""}`;
  names.split(/\s+/).filter(Boolean).forEach((id) => { if (!document.getElementById(id)) say(`describes itself by ${id}, which is not there`, element); });
});

const named = (element) => (element.getAttribute("aria-label") || element.title || element.textContent || "").trim() !== ""
  || Array.from(element.querySelectorAll("img[alt]")).some((image) => image.alt.trim());
all("a[href], button, summary").filter(seen).forEach((element) => { if (!named(element)) say("has no name", element); });
all("input:not([type=hidden]), select, textarea").forEach((field) => {
  const labels = Array.from(field.labels || []);
  const ok = labels.some((label) => label.textContent.trim()) || field.getAttribute("aria-label") || field.getAttribute("aria-labelledby");
  if (!ok) say("a field has no label", field);
});
all("img").forEach((image) => { if (!image.hasAttribute("alt")) say("an image has no text", image); });
all("svg").forEach((image) => { if (image.getAttribute("aria-hidden") !== "true" && !image.querySelector("title") && !image.getAttribute("aria-label")) say("a drawing has no name", image); });
all("table").forEach((table) => {
  if (!table.querySelector("th")) say("a table has no headings", table);
  if (table.classList.contains("folds")) table.querySelectorAll("tbody td").forEach((cell) => { if (!cell.hasAttribute("data-label") && cell.textContent.trim() && !cell.querySelector("a, button")) say("a cell does not say what it is when the table folds", cell); });
});
all("form").forEach((form) => {
  if (form.method === "post" && document.body.dataset.viewer && !form.querySelector("input[name=csrf]")) say("a form lacks the session's mark", form);
});
all("button, .button, select, input:not([type=hidden], [type=checkbox], [type=radio])").filter(seen).forEach((element) => {
  const box = element.getBoundingClientRect();
  if (box.height < 23.5 || box.width < 23.5) say(`is too small to hit: ${Math.round(box.width)} × ${Math.round(box.height)}`, element);
});

all("dd, dt, p, li, td, h1, h2, h3").filter(seen).forEach((element) => {
  const { width } = element.getBoundingClientRect();
  if (width < 40 && element.textContent.trim().length > 10) say(`is squeezed into ${Math.round(width)} pixels`, element);
});

// Contrast of all text against what is painted behind it (WCAG 2.2, AA).
const colour = (text) => { const parts = text.match(/[\d.]+/g).map(Number); return { r: parts[0], g: parts[1], b: parts[2], a: parts[3] ?? 1 }; };
const over = (top, under) => ({ r: top.r * top.a + under.r * (1 - top.a), g: top.g * top.a + under.g * (1 - top.a), b: top.b * top.a + under.b * (1 - top.a), a: 1 });
const light = ({ r, g, b }) => { const [x, y, z] = [r, g, b].map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
const ground = (element) => {
  const layers = [];
  for (let e = element; e; e = e.parentElement) { const c = colour(getComputedStyle(e).backgroundColor); if (c.a > 0) layers.push(c); if (c.a === 1) break; }
  return layers.reverse().reduce((under, top) => over(top, under), { r: 255, g: 255, b: 255, a: 1 });
};
const complained = new Set();
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const element = node.parentElement;
  if (!node.textContent.trim() || !seen(element) || element.closest("script, option, .unseen, :disabled")) continue;
  const style = getComputedStyle(element);
  const behind = ground(element);
  const [a, b] = [light(over(colour(style.color), behind)), light(behind)].sort((x, y) => y - x);
  const ratio = (a + 0.05) / (b + 0.05);
  const size = parseFloat(style.fontSize);
  const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
  const key = `${style.color} ${JSON.stringify(behind)}`;
  if (ratio < needed && !complained.has(key)) { complained.add(key); say(`contrast ${ratio.toFixed(2)}`, element); }
}
return found;
