/** Describes the page as plain values and patches it by key, so that focus, scroll and typed text stay. */

const SVG = "http://www.w3.org/2000/svg";
const SVG_TAGS = new Set(["svg", "path", "circle", "rect", "g"]);
const AS_PROPERTY = new Set(["disabled", "hidden", "inert"]);

const described = new WeakMap();
let justMounted = [];

/**
 * One element. Special props: `key` (identity among its siblings), `on…` (listeners), `vars` (CSS
 * custom properties), `init` (properties set once, when the element is made) and `mounted` (called
 * once, when it stands in the page). Text is only ever a text node.
 */
export function h(tag, props, ...children) {
  return { tag, props: props ?? {}, children: flat(children) };
}

function flat(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && typeof child !== "boolean")
    .map((child) => (typeof child === "object" ? child : String(child)));
}

/** Makes the children of `parent` be exactly these. */
export function fill(parent, ...children) {
  reconcile(parent, flat(children));
  // From the outside in: a field can be measured once the dialog around it is open.
  const mounted = justMounted.reverse();
  justMounted = [];
  for (const [node, call] of mounted) call(node);
}

function reconcile(parent, wanted) {
  const keyed = new Map();
  const loose = [];
  for (const node of parent.childNodes) {
    const key = described.get(node)?.props?.key;
    if (key === undefined) loose.push(node);
    else keyed.set(key, node);
  }
  const nodes = wanted.map((child) => {
    const old = child.props?.key === undefined ? nextLoose(loose, child) : keyed.get(child.props.key);
    return old && sameKind(old, child) ? update(old, child) : create(child);
  });
  const kept = new Set(nodes);
  for (const node of [...parent.childNodes]) if (!kept.has(node)) node.remove();
  let place = parent.firstChild;
  for (const node of nodes) {
    if (node === place) place = place.nextSibling;
    else parent.insertBefore(node, place);
  }
}

function nextLoose(loose, child) {
  const index = loose.findIndex((node) => sameKind(node, child));
  return index < 0 ? undefined : loose.splice(0, index + 1)[index];
}

function sameKind(node, child) {
  if (typeof child === "string") return node.nodeType === Node.TEXT_NODE;
  return described.get(node)?.tag === child.tag;
}

function create(child) {
  if (typeof child === "string") return document.createTextNode(child);
  const node = SVG_TAGS.has(child.tag)
    ? document.createElementNS(SVG, child.tag)
    : document.createElement(child.tag);
  described.set(node, { tag: child.tag, props: {} });
  update(node, child);
  if (child.props.init) Object.assign(node, child.props.init);
  if (child.props.mounted) justMounted.push([node, child.props.mounted]);
  return node;
}

function update(node, child) {
  if (typeof child === "string") {
    if (node.data !== child) node.data = child;
    return node;
  }
  const old = described.get(node);
  if (old === child) return node;
  for (const name of Object.keys(old.props)) {
    if (!(name in child.props)) assign(node, name, undefined, old.props[name]);
  }
  for (const [name, value] of Object.entries(child.props)) {
    if (old.props[name] !== value) assign(node, name, value, old.props[name]);
  }
  described.set(node, child);
  reconcile(node, child.children);
  return node;
}

function assign(node, name, value, before) {
  if (name === "key" || name === "init" || name === "mounted") return;
  if (name.startsWith("on")) node[name] = value ?? null;
  else if (name === "vars") setVars(node, value ?? {}, before ?? {});
  else if (AS_PROPERTY.has(name)) node[name] = Boolean(value);
  else if (value === undefined || value === null || (value === false && !name.startsWith("aria-"))) {
    node.removeAttribute(name);
  } else node.setAttribute(name, value === true && !name.startsWith("aria-") ? "" : String(value));
}

/** Custom properties go through the CSSOM, which a strict style policy allows. */
function setVars(node, vars, before) {
  for (const name of Object.keys(before)) if (!(name in vars)) node.style.removeProperty(name);
  for (const [name, value] of Object.entries(vars)) {
    if (before[name] !== value) node.style.setProperty(name, value);
  }
}
