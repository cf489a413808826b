// On paper: the claims of the list in full, each with its evidence and its decision.
const MOST_PRINTED = 5000;

function preparePrint() {
  const at = lang === "vi" ? 0 : 1;
  const summary = byId("summary").textContent;
  const articles = chosen.slice(0, MOST_PRINTED).map((i, n) => {
    const d = details(i);
    const home = HEAD.documents[CHECKS.document[i]];
    const [decision, who, when, note] = decided(CHECKS.id[i]);
    const first = refs(i)[0];
    const where = first ? place(figure(first[0], first[1])) : "";
    const lines = [
      d.explanation ? d.explanation[at] : say("detail.agrees"),
      say("detail.formula") + ": " + (d.formula || ""),
      d.repair ? say("detail.repair") + ": " + d.repair : "",
    ];
    const article = make("article", {},
      make("h2", {}, n + 1 + ". ", badge(i), text(CHECKS.indicator[i])),
      make("p", { text: [home ? home.source : "", where, say("kind." + kind(i)), CHECKS.id[i]].filter(Boolean).join(" · ") }),
      lines.filter(Boolean).map((line) => make("p", { text: line })));
    if (first) article.append(make("p", {}, make("q", { text: quote(first[0], figure(first[0], first[1])) })));
    article.append(make("p", { text: say("decision.title") + ": " + ([decision, who, when, note].filter(Boolean).join(" · ") || "……………………………………") }));
    return article;
  });
  byId("printed").replaceChildren(make("h1", { text: say("page.title") }), make("p", { text: summary }), make("p", { text: byId("shown").textContent }), ...articles);
}

function startPrinting() {
  addEventListener("beforeprint", preparePrint);
  addEventListener("afterprint", () => byId("printed").replaceChildren());
  byId("print").addEventListener("click", () => print());
}
