// A passkey, made or asked for: the page carries the question, the form takes the answer back.
(() => {
  const kind = window.PublicKeyCredential;
  if (!kind?.parseRequestOptionsFromJSON || !kind.prototype.toJSON) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("button[type=button]");
    const trouble = form.querySelector("[role=alert]");
    const ask = () => {
      const { publicKey } = JSON.parse(form.dataset.question);
      if (form.dataset.passkey === "get")
        return navigator.credentials.get({ publicKey: kind.parseRequestOptionsFromJSON(publicKey) });
      // Kept by the device itself, so that it signs in without a name.
      Object.assign(publicKey.authenticatorSelection, { residentKey: "required", requireResidentKey: true });
      return navigator.credentials.create({ publicKey: kind.parseCreationOptionsFromJSON(publicKey) });
    };
    button.addEventListener("click", async () => {
      trouble.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify(await ask());
        form.submit();
      } catch {
        trouble.hidden = false;
      }
    });
    // Enter in the field for the name would send the form without an answer.
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      button.click();
    });
    button.hidden = false;
    form.querySelector("[data-passkey-missing]")?.remove();
  }
})();
