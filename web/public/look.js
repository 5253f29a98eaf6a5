// Before anything is drawn: light or dark and density, by the reader's own choice or the system's, so that the page does not flash. A file,
// since the page allows no inline script. A choice made later comes as the event "look" with the same settings.
(function () {
  var root = document.documentElement, dark = matchMedia("(prefers-color-scheme: dark)"), look = {};
  function show() {
    root.dataset.theme = look.theme === "light" || look.theme === "dark" ? look.theme : dark.matches ? "dark" : "light";
    if (look.density === "compact") root.dataset.density = "compact";
    else delete root.dataset.density;
  }
  try {
    look = JSON.parse(localStorage.getItem("demarche.settings") || "{}") || {};
  } catch (error) {
    // storage is forbidden or damaged: the system's look it is
  }
  show();
  dark.addEventListener("change", show);
  addEventListener("look", function (event) {
    look = event.detail;
    show();
  });
})();
