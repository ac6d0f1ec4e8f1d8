"""The API of a small shop: catalog, cart, checkout, orders, payments."""
