/**
 * Lets the keyboard reach tables that are wider than the page: Material puts each in a box that scrolls, and such a
 * box needs a tab stop (WCAG 2.1.1).
 *
 * @typedef {{ subscribe: (next: () => void) => unknown }} Stream
 */

const mark = () => {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
    box.toggleAttribute("tabindex", box.scrollWidth > box.clientWidth);
    if (box.hasAttribute("tabindex")) box.setAttribute("tabindex", "0");
  }
};

const pages = /** @type {Stream | undefined} */ (/** @type {any} */ (window).document$);
if (pages) pages.subscribe(mark);
else mark();
window.addEventListener("resize", mark);
