// Asks before somebody leaves a text behind that they wrote and have not sent.
{
  const areas = [...document.querySelectorAll("main form textarea")];
  const isRefused = document.querySelector(".error-summary") !== null;
  const isLost = area => isRefused ? area.value : area.value !== area.defaultValue;
  let sent = null;
  addEventListener("submit", event => { sent = event.target; });
  addEventListener("pageshow", () => { sent = null; });
  if (areas.length) addEventListener("beforeunload", event => {
    if (areas.some(area => area.form !== sent && isLost(area))) event.preventDefault();
  });
}
