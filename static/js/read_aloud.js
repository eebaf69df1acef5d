// Reads passages aloud, each in its own language; by voices of this device alone, so no word leaves it.
if (window.speechSynthesis) {
  const PARTS = "h1, h2, h3, p, li, legend, label";
  const languageOf = part => part.closest("[lang]").lang;
  const voiceFor = language => speechSynthesis.getVoices().find(
    voice => voice.localService && voice.lang.slice(0, 2).toLowerCase() === language);
  const partsOf = selector => [...document.querySelectorAll(selector)]
    .flatMap(place => [place, ...place.querySelectorAll(PARTS)])
    .filter(part => part.matches(PARTS) && !part.querySelector(PARTS)
      && !part.closest("[aria-hidden]") && part.checkVisibility());

  const buttons = [...document.querySelectorAll("[data-read]")].map(button => {
    const [read, stop] = [button.textContent, button.dataset.stop];
    button.addEventListener("click", () => {
      const isReading = button.textContent === stop;
      speechSynthesis.cancel();
      button.textContent = read;
      if (isReading) return;
      const spoken = partsOf(button.dataset.read).map(part => {
        const words = new SpeechSynthesisUtterance(part.innerText);
        words.lang = languageOf(part);
        words.voice = voiceFor(words.lang);
        return words;
      });
      const last = spoken.at(-1);
      last.onend = last.onerror = () => { button.textContent = read; };
      button.textContent = stop;
      spoken.forEach(words => speechSynthesis.speak(words));
    });
    return button;
  });
  const show = () => buttons.forEach(button => {
    button.hidden = !partsOf(button.dataset.read).every(part => voiceFor(languageOf(part)));
  });
  show();
  speechSynthesis.onvoiceschanged = show; // some browsers find their voices late
  addEventListener("pagehide", () => speechSynthesis.cancel());
}
