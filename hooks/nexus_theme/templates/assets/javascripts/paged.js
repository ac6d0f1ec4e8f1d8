/**
 * Lets readers filter lists that go on on other pages: what is on those is fetched when a reader first asks for it,
 * and matches are shown in place of the page's part of the list.
 *
 * @typedef {import("./cards.js").Card} Card
 * @typedef {import("./cards.js").Choice} Choice
 * @typedef {import("./cards.js").Group} Group
 * @typedef {import("./cards.js").Listing} Listing
 * @typedef {{ bar: HTMLElement, firstControl: () => HTMLElement }} Bar
 * @typedef {{ address: string, title: string, kind: string, status?: string, role?: string, step?: string,
 *   date?: string, text?: string, learning?: string, skills?: string[] }} Data
 * @typedef {{ skills: { slug: string, name: string, address: string }[], cards: Data[] }} Index
 */

import {
  FACET_NAMES, PAGED, SORTS, asksForChoice, contentsOf, headOf, listingOf, make, matches, readGroups,
} from "./cards.js";

/** Matches that are shown at first, and more each time that a reader wants more. */
const MOST = 60;

/** The site's root, which addresses in the index start from. */
const ROOT = new URL("../../", import.meta.url);

/** @type {Promise<Index> | undefined} */
let loading;

