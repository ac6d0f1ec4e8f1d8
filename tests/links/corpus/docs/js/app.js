// [not](a-link.md) and "gone-in-js.html"
const page = "<a href='gone-in-js/'>";
