"use strict";
// Makes the drawn map movable, once it comes into sight: shapes from this package, no tiles, no glyphs, no other host.
(() => {
  const figure = document.querySelector("figure.where");
  if (!figure || !window.IntersectionObserver || navigator.connection?.saveData) return;
  const sheet = figure.querySelector(".sheet");
  const SIZE = { poi: 4, populated: 6, district: 18, province: 34 };
  const spots = [...figure.querySelectorAll("li[data-lon]")].map((li) => ({
    name: li.querySelector("a").textContent,
    href: li.querySelector("a").href,
    lon: Number(li.dataset.lon),
    lat: Number(li.dataset.lat),
    precision: li.dataset.precision,
    country: li.dataset.country,
    claims: Number(li.dataset.claims),
  }));

  const load = (path) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = path;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });

  const style = (path) =>
    new Promise((done) => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = path;
      link.onload = done;
      document.head.append(link);
    });

  // Borders are whole steps of degrees, each point as the difference from the one before; a ring names its borders.
  const unpacked = (world) => {
    const borders = world.borders.map((flat) => {
      const points = [];
      let x = 0;
      let y = 0;
      for (let i = 0; i < flat.length; i += 2) {
        x += flat[i];
        y += flat[i + 1];
        points.push([x * world.step, y * world.step]);
      }
      return points;
    });
    const ring = (numbers) =>
      numbers.flatMap((n, i) => {
        const border = n < 0 ? [...borders[~n]].reverse() : borders[n];
        return i ? border.slice(1) : border;
      });
    const area = (points) => points.reduce((sum, [x, y], i) => sum + x * points[(i + 1) % points.length][1] - points[(i + 1) % points.length][0] * y, 0);
    const features = world.lands.map((land) => {
      const polygons = [];
      for (const points of land.rings.map(ring)) {
        // Holes turn the other way than the ring that they lie in, as in TopoJSON.
        if (area(points) < 0 || !polygons.length) polygons.push([points]);
        else polygons.at(-1).push(points);
      }
      return { type: "Feature", properties: { code: land.code ?? "" }, geometry: { type: "MultiPolygon", coordinates: polygons } };
    });
    return { type: "FeatureCollection", features };
  };

  const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  const hatching = (colour) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 10;
    const pen = canvas.getContext("2d");
    pen.strokeStyle = colour;
    pen.lineWidth = 1;
    pen.globalAlpha = 0.55;
    for (const x of [-10, 0, 10]) {
      pen.beginPath();
      pen.moveTo(x, 10);
      pen.lineTo(x + 10, 0);
      pen.stroke();
    }
    return pen.getImageData(0, 0, 10, 10);
  };

  const layers = (whole) => [
    { id: "sea", type: "background", paint: { "background-color": ink("paper") } },
    { id: "land", type: "fill", source: "world", paint: { "fill-color": ink("card") } },
    { id: "whole", type: "fill", source: "world", filter: ["in", ["get", "code"], ["literal", whole]], paint: { "fill-pattern": "hatch" } },
    { id: "border", type: "line", source: "world", paint: { "line-color": ink("soft"), "line-width": 0.6 } },
    {
      id: "vague", type: "circle", source: "spots", filter: [">", ["get", "size"], 10],
      paint: { "circle-radius": ["get", "size"], "circle-color": ink("accent"), "circle-opacity": 0.15, "circle-stroke-width": 1, "circle-stroke-color": ink("accent"), "circle-stroke-opacity": 0.7 },
    },
    {
      id: "near", type: "circle", source: "spots", filter: ["<=", ["get", "size"], 10],
      paint: { "circle-radius": ["get", "size"], "circle-color": ink("accent"), "circle-opacity": 0.75, "circle-stroke-width": 1, "circle-stroke-color": ink("card") },
    },
  ];

  const points = () => ({
    type: "FeatureCollection",
    features: spots
      .filter((s) => SIZE[s.precision])
      .map((s) => ({ type: "Feature", properties: { ...s, size: SIZE[s.precision] }, geometry: { type: "Point", coordinates: [s.lon, s.lat] } })),
  });

  const labels = (map) => {
    const named = spots.filter((s) => SIZE[s.precision] || s.precision === "country").slice(0, 30);
    const nodes = named.map((s) => {
      const near = SIZE[s.precision];
      const node = document.createElement("span");
      node.className = near ? "at" : "at whole";
      node.textContent = `${s.name.split(",")[0]}${near ? "" : ", no nearer place"} ${s.claims}`;
      new maplibregl.Marker({ element: node, anchor: near ? "left" : "center", offset: [near ? near + 4 : 0, 0] }).setLngLat([s.lon, s.lat]).addTo(map);
      // It would be a button that does nothing; the list below the map holds the same as links.
      for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
      node.setAttribute("aria-hidden", "true");
      return node;
    });
    // A name that would lie over another is not shown until the map is nearer; those with most claims come first.
    const free = () => {
      const taken = [];
      for (const node of nodes) {
        node.hidden = false;
        const box = node.getBoundingClientRect();
        const clash = taken.some((o) => box.left < o.right && o.left < box.right && box.top < o.bottom && o.top < box.bottom);
        if (clash) node.hidden = true;
        else taken.push(box);
      }
    };
    map.on("idle", free);
    map.on("move", free);
  };

  const controls = (map) => {
    const box = document.createElement("div");
    box.className = "zoom";
    for (const [sign, name, act] of [["+", "Nearer", () => map.zoomIn()], ["−", "Farther", () => map.zoomOut()]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.setAttribute("aria-label", name);
      button.addEventListener("click", act);
      box.append(button);
    }
    const say = document.createElement("p");
    say.className = "say";
    say.hidden = true;
    sheet.append(box, say);
    for (const layer of ["near", "vague"]) {
      map.on("mousemove", layer, (event) => {
        const s = event.features[0].properties;
        say.textContent = `${s.name}: ${s.claims} claim${s.claims === 1 ? "" : "s"}`;
        say.hidden = false;
      });
      map.on("mouseleave", layer, () => (say.hidden = true));
      map.on("click", layer, (event) => location.assign(event.features[0].properties.href));
    }
  };

  const show = async () => {
    await Promise.all([load("/static/vendor/maplibre-gl/maplibre-gl-csp.js"), style("/static/map.css")]);
    const world = unpacked(await (await fetch("/static/world.json")).json());
    const picture = document.createElement("canvas").getContext("webgl2");
    if (!picture) return; // the drawing stays
    maplibregl.setWorkerUrl("/static/vendor/maplibre-gl/maplibre-gl-csp-worker.js");
    const holder = document.createElement("div");
    sheet.append(holder);
    sheet.classList.add("live");
    holder.style.position = "absolute";
    holder.style.inset = "0";
    const box = ["west", "south", "east", "north"].map((name) => Number(figure.dataset[name]));
    const whole = spots.filter((s) => s.precision === "country").map((s) => s.country);
    const map = new maplibregl.Map({
      container: holder,
      style: { version: 8, sources: { world: { type: "geojson", data: world, tolerance: 0.2 }, spots: { type: "geojson", data: points() } }, layers: [] },
      bounds: [[box[0], box[1]], [box[2], box[3]]],
      fitBoundsOptions: { padding: { top: 12, bottom: 12, left: 12, right: 70 } },
      attributionControl: false,
      cooperativeGestures: false,
      scrollZoom: false,
      dragRotate: false,
      pitchWithRotate: false,
      maxZoom: 9,
      renderWorldCopies: false,
    });
    map.getCanvas().setAttribute("aria-label", "Movable map of the places; the list below holds the same");
    const paint = () => {
      for (const layer of ["near", "vague", "border", "whole", "land", "sea"]) if (map.getLayer(layer)) map.removeLayer(layer);
      if (map.hasImage("hatch")) map.updateImage("hatch", hatching(ink("soft")));
      else map.addImage("hatch", hatching(ink("soft")));
      for (const layer of layers(whole)) map.addLayer(layer);
    };
    map.on("load", () => {
      paint();
      labels(map);
      controls(map);
      figure.dataset.ready = "1";
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  };

  const seen = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      seen.disconnect();
      show();
    }
  });
  seen.observe(sheet);
})();
