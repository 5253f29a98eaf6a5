// Before anything is drawn: the reader's own choice of light or dark and of density, so that the page does not flash. A file, since the page allows no inline script.
(function () {
  try {
    var look = JSON.parse(localStorage.getItem("demarche.settings") || "{}");
    if (look.theme === "light" || look.theme === "dark") document.documentElement.dataset.theme = look.theme;
    if (look.density === "compact") document.documentElement.dataset.density = "compact";
  } catch (error) {
    // storage is forbidden or damaged: the system's look it is
  }
})();