/** @returns {Promise<Index>} */
async function fetchIndex() {
  const response = await fetch(new URL("cards.json", ROOT));
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

/** What there is of the whole portfolio's cards, fetched once. */
function index() {
  loading ??= fetchIndex().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** @param {string} address */
const absolute = (address) => new URL(address, ROOT).href;

/** Makes cards of data as the pages have them, each when it is first shown, without the marks beside skills. */
class Maker {
  /** @param {Index} data @param {string} level the cards' headings */
  constructor({ skills }, level) {
    this.skills = new Map(skills.map((skill) => [skill.slug, skill]));
    this.level = /** @type {"h2"} */ (level);
  }

  /** @param {Data} data @returns {Card} */
  card(data) {
    const { kind, title, status = "", step = "", date = "", skills = [] } = data;
    const maker = this;
    /** @type {HTMLElement | undefined} */
    let element;
    const links = new Map(skills.map((slug) => [slug, /** @type {HTMLElement | undefined} */ (undefined)]));
    return {
      get element() {
        element ??= maker.element(data, links);
        return element;
      },
      kind, title, status, step, date, skills: links, contents: [],
    };
  }

  /** @param {Data} data @param {Map<string, HTMLElement | undefined>} links */
  element({ address, title, kind, status = "", role, text, learning }, links) {
    const card = make("article", { class: `nexus-card ${kind}-card` },
      make(this.level, {}, make("a", { href: absolute(address) }, title)));
    const said = [status.replaceAll("-", " "), role].filter(Boolean).join(" · ");
    if (status) card.append(make("p", { class: "card-status" }, said));
    if (text) card.append(make("p", {}, text));
    if (learning) card.append(make("p", { class: "key-learning" }, learning));
    if (links.size) card.append(this.line(links));
    return card;
  }

  /** The skills of a card. @param {Map<string, HTMLElement | undefined>} names whose elements are put in here */
  line(names) {
    const line = make("p", { class: "card-skills" });
    for (const slug of names.keys()) {
      const skill = this.skills.get(slug);
      const name = make("span", { class: "skill-name" }, skill?.name ?? slug);
      names.set(slug, name);
      line.append(name, " ");
    }
    return line;
  }
}

/** A list that goes on on other pages, of which the page shows a part until something is chosen. */
class PagedGroup {
  /** @param {HTMLElement} whole @param {Index} data */
  constructor(whole, data) {
    const headings = [...whole.querySelectorAll("h2, h3, h4, h5, h6")];
    // Matches stand under no folder's heading, so theirs are on that level.
    const maker = new Maker(data, headings[0]?.localName ?? "h2");
    this.whole = whole;
    this.page = /** @type {HTMLElement[]} */ ([...whole.children]);
    this.pageContents = headings.flatMap((heading) => contentsOf(heading));
    this.cards = data.cards.filter(({ address }) => address.startsWith(whole.dataset.scope ?? ""))
      .map((each) => maker.card(each));
    this.list = make("div", { class: "nexus-cards" });
    this.more = make("button", { type: "button", class: "nexus-show-more" });
    this.head = headOf(whole);
    this.contents = contentsOf(this.head[0]);
    this.more.addEventListener("click", () => this.showMore());
    /** @type {Card[]} */
    this.found = [];
    whole.append(this.list, this.more);
  }

  /** @param {Choice} choice */
  show(choice) {
    const chosen = choice.skills.length > 0 || choice.sort || FACET_NAMES.some((facet) => choice[facet]);
    this.found = chosen ? this.cards.filter((card) => matches(card, choice)) : [];
    if (choice.sort) this.found.sort(SORTS[choice.sort].compare);
    this.choice = choice;
    for (const element of [...this.page, ...this.pageContents]) element.hidden = Boolean(chosen);
    for (const element of [...this.head, ...this.contents]) element.hidden = Boolean(chosen) && !this.found.length;
    this.list.hidden = !this.found.length;
    this.list.replaceChildren();
    this.add();
  }

  /** Show the next of the matches. */
  add() {
    const shown = this.list.childElementCount;
    for (const card of this.found.slice(shown, shown + MOST)) {
      this.list.append(card.element);
      for (const [slug, link] of card.skills) {
        link?.toggleAttribute("data-chosen", Boolean(this.choice?.skills.includes(slug)));
      }
    }
    const left = this.found.length - this.list.childElementCount;
    this.more.hidden = left <= 0;
    this.more.textContent = `Show ${Math.min(left, MOST)} more of ${this.found.length}`;
  }

  showMore() {
    const next = this.list.childElementCount;
    this.add();
    this.list.children[next]?.querySelector("a")?.focus();
  }
}

/** @param {Index} data @returns {Listing} */
function readAll(data) {
  const wholes = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(PAGED));
  const paged = [...wholes].map((whole) => ({ whole, group: new PagedGroup(whole, data) }));
  const others = readGroups().map((group) => ({ whole: group.list, group }));
  const groups = [...paged, ...others].sort((a, b) =>
    a.whole.compareDocumentPosition(b.whole) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);
  return listingOf(groups.map(({ group }) => group), new Map(data.skills.map(({ slug, name }) => [slug, name])));
}

/** A bar with nothing but the offer to filter. */
export class Offer {
  /** @param {(listing: Listing, open: boolean) => Bar} begin puts the bar itself above some lists */
  constructor(begin) {
    this.begin = begin;
    this.path = location.pathname;
    this.status = make("p", { class: "filter-status", role: "status" });
    this.button = make("button", { type: "button", class: "filter-toggle" }, `Filter and sort ${this.total()} notes`);
    this.bar = make("form", { class: "nexus-filter", role: "search", "aria-label": "Filter the notes" },
      make("div", { class: "filter-row" }, this.button, make("span", { class: "filter-result" }, this.status)));
    this.bar.addEventListener("submit", (event) => event.preventDefault());
    this.button.addEventListener("click", () => this.accept(true));
    const [first] = /** @type {NodeListOf<HTMLElement>} */ (
      document.querySelectorAll(`${PAGED}, .nexus-cards[data-filter]`));
    (headOf(first)[0] ?? first).before(this.bar);
    this.restore();
  }

  total() {
    const wholes = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(PAGED));
    const paged = [...wholes].reduce((sum, whole) => sum + Number(whole.dataset.count), 0);
    return paged + readGroups().reduce((sum, group) => sum + group.cards.length, 0);
  }

  /** Take it where the address asks for some of the notes. */
  restore() {
    if (location.pathname === this.path && asksForChoice()) this.accept(false);
  }

  /** @param {boolean} focus whether a reader did it, who is to go on in the bar */
  async accept(focus) {
    if (this.busy) return;
    this.busy = true;
    this.status.textContent = "Loading…";
    try {
      const data = await index();
      if (!this.bar.isConnected) return;
      const listing = readAll(data);
      this.bar.remove();
      const bar = this.begin(listing, false);
      if (focus) bar.firstControl().focus();
    } catch {
      this.status.textContent = "The notes could not be loaded. Try again.";
    } finally {
      this.busy = false;
    }
  }
}
