// The list of claims at the left.
let current = -1; // claim
let list = null;

function claimRow(n) {
  const i = chosen[n];
  const range = allowed(i);
  const sum = text(CHECKS.stated[i]) + (range ? "  →  " + range : "");
  const note = isDecided(CHECKS.id[i]) ? "✎ " + decided(CHECKS.id[i])[0] + " · " : "";
  const home = HEAD.documents[CHECKS.document[i]];
  const row = make("div", { class: "row", role: "option", id: "claim-" + i, "aria-selected": String(i === current), "aria-posinset": n + 1, "aria-setsize": chosen.length },
    make("div", { class: "what" }, badge(i), text(CHECKS.indicator[i]) || say("kind." + kind(i))),
    make("div", { class: "sum", text: sum }),
    make("div", { class: "where", text: note + say("kind." + kind(i)) + " · " + (home ? home.source : "") }));
  row.title = text(CHECKS.indicator[i]);
  row.addEventListener("click", () => selectClaim(i, true));
  return row;
}

function drawClaims() {
  byId("shown").textContent = say("filter.shown", { n: number(chosen.length), all: number(COUNT) });
  const box = byId("claims");
  const empty = box.querySelector(".none");
  if (empty) empty.remove();
  if (!chosen.length) box.append(make("p", { class: "none", text: say("filter.none") }));
  list.reset(chosen.length);
  const at = chosen.indexOf(current);
  if (at >= 0) list.show(at); else box.scrollTop = 0;
  box.toggleAttribute("aria-activedescendant", false);
  if (at >= 0) box.setAttribute("aria-activedescendant", "claim-" + current);
}

// Select a claim; ``jump``: also open its report at its figures.
function selectClaim(i, jump) {
  const before = current;
  current = i;
  const at = chosen.indexOf(i);
  if (at >= 0) {
    list.show(at);
    byId("claims").setAttribute("aria-activedescendant", "claim-" + i);
  }
  for (const each of [before, i]) {
    const row = byId("claim-" + each);
    if (row) row.setAttribute("aria-selected", String(each === i));
  }
  if (jump) showClaim(i);
  showDetail(i);
}

function stepClaim(step) {
  const at = chosen.indexOf(current);
  const next = at < 0 ? 0 : at + step;
  if (next >= 0 && next < chosen.length) selectClaim(chosen[next], true);
}

// After a decision: the row tells it; the list itself stays, so that nothing jumps away.
function redrawClaim(id) {
  const i = CHECKS.id.indexOf(id);
  const at = chosen.indexOf(i);
  const row = list.rows.get(at);
  if (row) {
    row.remove();
    list.rows.delete(at);
    list.draw();
  }
}

function startClaims() {
  list = new VirtualList(byId("claims"), 78, claimRow);
  byId("claims").addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.floor(byId("claims").clientHeight / 78) - 1);
    const at = chosen.indexOf(current);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: chosen.length - 1 }[event.key];
    if (to !== undefined && chosen.length) {
      selectClaim(chosen[Math.min(Math.max(to, 0), chosen.length - 1)], true);
      event.preventDefault();
    } else if (event.key === "Enter" && current >= 0) {
      byId("source").focus();
      showClaim(current);
      event.preventDefault();
    }
  });
}
