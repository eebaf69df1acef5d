// Moves focus to what is new: an error, else, where a form of ours led here, the message or the heading.
{
  const [arrival] = performance.getEntriesByType("navigation");
  const isAnswer = arrival?.redirectCount > 0 && document.referrer;
  const place = document.querySelector(".error-summary, main [role=alert]")
    ?? (isAnswer ? document.querySelector(".messages, main h1") : null);
  if (place) {
    place.tabIndex = -1;
    place.focus();
  }
}
