// Has the search's index fetched once a reader goes to the search. Material's script asks for it as soon as a page is
// opened, and it is half of what a first visit would load. Loaded before that script.
{
  const { open, send } = XMLHttpRequest.prototype;
  const index = /\/search\/search_index\.json$/;

  const opened = new Promise((resolve) => {
    const isOfSearch = (event) => event.target.closest?.(".md-search, [for=__search]");
    for (const type of ["focusin", "pointerover", "touchstart"]) {
      document.addEventListener(type, (event) => isOfSearch(event) && resolve(), { passive: true });
    }
  });

  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    this.waits = index.test(new URL(address, location.href).pathname);
    return open.call(this, method, address, ...rest);
  };

  XMLHttpRequest.prototype.send = function (...body) {
    if (!this.waits) return send.apply(this, body);
    opened.then(() => send.apply(this, body));
  };
}
