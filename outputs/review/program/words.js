// Both languages, and figures in the language's way: exact, by characters and not as floats.
const WORDS = held("words");
const listeners = [];
let lang = "vi";

function say(key, values) {
  const entry = WORDS[key];
  const text = entry ? entry[lang === "vi" ? 0 : 1] : key.slice(key.indexOf(".") + 1);
  return values ? text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole)) : text;
}

const onLanguage = (listener) => listeners.push(listener);

function speak(chosen) {
  lang = chosen;
  document.documentElement.lang = lang;
  document.title = say("page.title");
  for (const one of document.querySelectorAll("[data-say]")) one.textContent = say(one.dataset.say);
  for (const one of document.querySelectorAll("[data-label]")) one.setAttribute("aria-label", say(one.dataset.label));
  for (const each of ["vi", "en"]) byId("lang-" + each).setAttribute("aria-pressed", String(each === lang));
  for (const listener of listeners) listener();
}

function number(text) {
  const [, sign, whole, part] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(text)) || [];
  if (whole === undefined) return String(text);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, lang === "vi" ? "." : ",");
  return sign + grouped + (part ? (lang === "vi" ? "," : ".") + part : "");
}

function amount(value, unit) {
  if (unit === "%") return number(value) + "%";
  if (unit === "VND" && /[1-9]\d*0{6}$/.test(value) && !value.includes(".")) {
    return number(value.slice(0, -6)) + " " + say("amount.million") + " " + say("amount.VND");
  }
  return (number(value) + " " + ("amount." + unit in WORDS ? say("amount." + unit) : unit)).trim();
}

// For finding without diacritics: "thuy san" finds "Thủy sản".
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
