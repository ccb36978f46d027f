// Lets the search work in pages that are read from a folder, where browsers start no workers: the
// worker's script runs in a hidden frame and talks to the page as a worker would.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      this.waiting = [];
      const frame = document.createElement("iframe");
      frame.hidden = true;
      const begin = () => {
        document.body.append(frame);
        this.inner = frame.contentWindow;
        const page = frame.contentDocument;
        page.open();
        page.write(
          "<script>" +
            "window.postMessage = (data) => parent.postMessage(data, '*');" +
            "</" + "script><script src=\"" + new URL(address, location.href) + "\"></" + "script>" +
            "<script>window.ready = true;</" + "script>"
        );
        page.close();
        this.inner.addEventListener("load", () => {
          this.loaded = true;
          this.waiting.splice(0).forEach((data) => this.hand(data));
        });
      };
      if (document.body) begin();
      else addEventListener("DOMContentLoaded", begin);
      addEventListener("message", (event) => {
        if (event.source !== this.inner) return;
        const told = new MessageEvent("message", { data: event.data });
        this.dispatchEvent(told);
        if (this.onmessage) this.onmessage(told);
      });
    }
    hand(data) {
      this.inner.dispatchEvent(new MessageEvent("message", { data }));
    }
    postMessage(data) {
      if (this.loaded) this.hand(data);
      else this.waiting.push(data);
    }
    terminate() {}
  };
}
