// Time series as small charts; a point leads to its figure.
let SERIES = null;
let seriesChosen = [];
let charts = null;
const WIDTH = 640;
const HEIGHT = 112;

// Where a period ends, in years, to place it along the axis only.
function moment(period) {
  const last = period.split("..").pop();
  const [, year, half, quarter, month, day] = /^(\d{4})(?:-S([12])|-Q([1-4])|-(\d{2})(?:-(\d{2}))?)?/.exec(last) || [];
  if (!year) return NaN;
  const months = half ? half * 6 : quarter ? quarter * 3 : month ? (day ? Number(month) - 1 + day / 31 : Number(month)) : 12;
  return Number(year) + months / 12;
}

function chartCard(n) {
  const [key, points] = SERIES[seriesChosen[n]];
  const [area, indicator, measure, compare, frequency, unit, prices] = key;
  const placed = points.map((point) => ({ x: moment(point[0]), y: Number(point[1]), point })).filter((p) => !Number.isNaN(p.x));
  placed.sort((a, b) => a.x - b.x);
  const xs = placed.map((p) => p.x);
  const ys = placed.map((p) => p.y);
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const x = (p) => 14 + ((p.x - x0) / (x1 - x0 || 1)) * (WIDTH - 28);
  const y = (p) => HEIGHT - 24 - ((p.y - y0) / (y1 - y0 || 1)) * (HEIGHT - 40);
  const low = placed.find((p) => p.y === y0).point[1];
  const high = placed.find((p) => p.y === y1).point[1];
  const latest = placed.filter((p) => p.point[5]);
  const line = latest.map((p, k) => (k ? "L" : "M") + x(p).toFixed(1) + " " + y(p).toFixed(1)).join("");
  const open = (p) => () => { openView("claims"); showFigure(p.point[3], p.point[4], true); };
  const dot = (p) => {
    const told = p.point[0] + ": " + amount(p.point[1], unit) + (p.point[2] ? " (" + p.point[2] + ")" : "");
    const circle = drawn("circle", { cx: x(p), cy: y(p), r: 4, class: p.point[5] ? "d" : "o", tabindex: "0", role: "button", "aria-label": told }, drawn("title", {}, told));
    circle.addEventListener("click", open(p));
    circle.addEventListener("keydown", (event) => { if (event.key === "Enter") open(p)(); });
    return circle;
  };
  const label = (value, px, py, anchor) => drawn("text", { x: px, y: py, "text-anchor": anchor }, value);
  const range = say("series.from_to", { first: latest[0] ? latest[0].point[0] : "", last: latest.length ? latest[latest.length - 1].point[0] : "", low: amount(low, unit), high: amount(high, unit) });
  const picture = drawn("svg", { viewBox: "0 0 " + WIDTH + " " + HEIGHT, role: "group", "aria-label": indicator + ", " + range, preserveAspectRatio: "none" },
    drawn("line", { x1: 0, x2: WIDTH, y1: HEIGHT - 18, y2: HEIGHT - 18, class: "a" }),
    drawn("path", { d: line, class: "l" }), ...placed.filter((p) => !p.point[5]).map(dot), ...latest.map(dot),
    label(latest[0] ? latest[0].point[0] : "", 2, HEIGHT - 5, "start"), label(latest.length ? latest[latest.length - 1].point[0] : "", WIDTH - 2, HEIGHT - 5, "end"),
    ...(latest.length ? [latest[0], latest[latest.length - 1]].map((p, k) => label(amount(p.point[1], unit), k ? WIDTH - 2 : 2, Math.max(10, y(p) - 8), k ? "end" : "start")) : []));
  picture.setAttribute("preserveAspectRatio", "xMidYMid meet");
  const revised = placed.some((p) => !p.point[5]);
  return make("div", { class: "card", role: "listitem", "aria-posinset": n + 1, "aria-setsize": seriesChosen.length },
    make("div", {}, make("h3", { text: indicator }),
      make("p", { text: [say("measure." + measure), compare && say("compare." + compare), say("frequency." + frequency), unit, prices].filter(Boolean).join(" · ") }),
      make("p", { text: area }), make("p", { text: range + (revised ? " · " + say("series.revised") : "") })), picture);
}

function drawSeries() {
  if (!SERIES) {
    // The longest first; those of one length keep their order.
    SERIES = held("series").sort((a, b) => new Set(b[1].map((p) => p[0])).size - new Set(a[1].map((p) => p[0])).size);
    charts = new VirtualList(byId("charts"), 132, chartCard);
  }
  const needle = plain(byId("s-text").value.trim());
  seriesChosen = [];
  SERIES.forEach(([key], n) => { if (!needle || plain(key.join(" ")).includes(needle)) seriesChosen.push(n); });
  byId("s-shown").textContent = say("series.shown", { n: number(seriesChosen.length) });
  byId("charts").scrollTop = 0;
  charts.reset(seriesChosen.length);
}

const startSeries = () => byId("s-text").addEventListener("input", soon(drawSeries, 120));
