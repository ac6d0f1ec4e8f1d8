/**
 * Puts a bar above the cards of a page by which readers narrow and sort them, and keeps their choice in the
 * address.
 *
 * One bar serves all lists of a page that are marked with `data-filter`. Without JavaScript there is no bar, and
 * every card is there.
 *
 * @typedef {import("./cards.js").Facet} Facet
 * @typedef {import("./cards.js").Choice} Choice
 * @typedef {import("./cards.js").Group} Group
 * @typedef {import("./cards.js").Listing} Listing
 * @typedef {{ slug: string, name: string, label: HTMLElement, box: HTMLInputElement, count: HTMLElement }} Option
 * @typedef {{ subscribe: (next: () => void) => unknown }} Stream
 */

import {
  FACET_NAMES, PAGED, SORTS, addressOf, listingOf, make, matches, readChoice, readGroups, tally,
} from "./cards.js";

/** From this many skills on, their list has a search field. */
const ENOUGH_TO_SEARCH = 9;

/** @param {string} value */
const readable = (value) => value.replaceAll("-", " ");

/** @param {HTMLAnchorElement} link */
const leadsHere = (link) => link.origin === location.origin && link.pathname === location.pathname;

/** Keep the choice when a heading is followed: Material has put the address of the load into these links. */
function alignLinks() {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[href*='#']"));
  for (const link of links) if (leadsHere(link) && link.search !== location.search) link.search = location.search;
}

/** The bar above the cards of one page, and the choice that the page shows. */
class Filter {
  /** @param {Listing} listing */
  constructor(listing) {
    this.listing = listing;
    this.path = location.pathname;
    this.choice = readChoice(listing);
    this.status = make("p", { class: "filter-status", role: "status" });
    this.chips = make("div", { class: "filter-chips", role: "group", "aria-label": "Chosen skills" });
    this.toggle = make("button", { type: "button", class: "filter-toggle", "aria-expanded": "false",
      "aria-controls": "filter-skills" }, "Skills");
    this.search = make("input", { type: "search", class: "filter-search", "aria-label": "Find a skill",
      placeholder: "Find a skill", autocomplete: "off", spellcheck: "false" });
    this.none = make("p", { class: "filter-none", "aria-live": "polite" });
    this.options = [...listing.skills].map(([slug, name]) => this.makeOption(slug, name));
    this.panel = this.makePanel();
    /** @type {Map<Facet | "sort", HTMLSelectElement>} */
    this.selects = new Map();
    const cleared = { type: "button", class: "filter-clear", "aria-label": "Clear the filter" };
    this.clear = make("button", cleared, "Clear");
    this.bar = this.makeBar();
    this.listen();
    this.render();
  }

  /** @param {string} slug @param {string} name @returns {Option} */
  makeOption(slug, name) {
    const box = make("input", { type: "checkbox", value: slug, autocomplete: "off" });
    const count = make("span", { class: "filter-count" });
    const label = make("label", { class: "filter-option" }, box, make("span", {}, name), " ", count);
    return { slug, name, label, box, count };
  }

  makePanel() {
    const options = make("div", { class: "filter-options" }, ...this.options.map(({ label }) => label));
    const legend = make("legend", {}, "Notes that show all of these together:");
    const panel = make("fieldset", { id: "filter-skills", class: "filter-skills" }, legend);
    if (this.options.length >= ENOUGH_TO_SEARCH) panel.append(this.search);
    panel.append(options, this.none);
    panel.hidden = true;
    return panel;
  }

  /**
   * @param {Facet | "sort"} name
   * @param {string[]} values
   * @param {string} blank what the absence of a choice is called
   * @param {(value: string) => string} text
   */
  makeSelect(name, values, blank, text) {
    const id = `filter-${name}`;
    const select = make("select", { id, autocomplete: "off" }, make("option", { value: "" }, blank),
      ...values.map((value) => make("option", { value }, text(value))));
    this.selects.set(name, select);
    const label = make("label", { for: id }, name[0].toUpperCase() + name.slice(1));
    return make("span", { class: "filter-select" }, label, select);
  }

  makeBar() {
    const row = make("div", { class: "filter-row" });
    if (this.options.length) row.append(this.toggle);
    for (const [facet, values] of this.listing.facets) row.append(this.makeSelect(facet, values, "any", readable));
    row.append(this.makeSelect("sort", this.listing.sorts, "as listed", (sort) => SORTS[sort].label));
    row.append(make("span", { class: "filter-result" }, this.status, this.clear));
    return make("form", { class: "nexus-filter", role: "search", "aria-label": "Filter the notes" },
      row, this.panel, this.chips);
  }

  listen() {
    this.bar.addEventListener("submit", (event) => event.preventDefault());
    this.bar.addEventListener("keydown", (event) => this.onKey(event));
    this.toggle.addEventListener("click", () => this.open(this.panel.hidden));
    this.search.addEventListener("input", () => this.narrow());
    for (const { slug, box } of this.options) box.addEventListener("change", () => this.pick(slug, box.checked));
    for (const [name, select] of this.selects) {
      select.addEventListener("change", () => this.choose({ [name]: select.value }));
    }
    this.clear.addEventListener("click", () => {
      this.choose({ skills: [], kind: "", status: "", step: "" });
      this.firstControl().focus();
    });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const typed = event.target === this.search ? this.search.value : "";
    if (event.key === "Escape" && !typed && !this.panel.hidden) {
      this.open(false);
      this.toggle.focus();
    } else if (event.key === "Enter" && typed) {
      const found = this.options.find(({ label, box }) => !label.hidden && !box.checked);
      this.search.value = "";
      this.narrow();
      if (found) this.pick(found.slug, true);
    }
  }

  /** @param {boolean} open */
  open(open) {
    this.panel.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
  }

