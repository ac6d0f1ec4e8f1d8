/**
 * Answers Material's search with Pagefind: it is asked in the messages of Material's own worker, and reads of the
 * index what a query needs, the first of it when a reader begins to type.
 *
 * @typedef {{ title: string, url: string, anchor?: { id: string }, excerpt: string, plain_excerpt: string,
 *   weighted_locations: { balanced_score: number }[] }} Section
 * @typedef {{ raw_url: string, meta: { title: string, tags?: string }, excerpt: string, plain_excerpt: string,
 *   sub_results: Section[] }} Found
 * @typedef {{ score: number, data: () => Promise<Found> }} Result
 * @typedef {{ search: (query: string) => Promise<{ results: Result[] }> }} Pagefind
 * @typedef {{ location: string, title: string, text: string, tags?: string[], score: number,
 *   terms: Record<string, boolean> }} Item
 */

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;

/** Pages that are shown: each is a file to read. */
const MOST = 20;

/** Milliseconds for which a reader has to pause: what is typed on is not searched for. */
const PAUSE = 100;

const FOLDER = new URL("pagefind/", self.location.href).href;

/** @type {Promise<Pagefind> | undefined} */
let loading;

/** The site's. */
let language = "en";

/** How many queries there were. */
let asked = 0;

/** @returns {Promise<Pagefind>} */
async function load() {
  const { createInstance } = await import(`${FOLDER}pagefind.js`);
  return createInstance({ basePath: FOLDER, baseUrl: "/" });
}

function pagefind() {
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/**
 * Put blanks between the words of languages that have none, as the index has them: in a worker, Pagefind can't tell
 * the language.
 * @param {string} query
 */
function segmented(query) {
  if (!/^(ja|th|zh)/.test(language)) return query;
  const parts = new Intl.Segmenter(language, { granularity: "word" }).segment(query);
  return [...parts].map(({ segment }) => segment).join(" ");
}

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Mark the words that begin as those of a query do. @param {string} text @param {string[]} words */
function marked(text, words) {
  const parts = text.split(/([\p{L}\p{N}]+)/u);
  return parts.map((part, index) => {
    const lower = part.toLowerCase();
    return index % 2 && words.some((word) => lower.startsWith(word)) ? `<mark>${part}</mark>` : escaped(part);
  }).join("");
}

/** @param {string} text */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * Whether a page has a word of a query, or another form of it. A word that no page has is taken by Pagefind for the
 * longest beginning of it that one has, even if that is a letter.
 * @param {Found} page @param {string[]} words
 */
function answers({ meta: { title, tags = "" }, excerpt, sub_results: sections }, words) {
  const excerpts = [excerpt, ...sections.map((section) => section.excerpt)].join(" ");
  const matched = plain([title, tags, ...(excerpts.match(/<mark>.*?<\/mark>/g) ?? [])].join(" "));
  return words.some((word) => matched.includes(plain(word).slice(0, Math.ceil(word.length / 2))));
}

/**
 * What is shown of a section: Pagefind lets it begin with the heading or its last words, which stand above already.
 * @param {{ excerpt: string, plain_excerpt: string }} section @param {string} title
 */
function teaser({ excerpt, plain_excerpt: text }, title) {
  const heading = title.trim().replace(/</g, "&lt;").replace(/>/g, "&gt;").split(/\s+/);
  const begun = heading.findIndex((_, index) => {
    const end = heading.slice(index).join(" ");
    return text.startsWith(end) && /[.:;!?…]/.test(text.slice(end.length - 1, end.length + 1));
  });
  const rest = excerpt.split(" ").slice(begun < 0 ? 0 : heading.length - begun);
  return rest.length ? `<p>${rest.join(" ")}${/[.!?…]$/.test(text) ? "" : " …"}</p>` : "";
}

/**
 * A page's matches in the order and with the scores that Material shows them by: the best section's is the page's.
 * @param {Found} page @param {number} score @param {string[]} words @returns {Item[]}
 */
function itemsOf(page, score, words) {
  const path = page.raw_url.split("/").map(encodeURIComponent).join("/").replace(/^\//, "");
  const terms = Object.fromEntries(words.map((word) => [word, true]));
  const weights = page.sub_results.map((section) =>
    section.weighted_locations.reduce((sum, { balanced_score: score }) => sum + score, 0));
  const best = Math.max(...weights, Number.MIN_VALUE);
  const items = page.sub_results.map((section, index) => ({
    location: section.anchor ? `${path}#${section.anchor.id}` : path,
    title: marked(section.title, words),
    text: teaser(section, section.title),
    score: score * weights[index] / best,
    terms,
  }));
  const whole = items.find(({ location }) => location === path) ?? {
    location: path, title: marked(page.meta.title, words), text: items.length ? "" : teaser(page, page.meta.title),
    score: items.length ? 0 : score, terms,
  };
  const tags = page.meta.tags ? { tags: JSON.parse(page.meta.tags).map(escaped) } : {};
  return [{ ...whole, ...tags }, ...items.filter((item) => item.location !== path)].sort((a, b) => b.score - a.score);
}

/** @param {string} query @param {() => boolean} isLast @returns {Promise<Item[][] | undefined>} */
async function search(query, isLast) {
  const words = segmented(query).toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (!words.length) return [];
  const ready = pagefind();
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  if (!isLast()) return undefined;
  const { results } = await (await ready).search(segmented(query));
  if (!isLast()) return undefined;
  const shown = results.slice(0, MOST);
  const pages = await Promise.all(shown.map((result) => result.data()));
  const found = pages.map((page, index) => ({ page, score: shown[index].score }));
  return found.filter(({ page }) => answers(page, words)).map(({ page, score }) => itemsOf(page, score, words));
}

/** @param {string} query */
async function answer(query) {
  const number = ++asked;
  const isLast = () => number === asked;
  /** @type {Item[][] | undefined} */
  let items;
  try {
    items = await search(query, isLast);
  } catch (error) {
    console.warn("The search failed:", error);
    items = [];
  }
  if (items && isLast()) postMessage({ type: RESULT, data: { items } });
}

addEventListener("message", ({ data: { type, data } }) => {
  if (type === SETUP) {
    [language] = data.config.lang;
    postMessage({ type: READY });
  }
  if (type === QUERY) answer(data);
});
