/* Draws the charts of a page from the descriptions in it, in the page's colours, and again when these change. Vega's
   interpreter evaluates expressions, so that the page needs no leave to run text as code. */
"use strict";
(() => {
  const views = [];

  function theme(width) {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    const ink = colour("ink"), soft = colour("soft"), line = colour("line");
    const font = style.getPropertyValue("--sans");
    const axis = { labelColor: ink, titleColor: soft, gridColor: line, domainColor: soft, tickColor: line, labelFont: font, labelFontSize: 13, titleFont: font, labelPadding: 6 };
    const series = ["own", "enemy", "third", "other"].map((name) => colour(`series-${name}`));
    return {
      background: null, padding: { left: 0, right: 16, top: 2, bottom: 2 }, view: { stroke: null }, font, axis, axisX: { tickCount: width < 600 ? 3 : 6 }, axisY: { labelLimit: Math.min(260, width * 0.4) },
      legend: { labelColor: ink, titleColor: soft, labelFont: font, labelFontSize: 13, symbolSize: 90 },
      range: { category: [...series, colour("date-line"), colour("number-line")] },
      style: {
        band: { color: soft, opacity: 0.14 }, best: { color: ink, strokeWidth: 1.5 },
        bounds: { strokeWidth: 3, strokeOpacity: 0.45 }, open: { fontSize: 16 },
      },
    };
  }

  function draw(plot, spec) {
    const chart = { ...spec, width: plot.clientWidth, autosize: { type: "fit-x", contains: "padding" } };
    const vega = vegaKit.compile(chart, { config: theme(plot.clientWidth), logger: quiet }).spec;
    const view = new vegaKit.View(vegaKit.parse(vega, null, { ast: true }), { expr: vegaKit.expressionInterpreter, renderer: "svg", container: plot, hover: true, logLevel: 0 });
    view.tooltip((handler, event, item, value) => tip(event, value));
    view.addEventListener("click", (event, item) => { if (item?.datum?.claim) location.href = `${root}claims.html#claim=${encodeURIComponent(item.datum.claim)}`; });
    return view.runAsync();
  }

  const quiet = { level: () => quiet, error: console.error, warn: () => quiet, info: () => quiet, debug: () => quiet };
  const root = document.querySelector("link[rel=stylesheet]").getAttribute("href").replace("static/style.css", "");
  const box = document.createElement("div");
  box.className = "tip";
  box.hidden = true;

  /* What a mark says, beside the pointer; as text. */
  function tip(event, value) {
    box.hidden = !value;
    if (!value) return;
    box.replaceChildren(...Object.entries(value).map(([name, said]) => {
      const line = document.createElement("div"), strong = document.createElement("b");
      strong.textContent = said;
      line.append(`${name}: `, strong);
      return line;
    }));
    box.style.left = `${Math.min(event.pageX + 14, document.documentElement.clientWidth - box.offsetWidth - 8)}px`;
    box.style.top = `${event.pageY + 14}px`;
  }

  async function all() {
    for (const view of views.splice(0)) view.finalize();
    for (const plot of document.querySelectorAll(".plot")) {
      plot.spec ??= JSON.parse(plot.querySelector("script").textContent);
      plot.replaceChildren();
      views.push(await draw(plot, structuredClone(plot.spec)));
    }
    document.documentElement.dataset.drawn = views.length;
  }

  document.body.append(box);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
  let width = innerWidth, later = 0;
  addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; clearTimeout(later); later = setTimeout(all, 150); } });
  all();
})();
