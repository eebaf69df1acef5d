// Asks before somebody leaves a text behind that they wrote and have not sent.
{
  const areas = [...document.querySelectorAll("main form textarea")];
  const isRefused = document.querySelector(".error-summary") !== null;
  const isKept = area => area.form.hasAttribute("data-unsaved");
  const isLost = area => isRefused || isKept(area) ? area.value : area.value !== area.defaultValue;
  let sent = null;
  // What opens in a tab of its own leaves this page as it is.
  addEventListener("submit", event => {
    if (event.submitter?.formTarget !== "_blank") sent = event.target;
  });
  addEventListener("pageshow", () => { sent = null; });
  if (areas.length) addEventListener("beforeunload", event => {
    if (areas.some(area => area.form !== sent && isLost(area))) event.preventDefault();
  });
}
