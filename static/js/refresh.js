// Keeps a page about long work up to date until that is done; without it the page's own link does.
{
  const SECONDS = 3;
  const again = async () => {
    const answer = await fetch(location.href).catch(() => null);
    const region = document.querySelector("[data-refresh]");
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-refresh]");
      if (!fresh) return location.reload();
      region.replaceWith(document.adoptNode(fresh));
    }
    setTimeout(again, SECONDS * 1000);
  };
  if (document.querySelector("[data-refresh]")) setTimeout(again, SECONDS * 1000);
}