  /** Leave those skills to choose from whose names hold what was typed. */
  narrow() {
    const typed = this.search.value.trim().toLowerCase();
    for (const { name, label } of this.options) label.hidden = !name.toLowerCase().includes(typed);
    this.none.textContent = this.options.every(({ label }) => label.hidden) ? "No skill here has such a name." : "";
  }

  /** @param {string} slug @param {boolean} wanted */
  pick(slug, wanted) {
    const others = this.choice.skills.filter((chosen) => chosen !== slug);
    this.choose({ skills: wanted ? [...others, slug] : others });
  }

  /** @param {Partial<Choice>} change */
  choose(change) {
    this.choice = { ...this.choice, ...change };
    // The state is Material's: where the page was scrolled to.
    history.pushState(history.state, "", addressOf(this.choice));
    this.render();
  }

  /** Show what the address asks for, unless it is already that of the next page. */
  restore() {
    if (location.pathname !== this.path) return;
    this.choice = readChoice(this.listing);
    this.render();
  }

  firstControl() {
    return this.options.length ? this.toggle : [...this.selects.values()][0];
  }

  /** How many cards would be left. @param {Partial<Choice>} change */
  count(change) {
    return this.listing.cards.filter((card) => matches(card, { ...this.choice, ...change })).length;
  }

  render() {
    const { groups, cards } = this.listing;
    for (const group of groups) group.show ? group.show(this.choice) : this.renderGroup(group);
    this.renderControls();
    this.chips.replaceChildren(...this.choice.skills.map((slug) => this.makeChip(slug)));
    this.chips.hidden = this.choice.skills.length === 0;
    this.clear.hidden = !this.choice.skills.length && FACET_NAMES.every((facet) => !this.choice[facet]);
    const said = `${this.clear.hidden ? "" : `${this.count({})} of `}${cards.length} notes`;
    if (this.status.textContent !== said) this.status.textContent = said;
    alignLinks();
  }

  /** @param {Group} group */
  renderGroup({ list, head, contents, cards }) {
    for (const card of cards) {
      const hidden = !matches(card, this.choice);
      for (const element of [card.element, ...card.contents]) element.hidden = hidden;
      for (const [slug, link] of card.skills) {
        link?.toggleAttribute("data-chosen", this.choice.skills.includes(slug));
      }
    }
    const empty = cards.every(({ element }) => element.hidden);
    for (const element of [list, ...head, ...contents]) element.hidden = empty;
    const sorted = this.choice.sort ? [...cards].sort(SORTS[this.choice.sort].compare) : cards;
    if (sorted.some((card, index) => list.children[index] !== card.element)) {
      list.append(...sorted.map((card) => card.element));
    }
  }

  renderControls() {
    const counts = tally(this.listing.cards.filter((card) => matches(card, this.choice)));
    for (const { slug, label, box, count } of this.options) {
      const left = counts.get(slug) ?? 0;
      box.checked = this.choice.skills.includes(slug);
      count.textContent = String(left);
      label.toggleAttribute("data-empty", left === 0);
    }
    for (const [name, select] of this.selects) {
      select.value = this.choice[name];
      if (name === "sort") continue;
      for (const option of [...select.options].slice(1)) {
        option.textContent = `${readable(option.value)} (${this.count({ [name]: option.value })})`;
      }
    }
  }

  /** @param {string} slug */
  makeChip(slug) {
    const name = this.listing.skills.get(slug) ?? slug;
    const chip = make("button", { type: "button", class: "filter-chip", "aria-label": `Remove ${name}` }, name);
    chip.addEventListener("click", () => {
      const place = this.choice.skills.indexOf(slug);
      this.pick(slug, false);
      const next = this.chips.children[Math.min(place, this.chips.children.length - 1)] ?? this.toggle;
      /** @type {HTMLElement} */ (next).focus();
    });
    return chip;
  }
}

/** @type {{ bar: HTMLElement, path: string, panel?: HTMLElement, restore: () => void } | undefined} */
let current;

/**
 * Put the bar above some lists.
 * @param {Listing} listing
 * @param {boolean} open whether the list of skills is
 */
function begin(listing, open) {
  const filter = new Filter(listing);
  filter.open(open);
  const [first] = listing.groups;
  (first.head[0] ?? first.list.closest(PAGED) ?? first.list).before(filter.bar);
  current = filter;
  return filter;
}

/** Offer a bar above lists that go on on other pages: what is on those is fetched once it is wanted. */
async function offer() {
  const { Offer } = await import("./paged.js");
  if (!current?.bar.isConnected && document.querySelector(PAGED)) current = new Offer(begin);
}

/** Give the page its bar, once, if it has cards to choose from. */
function start() {
  if (current?.bar.isConnected) return;
  // The first time that a reader goes back, Material puts the same page in place of itself.
  const open = current?.path === location.pathname && current.panel?.hidden === false;
  current = undefined;
  if (document.querySelector(PAGED)) {
    offer();
    return;
  }
  const listing = listingOf(readGroups());
  if (listing.cards.length > 1) begin(listing, open);
}

/**
 * Follow a link to the page as it is without a choice, or with another one. Material takes it for a link to where
 * the reader is, and goes back.
 * @param {MouseEvent} event
 */
function follow(event) {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!current || !link || link.target || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (!leadsHere(link) || link.hash || link.search === location.search) return;
  event.preventDefault();
  event.stopPropagation();
  history.pushState(null, "", link.href);
  current.restore();
  scrollTo(0, 0);
}

const { document$ } = /** @type {{ document$?: Stream }} */ (globalThis);
start();
addEventListener("click", follow, { capture: true });
addEventListener("popstate", () => current?.restore());
// Material puts one page after the other into the same document.
document$?.subscribe(start);
