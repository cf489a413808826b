// Every number of a report as a stretch of its text, with what became of it.
const GRAVE = { inconsistent: 3, unit_slip: 3, suspect: 2, truncated: 1 };
const SHADE = ["", "m-cut", "m-ask", "m-wrong"];
const NO_DOUBT = new Set(["unit_inherited", "legacy_encoding"]);

// Stretches in the order of the text: figures [o...], other numbers by reason; those that
// overlap (one figure against two plans) share a stretch.
function marksOf(read) {
  const all = [];
  for (let o = 0; o < read.o.start.length; o++) all.push([read.o.start[o], read.o.start[o] + read.o.length[o], o, 0]);
  for (let x = 0; x < read.x.start.length; x++) all.push([read.x.start[x], read.x.start[x] + read.x.length[x], -1, read.x.reason[x]]);
  all.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const marks = [];
  for (const [start, end, o, reason] of all) {
    const last = marks[marks.length - 1];
    if (last && start < last.end) {
      last.end = Math.max(last.end, end);
      if (o >= 0) last.figures.push(o);
    } else if (end > start) {
      marks.push({ start, end, figures: o >= 0 ? [o] : [], reason });
    }
  }
  return marks;
}

function markClass(n, mark) {
  const read = report(n);
  if (!mark.figures.length) return read.s[mark.reason] === "unresolved" ? "m-lost" : "m-other";
  let weight = 0;
  for (const o of mark.figures) for (const i of claimsOf(n, o)) weight = Math.max(weight, GRAVE[verdict(i)] || 0);
  if (weight) return SHADE[weight];
  const doubt = mark.figures.some((o) => figure(n, o).word("flags").split(" ").some((flag) => flag && !NO_DOUBT.has(flag)));
  return doubt ? "m-doubt" : "m-figure";
}

function valueOf(one) {
  if (one.value === "") return say("figure.words");
  const sign = one.word("comparator");
  return (sign && sign !== "=" ? sign + " " : "") + amount(one.value, one.word("unit"));
}

// What to tell of a number in short: lines of text.
function brief(n, mark) {
  if (!mark.figures.length) return [say("reason." + report(n).s[mark.reason])];
  const lines = [];
  for (const o of mark.figures) {
    const one = figure(n, o);
    lines.push(valueOf(one));
    lines.push(one.word("indicator") || say("figure.none"));
    lines.push([say("measure." + one.word("measure")), one.word("period")].filter(Boolean).join(" · "));
  }
  return lines;
}
