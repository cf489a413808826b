// Views, keys, languages; then the first claim.
const VIEWS = ["claims", "documents", "series", "help"];

function openView(name) {
  for (const each of VIEWS) {
    byId("view-" + each).hidden = each !== name;
    byId("tab-" + each).setAttribute("aria-selected", String(each === name));
    byId("tab-" + each).tabIndex = each === name ? 0 : -1;
  }
  if (name === "documents") drawDocuments();
  if (name === "series") drawSeries();
}

const viewNow = () => VIEWS.find((each) => !byId("view-" + each).hidden);

function startViews() {
  for (const each of VIEWS) {
    const tab = byId("tab-" + each);
    tab.addEventListener("click", () => openView(each));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = VIEWS[(VIEWS.indexOf(each) + step + VIEWS.length) % VIEWS.length];
      openView(next);
      byId("tab-" + next).focus();
    });
  }
}

function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    if (viewNow() !== "claims") return;
    const key = event.key.toLowerCase();
    if (key === "j") stepClaim(1);
    else if (key === "k") stepClaim(-1);
    else if (key === "/") byId("f-text").focus();
    else if (key === "d" && byId("d-decision")) byId("d-decision").focus();
    else return;
    event.preventDefault();
  });
}

function saySummary() {
  let figures = 0;
  for (const one of HEAD.documents) figures += one.figures || 0;
  let look = 0;
  for (let i = 0; i < COUNT; i++) if (LOOK.has(verdict(i))) look++;
  byId("summary").textContent = say("page.summary", { docs: number(HEAD.documents.filter((one) => one.figures !== undefined).length), figures: number(figures), checks: number(COUNT), look: number(look) });
}

function start() {
  startViews();
  startKeys();
  startFilters();
  startClaims();
  startSource();
  startSeries();
  startPrinting();
  byId("export").addEventListener("click", saveDecisions);
  for (const each of ["vi", "en"]) byId("lang-" + each).addEventListener("click", () => { remember("lang", each); speak(each); });
  addEventListener("beforeunload", (event) => { if (!stores && unsaved().length) event.preventDefault(); });
  onLanguage(saySummary);
  onLanguage(sayLegend);
  onLanguage(sayFilters);
  onLanguage(filterClaims);
  onLanguage(redrawDetail);
  onLanguage(tellUnsaved);
  onLanguage(() => { if (viewNow() === "documents") drawDocuments(); if (viewNow() === "series") drawSeries(); });
  openView("claims");
  const wish = remembered("lang");
  speak(wish === "vi" || wish === "en" ? wish : (navigator.language || "vi").toLowerCase().startsWith("en") ? "en" : "vi");
  if (chosen.length) selectClaim(chosen[0], true);
  else {
    const first = HEAD.documents.findIndex((one) => one.figures !== undefined);
    if (first >= 0) openSource(first);
  }
  document.documentElement.dataset.ready = "true";
}

start();
