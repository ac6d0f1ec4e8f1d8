/**
 * Turns the cards of a page into data that can be filtered and sorted, and what a reader chooses into an address
 * and back.
 *
 * @typedef {"kind" | "status" | "step"} Facet
 * @typedef {{ skills: string[], sort: string } & Record<Facet, string>} Choice
 * @typedef {{ element: HTMLElement, title: string, date: string, skills: Map<string, HTMLElement | undefined>,
 *   contents: HTMLElement[] } & Record<Facet, string>} Card
 * @typedef {{ list: HTMLElement, head: HTMLElement[], contents: HTMLElement[], cards: Card[],
 *   show?: (choice: Choice) => void }} Group
 * @typedef {{ groups: Group[], cards: Card[], skills: Map<string, string>, facets: Map<Facet, string[]>,
 *   sorts: string[] }} Listing
 */

/** A list that goes on on other pages. */
export const PAGED = ".nexus-list[data-scope]";

/**
 * Make an element; text among its children never becomes markup.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} children
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * What one value can be chosen of, with its values in the order in which they are offered; others follow as on the page.
 * @type {Record<Facet, string[]>}
 */
const FACETS = {
  kind: [],
  status: ["planned", "in-progress", "completed"],
  step: ["listed", "studied", "practised", "applied", "shipped"],
};

export const FACET_NAMES = /** @type {Facet[]} */ (Object.keys(FACETS));

/** What a choice is called in the address. */
const CHOSEN = ["skill", ...FACET_NAMES, "sort"];

const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true, sensitivity: "base" });

/** @type {Record<string, { label: string, compare: (a: Card, b: Card) => number }>} */
export const SORTS = {
  title: { label: "title A–Z", compare: (a, b) => collator.compare(a.title, b.title) },
  newest: { label: "newest first", compare: (a, b) => b.date.localeCompare(a.date) },
  skills: { label: "most skills", compare: (a, b) => b.skills.size - a.skills.size },
};

/**
 * The entries of the table of contents for a heading.
 * @param {Element | null | undefined} heading
 * @returns {HTMLElement[]}
 */
export function contentsOf(heading) {
  if (!heading?.id) return [];
  const { hash } = new URL(`#${heading.id}`, location.href);
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".md-nav--secondary a"));
  return [...links].filter((link) => link.hash === hash).flatMap((link) => link.closest("li") ?? []);
}

/** @param {HTMLElement} element @returns {Card} */
function readCard(element) {
  const heading = element.querySelector("h2, h3, h4, h5, h6");
  const links = /** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll(".card-skills .skill-name"));
  const slugs = (element.dataset.skills ?? "").split(" ").filter(Boolean);
  const { kind = "", status = "", step = "", date = "" } = element.dataset;
  return {
    element, kind, status, step, date,
    title: (heading?.querySelector("a") ?? heading)?.textContent?.trim() ?? "",
    skills: new Map(slugs.map((slug, index) => [slug, links[index]])),
    contents: contentsOf(heading),
  };
}

/** The heading above a list and what is said under it, if it has one of its own. @param {Element} list */
export function headOf(list) {
  const head = [];
  for (let above = list.previousElementSibling; above; above = above.previousElementSibling) {
    if (above.matches("h2, h3, h4, h5, h6")) return /** @type {HTMLElement[]} */ ([above, ...head]);
    if (!above.matches("p")) break;
    head.unshift(above);
  }
  return [];
}

/** The lists of the page that are there as a whole. @returns {Group[]} */
export function readGroups() {
  const lists = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".nexus-cards[data-filter]"));
  return [...lists].filter((list) => !list.closest(PAGED)).map((list) => {
    const elements = /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll(":scope > .nexus-card"));
    const head = headOf(list);
    return { list, head, contents: contentsOf(head[0]), cards: [...elements].map(readCard) };
  });
}

/** How many of some cards show each skill. @param {Card[]} cards */
export function tally(cards) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const card of cards) for (const slug of card.skills.keys()) counts.set(slug, (counts.get(slug) ?? 0) + 1);
  return counts;
}

/** @param {Group[]} groups @param {Map<string, string>} [known] names of skills by their slugs @returns {Listing} */
export function listingOf(groups, known = new Map()) {
  const cards = groups.flatMap((group) => group.cards);
  const links = new Map(cards.flatMap((card) => [...card.skills]));
  const names = [...links].map(([slug, link]) =>
    /** @type {const} */ ([slug, known.get(slug) ?? link?.textContent ?? slug]));
  const counts = tally(cards);
  const common = (/** @type {string} */ slug) => counts.get(slug) ?? 0;
  const skills = new Map(names.sort((a, b) => common(b[0]) - common(a[0]) || collator.compare(a[1], b[1])));
  /** @type {Map<Facet, string[]>} */
  const facets = new Map();
  for (const facet of FACET_NAMES) {
    const shown = new Set(cards.map((card) => card[facet]));
    const values = [...new Set([...FACETS[facet], ...shown])].filter((value) => value && shown.has(value));
    if (values.length > 1) facets.set(facet, values);
  }
  const sorts = Object.keys(SORTS).filter((sort) => sort !== "newest" || cards.some((card) => card.date));
  return { groups, cards, skills, facets, sorts: skills.size ? sorts : sorts.filter((sort) => sort !== "skills") };
}

/** What the address asks for, as far as this page has it. @param {Listing} listing @returns {Choice} */
export function readChoice({ skills, facets, sorts }) {
  const query = new URLSearchParams(location.search);
  const known = (/** @type {string} */ name, /** @type {string[]} */ values = []) =>
    query.getAll(name).find((value) => values.includes(value)) ?? "";
  return {
    skills: [...new Set(query.getAll("skill"))].filter((slug) => skills.has(slug)),
    kind: known("kind", facets.get("kind")),
    status: known("status", facets.get("status")),
    step: known("step", facets.get("step")),
    sort: known("sort", sorts),
  };
}

/** Whether the address asks for anything that a bar can be set to. */
export function asksForChoice() {
  const query = new URLSearchParams(location.search);
  return CHOSEN.some((name) => query.has(name));
}

/**
 * The page's address with a choice in it; what others keep in its query stays, as does its hash.
 * @param {Choice} choice
 */
export function addressOf(choice) {
  const url = new URL(location.href);
  for (const name of CHOSEN) url.searchParams.delete(name);
  for (const slug of choice.skills) url.searchParams.append("skill", slug);
  for (const name of /** @type {const} */ (["kind", "status", "step", "sort"])) {
    if (choice[name]) url.searchParams.set(name, choice[name]);
  }
  return url.href;
}

/** @param {Card} card @param {Choice} choice */
export function matches(card, choice) {
  const agrees = FACET_NAMES.every((facet) => !choice[facet] || choice[facet] === card[facet]);
  return agrees && choice.skills.every((slug) => card.skills.has(slug));
}
